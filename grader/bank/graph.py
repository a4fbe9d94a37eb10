"""What exercises need of each other: ids that exist, once each, and no circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.bank.describing import nearest
from grader.model.errors import BankError, Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from grader.model.exercise import Summary


def needs_faults(root: Path, summaries: Mapping[str, Summary], broken: Collection[str] = (), of: str | None = None) -> list[Fault]:
    """Faults between exercises.

    Args:
        root: of the bank.
        summaries: by file name.
        broken: ids of files that have faults of their own.
        of: an id, if only what this exercise needs and the circles through it are meant.
    """
    faults: list[Fault] = []
    files: dict[str, str] = {}
    for name, summary in summaries.items():
        if summary.id in files and of in (None, summary.id):
            found = f"the id `{summary.id}` a second time"
            faults.append(Fault(file=name, found=found, expected="an id of its own", hint=f"{files[summary.id]} has it"))
        files.setdefault(summary.id, name)
    for name, summary in summaries.items():
        for i, need in enumerate(summary.needs if of in (None, summary.id) else ()):
            if need not in files and need not in broken:
                expected = "the id of an exercise of this bank"
                faults.append(_at(root, name, i, f"`{need}`, which no exercise is called", expected, nearest(need, files)))
    needs = {summary.id: summary.needs for summary in summaries.values()}
    # Begun at an exercise, a walk meets a circle through it if there is one.
    for circle in _circles(needs, sorted(needs, key=lambda start: (start != of, start))):
        if of is not None and of not in circle:
            continue
        name = files[circle[0]]
        position = needs[circle[0]].index(circle[1])
        way = " -> ".join(f"`{id}`" for id in circle)  # noqa: A001  the word of the format
        faults.append(_at(root, name, position, f"a circle: {way}", "needs that can be met one after the other"))
    return faults


def _circles(needs: Mapping[str, tuple[str, ...]], starts: Iterable[str]) -> list[list[str]]:
    """One way around each circle that a walk from every start meets, first id repeated at the end."""
    done: set[str] = set()
    circles: list[list[str]] = []

    def visit(start: str) -> None:
        trail, pending = [start], [iter(needs.get(start, ()))]
        while pending:
            following = next(pending[-1], None)
            if following is None:
                pending.pop()
                done.add(trail.pop())
            elif following in trail:
                circles.append([*trail[trail.index(following) :], following])
            elif following not in done and following in needs:
                trail.append(following)
                pending.append(iter(needs[following]))

    for start in starts:
        if start not in done:
            visit(start)
    return circles


def _at(root: Path, name: str, position: int, found: str, expected: str, hint: str = "") -> Fault:
    """A fault of one entry of `needs`; the file is read again for its place."""
    from grader.bank.node import Place
    from grader.bank.reading import read_tree

    try:
        tree, _ = read_tree((root / name).read_bytes(), name)
        place = tree.place_of(("needs", position))
    except (BankError, OSError):
        place = Place(0, 0)
    return Fault(
        file=name, line=place.line, column=place.column, path=f"needs[{position}]", found=found, expected=expected, hint=hint
    )
