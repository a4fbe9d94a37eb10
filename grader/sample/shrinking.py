"""The smallest case that still fails in the same way.

Shrinking changes latents, never inputs, so that every candidate is a valid case: a matrix that was positive definite stays so. What
"fails in the same way" means is the caller's to say; a candidate must also fail visibly, else a small epsilon would end as
`-0.02847473987, should be -0.02847473986`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader.model.case import Case
from grader.model.enums import Stratum
from grader.model.errors import ContentError
from grader.sample.adopt import adopted
from grader.sample.cost import Cost, cost
from grader.sample.moves import Fields, Move, call_moves, draft_of, order_moves, size_moves
from grader.sample.plainer import array_moves, entry_moves, shift_moves, with_entry
from grader.sample.render import Draft, Fitted, Latent, meets, render

if TYPE_CHECKING:
    from grader.sample.cases import NearKink
    from grader.sample.planning import Plan

Severity = Callable[[Sequence["Case"]], Sequence[float | None]]
"""How badly each case still fails in the same way: a relative error, inf for what is not a number; None if it does not."""

VISIBLE: Final = 0.01
"""An error of one percent is seen at a glance."""
_BATCHES: Final = (4, 8, 16, 32)
"""Candidates that go to the child together; more while none is accepted."""
_PROBES: Final = 3
"""Sizes that are tried at once: each costs an exact truth, a trip to the child costs little."""
_EXACTLY: Final = 1e6
"""Up to here the smallest whole number that fails is found."""


class Budget(msgspec.Struct, frozen=True):
    """When shrinking stops, whatever it has reached."""

    evals: int = 300
    """Cases given to `severity`."""
    seconds: float = 2.0


class Point(msgspec.Struct, frozen=True):
    """A case that fails, and what it costs."""

    case: Case
    fields: Fields
    cost: Cost


def shrink(plan: Plan, case: Case, severity: Severity, budget: Budget | None = None, near_kink: NearKink | None = None) -> Case:
    """A case as simple as can be found that still fails; `case` itself if none is, or if it does not fail.

    A case whose expected value the author gave stays as it is, and so does an invalid one.
    """
    if case.raises is not None or case.expect is not msgspec.UNSET:
        return case
    search = _Search(plan, adopted(plan, case), severity, budget or Budget(), near_kink)
    start = search.start()
    if start is None:
        return case
    best = search.run(start)
    return case if best is start else best.case


class _Search:
    """One descent."""

    def __init__(self, plan: Plan, case: Case, severity: Severity, budget: Budget, near_kink: NearKink | None) -> None:
        self.plan, self.severity, self.near_kink, self.case = plan, severity, near_kink, case
        self.evals = budget.evals
        self.deadline = time.monotonic() + budget.seconds
        # An edge case may lie outside the conditions on draws; then they say nothing about its neighbours.
        self.conditional = meets(plan, case) or case.stratum is not Stratum.EDGE
        self.threshold = VISIBLE
        self.seen: set[Any] = set()

    def start(self) -> Point | None:
        """The case as it is, if it fails and its latents render to it."""
        found = self.rendered(draft_of(self.case))
        (severity,) = self.evaluated([self.case]) or (None,)
        if found is None or severity is None:
            return None
        self.threshold = min(VISIBLE, severity / 10)
        return found

    @property
    def spent(self) -> bool:
        return self.evals <= 0 or time.monotonic() > self.deadline

    def evaluated(self, cases: list[Case]) -> Sequence[float | None]:
        self.evals -= len(cases)
        return self.severity(cases)

    def rendered(self, draft: Draft) -> Point | None:
        """The point of a draft; None if bounds or shapes are impossible there."""
        try:
            made = render(self.plan, draft, Fitted(draft.latent.parts))
        except (ContentError, ValueError, IndexError):
            return None
        case = msgspec.structs.replace(made.case, unique=self.case.unique)
        return Point(case, made.fields, cost(self.plan, case, made.fields))

    def candidate(self, best: Point, draft: Draft | None) -> Point | None:
        """A point strictly cheaper than the best one, new, valid and away from kinks."""
        point = self.rendered(draft) if draft is not None else None
        if point is None or not point.cost < best.cost:
            return None
        key = _identity(point.case)
        if key in self.seen:
            return None
        self.seen.add(key)
        if self.conditional and not meets(self.plan, point.case):
            return None
        return None if self.near_kink is not None and self.near_kink(point.case) else point

    def fails(self, points: list[Point]) -> list[bool]:
        """Which of them still fail, and visibly."""
        points = points[: max(self.evals, 0)]
        found = self.evaluated([point.case for point in points]) if points else ()
        return [severity is not None and severity >= self.threshold for severity in found]

    def sweep(self, best: Point, moves: Iterable[Move]) -> Point:
        """Try every move once, each on the best point so far."""
        waiting, width = list(moves)[::-1], 0
        while waiting and not self.spent:
            batch: list[tuple[Point, Move]] = []
            while waiting and len(batch) < _BATCHES[width] and not time.monotonic() > self.deadline:
                move = waiting.pop()
                point = self.candidate(best, move(best.case, best.fields))
                if point is not None:
                    batch.append((point, move))
            failing = self.fails([point for point, _ in batch])
            if True in failing:
                first = failing.index(True)
                best, width = batch[first][0], 0
                # The moves behind it were tried on the point before: they get another turn.
                waiting += [move for _, move in batch[:first:-1]]
            else:
                width = min(width + 1, len(_BATCHES) - 1)
        return best

    def run(self, best: Point) -> Point:
        """Passes in turn until none of them helps."""
        before = None
        while best is not before and not self.spent:
            before = best
            best = self.sweep(best, call_moves(self.plan, best.case))
            smaller = None
            while best is not smaller and not self.spent:
                smaller, best = best, self.sweep(best, size_moves(self.plan, best.case))
            best = self.sweep(best, array_moves(best.fields))
            best = self.sweep(best, entry_moves(best.case, best.fields))
            best = self.sweep(best, order_moves(best.case))
            best = self.sweep(best, shift_moves(best.case, best.fields))
            best = self.bisected(best)
        return best

    def bisected(self, best: Point) -> Point:
        """Every whole number that survived, down to the smallest size that still fails."""
        for name, parts in best.case.latent.parts.items():
            for index, part in enumerate(parts):
                for place in range(part.size):
                    best = self.bisect(best, (name, index), place)
        return best

    def bisect(self, best: Point, where: tuple[str, int], place: int) -> Point:
        """One entry; sizes up to 2 have been tried."""
        value = _entry(best, where, place)
        low, high, sign = 2.0, abs(value), math.copysign(1.0, value)
        while high > low + 1 and not self.spent:
            points = {}
            for size in _between(low, high):
                point = self.candidate(best, with_entry(best.case, where, place, sign * size))
                if point is not None:
                    points[size] = point
            if not points:
                break
            failing = self.fails(list(points.values()))
            sizes = list(points)
            first = failing.index(True) if True in failing else len(sizes)
            low = max([low, *sizes[:first]])
            if first < len(sizes):
                high, best = sizes[first], points[sizes[first]]
        return best


def _entry(point: Point, where: tuple[str, int], place: int) -> float:
    """The entry; 0 where there is none any more, since other choices of a generator have changed."""
    name, index = where
    found = [part.ravel()[place : place + 1] for part in point.case.latent.parts[name][index : index + 1]]
    return float(found[0][0]) if found and found[0].size else 0.0


def _between(low: float, high: float) -> list[float]:
    """Up to four whole sizes between: evenly, or powers of ten where the two are far apart; of two digits where both are large."""
    if high > 1000 * low:
        powers = [power for k in range(309) if low < (power := float(f"1e{k}")) < high]
        return powers[:: max(1, -(-len(powers) // _PROBES))]
    width = (high - low) / (_PROBES + 1)
    sizes = [low + width * i for i in range(1, _PROBES + 1)] + [high]
    whole = {float(f"{size:.1e}") if high > _EXACTLY else float(int(size)) for size in sizes}
    return sorted(size for size in whole if low < size < high)


def _identity(case: Case) -> Any:
    """Equal for equal cases."""
    latent: Latent = case.latent
    parts = tuple((name, *(part.tobytes() for part in found)) for name, found in latent.parts.items())
    return (latent.alternative, tuple(case.dims.items()), case.dtype, case.layout, case.omitted, parts)
