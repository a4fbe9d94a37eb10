"""What plots are called, and what can be seen on them, for those who cannot see them."""

from __future__ import annotations

from grader.words.clean import one_line
from grader.words.numbers import plural


def plot_against() -> str:
    return "Got against expected"


def plot_off_against(*, measured: bool) -> str:
    """`measured` in units of the tolerance."""
    return "Got minus expected, " + ("in tolerances" if measured else "against expected")


def plot_stems(*, flat: bool) -> str:
    return "How far off, entry by entry" + (", row by row" if flat else "")


def plot_map() -> str:
    return "How far off, where it stands in the array"


def plot_about(wrong: int, total: int, *, above: int, below: int, far: int) -> str:
    """Of the plot of got against expected: `far` entries have no distance, got or expected being NaN or infinite."""
    sides = [(above, "above expected"), (below, "below expected"), (far, "NaN or infinite")]
    told = ", ".join(f"{count} {where}" for count, where in sides if count)
    return f"{_wrong(wrong, total)}: got is {told}."


def plot_stems_about(wrong: int, total: int) -> str:
    return f"{_wrong(wrong, total)}. The distance of each entry from expected, by powers of ten, beside its tolerance."


def plot_map_about(wrong: int, total: int) -> str:
    return f"{_wrong(wrong, total)}. The array as a grid: wrong entries are outlined, with more colour the further off they are."


def plot_map_key(wrong: int) -> str:
    return f"{wrong} wrong, more colour the further off"


def plotted_line(*, case: str, part: str, size: str, wrong: int, total: int) -> str:
    """Above the plots: what they show. `size` is that of the case before it was made small, where it was."""
    where = f" of {one_line(part, 100)}" if part else ""
    before = ", before it was made small" if size else ""
    return f"{one_line(case, 100)}{f' ({one_line(size, 100)})' if size else ''}{before}: {_wrong(wrong, total, where)}."


def _wrong(wrong: int, total: int, where: str = "") -> str:
    return f"{wrong} of {plural(total, 'entry', 'entries')}{where} {'is' if wrong == 1 else 'are'} wrong"
