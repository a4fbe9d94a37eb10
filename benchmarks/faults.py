"""How often does an error name the place of the fault? Sound exercises with one fault put in, loaded as a whole bank.

    python benchmarks/faults.py [--count 3000] [--seed 0] [--show]

Prints, for each kind of fault, in how many files the error names the path of the fault. Fails below 99 %, and at any exception
that is not a `BankError`.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

import msgspec
from injection import Injected, inject, write
from injection.writing import Data

from grader.bank import open_bank
from grader.bank.reading import read_tree
from grader.model.errors import BankError, Fault

REPOSITORY = Path(__file__).resolve().parent.parent
SOURCES = (REPOSITORY, REPOSITORY / "tests" / "bank" / "sketch")
ENOUGH = 0.99


class Outcome(msgspec.Struct, frozen=True):
    """What one faulty file came to."""

    file: str
    injected: Injected
    faults: tuple[Fault, ...]
    crash: str = ""

    @property
    def named(self) -> bool:
        """Whether some error names the fault."""
        return any(_names(fault, self.injected) for fault in self.faults)


class Sound(msgspec.Struct, frozen=True):
    """A file to put faults in."""

    path: Path
    text: bytes
    data: Data


def _names(fault: Fault, injected: Injected) -> bool:
    if fault.path in injected.paths:
        return True
    inside = any(fault.path.startswith((f"{path}.", f"{path}[")) for path in injected.paths)
    return injected.line > 0 and (inside or fault.line == injected.line)


def copy_bank(source: Path, target: Path) -> list[Sound]:
    """A copy of the bank at `source`, and its sound files; those with faults of their own are left out."""
    shutil.copytree(source / "reference", target / "reference", ignore=shutil.ignore_patterns("__pycache__"))
    for path in sorted((source / "exercises").glob("*/*.yaml")):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    try:
        open_bank(target).summaries()
    except BankError as error:
        for name in {fault.file for fault in error.faults}:
            print(f"left out, has faults of its own: {name}", file=sys.stderr)
            (target / name).unlink()
    sound = []
    for path in sorted((target / "exercises").glob("*/*.yaml")):
        text = path.read_bytes()
        tree, _ = read_tree(text, path.name)
        if tree.plain["form"] in ("code", "debug"):  # the faults are those of code
            sound.append(Sound(path, text, tree.plain))
    return sound


def try_one(root: Path, sound: Sound, rng: random.Random) -> Outcome:
    """Put a fault into the file, load the bank, and put the file back."""
    injected = inject(sound.data, rng)
    name = sound.path.relative_to(root).as_posix()
    faults, crash = (), ""
    times = sound.path.stat()
    sound.path.write_bytes(injected.text)
    try:
        open_bank(root).summaries()
    except BankError as error:
        faults = tuple(fault for fault in error.faults if fault.file == name)
    except Exception:  # noqa: BLE001 - a traceback is what is being looked for
        crash = traceback.format_exc()
    sound.path.write_bytes(sound.text)
    os.utime(sound.path, ns=(times.st_atime_ns, times.st_mtime_ns))
    return Outcome(name, injected, faults, crash)


def run(count: int, seed: int, root: Path) -> list[Outcome]:
    """`count` faulty files, drawn from `seed`, each loaded in a copy of its bank below `root`."""
    rng = random.Random(seed)
    banks = [(root / str(i), copy_bank(source, root / str(i))) for i, source in enumerate(SOURCES)]
    outcomes = []
    for _ in range(count):
        folder, sounds = rng.choice(banks)
        outcomes.append(try_one(folder, rng.choice(sounds), rng))
    return outcomes


def check_writing(root: Path, seed: int) -> int:
    """Written in other styles, the sound files must stay sound; returns how many were tried."""
    rng = random.Random(seed)
    tried = 0
    for i, source in enumerate(SOURCES):
        for sound in copy_bank(source, root / f"style{i}"):
            text = write(sound.data, rng)
            tree, faults = read_tree(text.encode(), sound.path.name)
            assert msgspec.json.encode(tree.plain) == msgspec.json.encode(sound.data), sound.path
            assert not faults, sound.path
            tried += 1
    return tried


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print every file whose fault was not named")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        written = check_writing(Path(folder), options.seed)
        outcomes = run(options.count, options.seed, Path(folder) / "banks")
    return report(outcomes, written, options.seed, show=options.show)


def report(outcomes: list[Outcome], written: int, seed: int, *, show: bool) -> int:
    """Print the counts; 0 if they are good enough."""
    total = Counter(outcome.injected.kind for outcome in outcomes)
    named = Counter(outcome.injected.kind for outcome in outcomes if outcome.named)
    crashes = [outcome for outcome in outcomes if outcome.crash]
    for kind in sorted(total):
        print(f"{kind:24} {named[kind]:5} of {total[kind]:5}")
    for outcome in outcomes if show else crashes:
        if not outcome.named:
            said = "; ".join(f"{fault.line}:{fault.path}: {fault.found}" for fault in outcome.faults)
            print(f"\n{outcome.file} {outcome.injected.kind} {sorted(outcome.injected.paths)} {outcome.injected.line}\n{said}")
            print(outcome.crash)
    share = named.total() / max(1, total.total())
    extra = sum(len(outcome.faults) for outcome in outcomes) / max(1, total.total())
    print(f"\n{written} sound files, each written in another style, read the same")
    print(f"named: {named.total()} of {total.total()} ({share:.2%}), seed {seed}; {extra:.1f} faults reported a file")
    print(f"tracebacks: {len(crashes)} of {total.total()}")
    return 0 if share >= ENOUGH and not crashes else 1


if __name__ == "__main__":
    sys.exit(main())
