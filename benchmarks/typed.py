"""Typed answers: are pairs told as what they are, and is every text answered in time? sympy's simplify on the same pairs beside it.

    python benchmarks/typed.py [--seeds 50] [--fuzz 2000] [--seed 0] [--without-sympy]

Prints wrong verdicts over fresh seeds and milliseconds a pair, then what became of hostile and random texts and the longest times.
Times are of the processor, which is what a text can take from others; those of the wall stand beside them. Fails at a wrong or
undecided verdict, at an exception, and at a text that took longer than 0.2 s.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from typed_fuzz import grown, mangled, noise
from typed_hostile import answer, hostile
from typed_pairs import Pair, pairs

from grader.answers import equivalent, parse
from grader.model.answers import Agreement, Domain

ALLOWED = 0.2
ASSUMPTIONS = {
    Domain.REAL: {"real": True},
    Domain.POSITIVE: {"positive": True},
    Domain.UNIT: {"positive": True},
    Domain.INTEGER: {"integer": True},
    Domain.POSITIVE_INTEGER: {"integer": True, "positive": True},
    Domain.BINARY: {"integer": True, "nonnegative": True},
}


def measure_pairs(found: list[Pair], seeds: int, first: int) -> int:
    """Wrong verdicts over all seeds, printed with their seeds."""
    wrong, times = Counter(), []
    for pair in found:
        got, expected = parse(pair.got, pair.symbols), parse(pair.expected, pair.symbols)
        for seed in range(first, first + seeds):
            start = time.process_time()
            result = equivalent(got, expected, pair.symbols, seed=seed)
            times.append(time.process_time() - start)
            if result.verdict is not pair.verdict:
                wrong[result.verdict] += 1
                print(f"{result.verdict}, seed {seed}: {pair.got} | {pair.expected} {[flag.value for flag in result.flags]}")
    accepts, rejects, open_ = (wrong[verdict] for verdict in (Agreement.EQUAL, Agreement.DIFFERENT, Agreement.UNDECIDED))
    equal = sum(pair.verdict is Agreement.EQUAL for pair in found)
    print(f"{len(found)} pairs ({equal} equal), {seeds} seeds from {first}")
    print(f"  false accepts {accepts}, false rejects {rejects}, undecided {open_}")
    print(f"  ms a pair: median {1e3 * statistics.median(times):.1f}, largest {1e3 * max(times):.0f}")
    return wrong.total()


def measure_sympy(found: list[Pair]) -> None:
    """What `simplify(got - expected) == 0` says of the pairs that sympy can read."""
    import sympy

    counts, times = Counter(), []
    for pair in found:
        names = {symbol.name: sympy.Symbol(symbol.name, **ASSUMPTIONS[symbol.domain]) for symbol in pair.symbols}
        names |= {"relu": lambda x: sympy.Max(x, 0), "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)), "e": sympy.E}
        names |= {"softplus": lambda x: sympy.log(1 + sympy.exp(x)), "step": sympy.Heaviside}
        try:
            shaped = any(symbol.shape for symbol in pair.symbols)
            texts = [parse(text, pair.symbols).plain.replace("^", "**") for text in (pair.got, pair.expected)]
            a, b = (sympy.sympify(text, locals=names) for text in texts)  # our own texts, read once already
            start = time.process_time()
            zero = not shaped and sympy.simplify(a - b) == 0
            times.append(time.process_time() - start)
        except Exception:  # noqa: BLE001 - whatever sympy cannot read
            counts["not read"] += 1
            continue
        counts["not read" if shaped else (pair.verdict, Agreement.EQUAL if zero else Agreement.DIFFERENT)] += 1
    accepts = counts[Agreement.DIFFERENT, Agreement.EQUAL]
    rejects = counts[Agreement.EQUAL, Agreement.DIFFERENT]
    print(f"sympy {sympy.__version__}, simplify(got - expected) == 0: false accepts {accepts}, false rejects {rejects},", end=" ")
    print(f"not read {counts['not read']}; ms a pair: median {1e3 * statistics.median(times):.1f}, largest {1e3 * max(times):.0f}")


def measure_texts(kind: str, texts: list[str]) -> int:
    """Exceptions and texts that took too long."""
    outcomes, times, bad = Counter(), [], 0
    for number, text in enumerate(texts):
        wall, start = time.perf_counter(), time.process_time()
        try:
            outcome = answer(text)
            outcomes["refused" if outcome not in set(Agreement) else outcome.value] += 1
        except Exception:  # noqa: BLE001 - a traceback is what is being looked for
            bad += 1
            print(f"{kind} {number}: {text[:200]!r}\n{traceback.format_exc()}")
        times.append((time.process_time() - start, time.perf_counter() - wall, text))
    slow = [entry for entry in times if entry[0] > ALLOWED]
    for used, _, text in slow:
        print(f"{kind}, {used:.2f} s: {text[:200]!r}")
    longest = max(times)
    print(f"{kind}: {len(texts)} texts, {dict(outcomes)}, exceptions {bad}, over {ALLOWED} s {len(slow)}", end="; ")
    print(f"longest {1e3 * longest[0]:.0f} ms (wall {1e3 * max(entry[1] for entry in times):.0f})")
    return bad + len(slow)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--fuzz", type=int, default=2000, help="random texts of each kind")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--without-sympy", action="store_true")
    options = parser.parse_args()
    found = pairs()
    answer("x^2 + relu(x)")  # what is loaded at the first use is no part of the times
    bad = measure_pairs(found, options.seeds, options.seed)
    if not options.without_sympy:
        measure_sympy(found)
    bad += measure_texts("hostile", hostile())
    for make in (noise, mangled, grown):
        rng = random.Random(options.seed)
        bad += measure_texts(f"{make.__name__}, seed {options.seed}", [make(rng) for _ in range(options.fuzz)])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
