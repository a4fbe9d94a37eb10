"""A sample of what `benchmarks/faults.py` measures: the error names the place of the fault, and there is never a traceback."""

import random
from pathlib import Path

import pytest

from grader.bank import load_file
from grader.model.errors import BankError

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FILES = 150


@pytest.mark.parametrize("seed", [20, 21])
def test_the_error_names_the_path_of_the_fault(tmp_path, monkeypatch, seed):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import faults

    outcomes = faults.run(FILES, seed, tmp_path)
    assert len(outcomes) == FILES
    assert [outcome.crash for outcome in outcomes if outcome.crash] == []
    missed = [(outcome.file, outcome.injected.kind, sorted(outcome.injected.paths)) for outcome in outcomes if not outcome.named]
    assert len(missed) <= FILES // 100, missed


def test_sound_files_stay_sound_in_another_style(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import faults

    assert faults.check_writing(tmp_path, 0) > 4


def damage(text: bytes, rng: random.Random) -> bytes:
    """The text with a few bytes or lines lost, doubled, swapped or replaced."""
    if rng.random() < 0.5:
        lines = text.split(b"\n")
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[i : i + 1] = rng.choice([[], [lines[i], lines[i]], [lines[j]], [b" " * rng.randrange(6) + lines[i].lstrip()]])
        return b"\n".join(lines)
    changed = bytearray(text)
    for _ in range(rng.randrange(1, 6)):
        i = rng.randrange(len(changed))
        changed[i : i + 1] = rng.choice(
            [b"", bytes([rng.randrange(256)]), bytes([rng.choice(b"{}[]:,'\"|>-#&*!%@` \n\t0a.\\=()")]) * 2]
        )
    return bytes(changed)


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_to_a_file_is_a_traceback(root, seed):
    rng = random.Random(seed)
    files = sorted(root.glob("exercises/*/*.yaml"))
    texts = {path: path.read_bytes() for path in files}
    refused, said = 0, []
    for _ in range(100):
        path = rng.choice(files)
        path.write_bytes(damage(texts[path], rng))
        try:
            load_file(path, root)
        except BankError as error:
            refused += 1
            said += [(fault.found, fault.expected) for fault in error.faults]
    assert refused > 50
    assert all(found and expected for found, expected in said)
