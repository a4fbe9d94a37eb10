"""Writing a script: the reference is asked everything that a learner will be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.build import pack_tree
from grader.grade.script import Again, Holding, Row, Script, with_inputs
from grader.judge import check_property, compile_properties, judge, property_cases
from grader.model.enums import Outcome, Stratum
from grader.sandbox import Line, Reciter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grader.build import Drawn, Prepared
    from grader.model.case import Case, Expected, Observation, Tree

REPEATED: Final = 10
"""Cases that are run a second time, last one first."""
PER_PROPERTY: Final = 6


def rehearse(prepared: Prepared, drawn: Drawn) -> Script:
    """Ask the reference everything, and write it down."""
    return _Rehearsal(prepared, drawn).script()


class _Rehearsal:
    def __init__(self, prepared: Prepared, drawn: Drawn) -> None:
        self.prepared, self.drawn = prepared, drawn
        self.reciter = Reciter(prepared.reference_function, prepared.parameters)
        self.wanted: list[np.ndarray[Any, Any]] = []
        self.allowed: list[np.ndarray[Any, Any]] = []
        self.seen: list[Observation] = []
        self.later: list[Line] = []

    def script(self) -> Script:
        cases, expected = self.drawn.cases, self.drawn.expected
        lines = tuple(self._line(number, case, one) for number, (case, one) in enumerate(zip(cases, expected, strict=True)))
        repeated = _repeated(cases)
        for number, index in enumerate(repeated):
            self.later.append(self._line(len(cases) + number, cases[index], expected[index], compared=False))
        held = tuple(self._held())
        wanted, allowed = (b"".join(part.tobytes() for part in parts) for parts in (self.wanted, self.allowed))
        rows = tuple(Row(case.stratum, case.dtype, case.layout) for case in cases)
        return Script(rows, lines, wanted, allowed, repeated, held, tuple(self.later), max(self._sizes()))

    def _line(self, number: int, case: Case, expected: Expected | None, *, compared: bool = True) -> Line:
        """The line of one case; without the reply where its entries cannot be compared, or it is not right in every other way."""
        call = self.prepared.call(case)
        line, seen, node = self.reciter.line(number, call)
        if compared:
            self.seen.append(seen)
        fails = case.raises is not None or judge(self.prepared.content.contract, case, call, expected, seen)
        pairs = [] if fails or not line.reply else list(_leaves(node, expected and expected.value, expected and expected.tolerance))
        if not line.reply or fails or sum(wanted.size for wanted, _ in pairs) != sum(count for _, count in line.parts):
            return Line(line.frame, line.size)
        if compared:
            self.wanted += [wanted for wanted, _ in pairs]
            self.allowed += [allowed for _, allowed in pairs]
        return line

    def _sizes(self) -> Iterator[int]:
        """Of every result that is expected: they bound what the child may send."""
        yield 8
        yield from (_size(expected.value) for expected in self.drawn.expected if expected is not None)
        if self.prepared.content.speed is not None:
            yield _size(self.prepared.reference(self.prepared.large_case()))

    def _held(self) -> Iterator[Holding]:
        compiled = compile_properties(self.prepared.content)
        for item, index in property_cases(compiled, list(self.drawn.cases), PER_PROPERTY):
            case, calls = self.drawn.case(index), list[Again]()

            def call(replaced: Mapping[str, Tree], case: Case = case, calls: list[Again] = calls) -> Observation:
                line, seen, _ = self.reciter.line(
                    len(self.drawn) + len(self.later), self.prepared.call(with_inputs(case, replaced))
                )
                calls.append(Again(pack_tree(dict(replaced)), len(self.later)))
                self.later.append(line)
                return seen

            if self.seen[index].outcome is Outcome.RETURNED:
                check_property(item, case, self.drawn.expecting(index), self.seen[index].value, call)
            yield Holding(compiled.index(item), index, tuple(calls))


def _repeated(cases: Sequence[Case]) -> tuple[int, ...]:
    valid = [index for index, case in enumerate(cases) if case.stratum is not Stratum.INVALID]
    return tuple(valid[:: max(1, len(valid) // REPEATED)][:REPEATED][::-1])


def _leaves(node: Any, value: Tree, tolerance: Tree) -> Iterator[tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """Expected entries and tolerances of every array in the node of a right result, in its order.

    Where nothing is expected of the values (`unique: false`), any finite number will do.
    """
    match node:
        case ["a", _, shape] if value is None:
            yield np.zeros(shape), np.full(shape, np.inf)
        case ["n", _] if value is None:
            yield np.zeros(()), np.full((), np.inf)
        case ["a" | "n", *_]:
            wanted = np.asarray(value, dtype=np.float64)
            allowed = np.zeros(()) if tolerance is None else np.asarray(tolerance, dtype=np.float64)
            yield wanted, np.ascontiguousarray(np.broadcast_to(allowed, wanted.shape))
        case ["t" | "l", *items]:
            for position, item in enumerate(items):
                yield from _leaves(item, value and value[position], tolerance and tolerance[position])
        case ["d", *pairs]:
            for key, item in pairs:
                yield from _leaves(item, value and value[key], tolerance and tolerance[key])


def _size(value: Tree) -> int:
    """Bytes of the numbers in a result, were it all float64."""
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, tuple | list):
        return sum(map(_size, value))
    return 8 * int(getattr(value, "size", 1))
