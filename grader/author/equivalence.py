"""Whether a mutant is as right as the reference: both are called side by side on many fresh cases."""

from __future__ import annotations

import heapq
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from grader import cache
from grader.bank import compile_file
from grader.build import Record, pack_tree
from grader.judge import Judged, finding, judge
from grader.model.report import Finding
from grader.sample import draw
from grader.sandbox import observe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.author.mutating import Mutant
    from grader.build import Prepared
    from grader.judge import Failure
    from grader.model.case import Case, Expected, Observation
    from grader.model.exercise import Exercise

CASES: Final = 100_000
"""Fresh cases that a mutant has to survive to be called equivalent."""
AGAINST_TRUTH: Final = 100
"""Of the cases with other bits, so many that differ most are held against the truth itself."""
_AT_ONCE: Final = 2_000
_FIRST_SEED: Final = 5_000_000
"""Above every seed that a check draws by itself."""
_LONGEST: Final = 2.0
"""Seconds that one call may take."""

_ASIDE: Final = frozenset(
    "title difficulty minutes needs ask hints explain interview sources".split()
    + "properties mistakes alternatives equivalent stub start".split()
)
"""Keys of the YAML that say nothing of what is drawn, nor of what is right."""


class Compared(msgspec.Struct, frozen=True):
    """What came of a comparison."""

    cases: int
    """On how many."""
    difference: Finding | None = None
    """The first on which the mutant is wrong."""


def compare_all(prepared: Prepared, mutants: Sequence[Mutant], cases: int = CASES) -> list[Compared]:
    """Call each mutant and the reference on the same fresh cases, over all strata and dtypes.

    What comes to the same bits, dtype, shape, arguments and exception is as right as the reference. Anything else is judged by what
    the exercise promises, with the reference's values in place of the truth and the tolerance at which references stand in for it;
    and of the cases that pass so, those that differ most are judged against the truth, within the tolerance of a check.
    The result is kept.
    """
    keys = [_key(prepared.exercise, mutant) for mutant in mutants]
    found = [_kept(key, cases) for key in keys]
    missing = [position for position, known in enumerate(found) if known is None]
    if missing:
        made = _compare(prepared, [mutants[position] for position in missing], cases)
        for position, compared in zip(missing, made, strict=True):
            cache.write(msgspec.msgpack.encode(compared), *keys[position])
            found[position] = compared
    return [compared for compared in found if compared is not None]


def _key(exercise: Exercise, mutant: Mutant) -> tuple[str, str, str]:
    """Of what the outcome depends on: our code, this file, the reference, the mutant, and the YAML without its texts."""
    content = msgspec.to_builtins(exercise.code)
    drawn = msgspec.msgpack.encode({name: value for name, value in content.items() if name not in _ASIDE})
    record = Record(msgspec.structs.replace(exercise, digest=cache.fingerprint(drawn)))
    return ("equivalent", record.key[1], cache.fingerprint(Path(__file__).read_bytes(), mutant.source))


def _kept(key: tuple[str, str, str], cases: int) -> Compared | None:
    data = cache.read(*key)
    try:
        known = None if data is None else msgspec.msgpack.decode(data, type=Compared)
    except msgspec.DecodeError:
        return None
    return known if known is not None and (known.difference is not None or known.cases >= cases) else None


def _compare(prepared: Prepared, mutants: Sequence[Mutant], cases: int) -> list[Compared]:
    pairs = [_Pair(prepared, mutant) for mutant in mutants]
    for case in _cases(prepared, cases):
        seen = observe(prepared.reference_function, prepared.call(case))
        facts = _facts(seen)
        for pair in pairs:
            if pair.difference is None:
                pair.meet(case, seen, facts)
        if all(pair.difference is not None for pair in pairs):
            break
    for pair in pairs:
        pair.settle()
    return [Compared(cases, pair.difference) for pair in pairs]


def _cases(prepared: Prepared, count: int) -> Iterator[Case]:
    """So many random ones, and after the first of them the author's own."""
    for done in range(0, count, _AT_ONCE):
        drawn = draw(prepared.plan, _FIRST_SEED + done, min(_AT_ONCE, count - done))
        # Edge cases and invalid inputs come at the end of each draw; what they leave open is drawn, but not as often.
        yield from drawn if not done else drawn[: min(_AT_ONCE, count - done)]


class _Pair:
    """A mutant beside the reference."""

    def __init__(self, prepared: Prepared, mutant: Mutant) -> None:
        self.prepared = prepared
        self.function = compile_file(prepared.exercise, mutant.source, f"mutant of line {mutant.change.line}")
        self.difference: Finding | None = None
        self._farthest: list[tuple[float, int, Case]] = []
        """Cases with other bits: the distance, a number that breaks ties, the case."""
        self._met = 0

    def meet(self, case: Case, reference: Observation, facts: Any) -> None:
        """Take in one case, and what the reference came to on it."""
        self._met += 1
        seen = observe(self.function, self.prepared.call(case), _LONGEST)
        if _facts(seen) == facts:
            return
        failure, judged = self._judged(case, seen, self.prepared.estimate(case))
        if failure is not None:
            self._differs(failure, judged)
        else:
            entry = (_distance(reference.value, seen.value), self._met, case)
            (heapq.heappush if len(self._farthest) < AGAINST_TRUTH else heapq.heappushpop)(self._farthest, entry)

    def settle(self) -> None:
        """Hold the farthest cases against the truth."""
        for _, _, case in sorted(self._farthest, key=lambda entry: entry[:2], reverse=True):
            expected = None if self.difference is not None else self.prepared.expect(case)
            if expected is not None:
                failure, judged = self._judged(case, observe(self.function, self.prepared.call(case), _LONGEST), expected)
                if failure is not None:
                    self._differs(failure, judged)

    def _judged(self, case: Case, seen: Observation, expected: Expected | None) -> tuple[Failure | None, Judged]:
        if expected is not None and not case.unique:
            expected = None
        call = self.prepared.call(case)
        failures = judge(self.prepared.content.contract, case, call, expected, seen)
        return (failures[0] if failures else None), Judged(case, call, expected, seen, tuple(failures))

    def _differs(self, failure: Failure, judged: Judged) -> None:
        if not self.prepared.near_kink(judged.case):
            self.difference = finding(failure, judged)


def _facts(seen: Observation) -> Any:
    """All that a call came to; the same facts are equal."""
    error = seen.error.type_name if seen.error is not None else ""
    try:
        value, after = pack_tree(seen.value), pack_tree(seen.after)
    except TypeError:  # a value of no kind that a result may be: equal to none
        return object()
    return seen.outcome, value, after, seen.aliases, seen.warnings, error


def _distance(reference: Any, other: Any) -> float:
    """The largest difference of two entries beside the size of what they belong to; 0 where form or shape differ."""
    if isinstance(reference, dict) and isinstance(other, dict):
        return max((_distance(value, other.get(key)) for key, value in reference.items()), default=0.0)
    if isinstance(reference, tuple | list) and isinstance(other, tuple | list):
        return max(map(_distance, reference, other), default=0.0)
    if isinstance(reference, str | dict | tuple | list) or reference is None or np.shape(reference) != np.shape(other):
        return 0.0
    with np.errstate(all="ignore"):
        try:
            a, b = np.asarray(reference, dtype=np.float64), np.asarray(other, dtype=np.float64)
        except (TypeError, ValueError):
            return 0.0
        distance = np.abs(a - b) / (np.abs(a) + np.finfo(np.float64).tiny)
    return float(np.max(distance, initial=0.0, where=np.isfinite(distance)))
