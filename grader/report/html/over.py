"""How far off each entry is, where it stands in the array: a map of cells for two axes, stems for one."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.report.html.canvas import (
    CROWD,
    RIGHT,
    RIGHT_MARK,
    TOP,
    WIDTH,
    WRONG_MARK,
    Key,
    Plot,
    canvas,
    counted,
    line,
    marks,
    name_axes,
    room_beside,
    room_for,
    rule,
    split,
)
from grader.report.html.scale import scale_of
from grader.report.html.svg import INKS, drawing, svg
from grader.words.learner import plot_map, plot_map_about, plot_map_key, plot_stems, plot_stems_about
from grader.words.numbers import rounded

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from grader.report.html.table import Table

HEIGHT: Final = 230
MOST: Final = 40
"""Rows or columns of a map; beyond, its cells would be too small to be pointed at."""
CELL: Final = (52.0, 28.0)
"""Width and height of the largest cell, in units."""
FITS: Final = (34.0, 14.0)
"""From this size on, a cell holds a number."""
SMALL: Final = 9.5
GAP: Final = 0.5
"""Between blocks of rows, where there are more axes than two; in rows."""
FAINT, STRONG = 0.12, 0.42
"""How strong the ink is in the cell that is least and in the one that is most off: numbers on it stay readable."""


def over(table: Table, name: str) -> Plot:
    """A map where there are two axes or more, unless it would be too large."""
    shape = table.got.shape
    mapped = len(shape) > 1 and shape[-1] <= MOST and table.got.size // shape[-1] <= MOST
    return _map(table, name) if mapped else _stems(table, name)


def _stems(table: Table, name: str) -> Plot:
    sizes = np.where(table.far, _worst_kind(table), np.abs(table.difference)).ravel()
    wrong, allowed = table.wrong.ravel(), table.tolerance.ravel()
    up = scale_of(chain(sizes, allowed, [0.0] if (sizes == 0).any() else []), powers=True)
    across = scale_of([-0.5, sizes.size - 0.5])
    x, y = np.array([across.at(i) for i in range(sizes.size)]), np.array([up.at(size) for size in sizes])
    with drawing():
        figure, axes = canvas(HEIGHT, left=room_beside(up))
        rule(axes, up, "y")
        places = _some(sizes.size)
        axes.set_xticks([x[i] for i in places], [str(i) for i in places])
        name_axes(axes, x="index" if table.got.ndim == 1 else "entry, row by row", y="|got - expected|")
        crowded = sizes.size > CROWD
        for chosen, ink in ((~wrong, "line"), (wrong, "bad")):
            line(axes, *_segments(x[chosen], y[chosen]), ink=ink, width=0.5 if crowded else 1.2)
        dashes = [Key("dashes", "tolerance")] if (allowed > 0).any() else []
        if dashes:
            half = 0.5 * (x[1] - x[0])
            steps = np.repeat([up.at(value) for value in allowed], 2)
            line(axes, np.stack([x - half, x + half], axis=1).ravel(), steps, ink="soft", width=1.4, linestyle=(0, (4, 2)))
        for kind, chosen in ((RIGHT_MARK, ~wrong), (WRONG_MARK, wrong)):
            marks(axes, x[chosen], y[chosen], kind, crowded=crowded)
        title, about = plot_stems(flat=table.got.ndim > 1), plot_stems_about(int(wrong.sum()), wrong.size)
        picture = svg(figure, name=name, title=title, about=about, marks=split(table.told(), table.wrong))
    return Plot(title, picture, (*counted(wrong), *dashes))


def _segments(x: Any, y: Any) -> tuple[Any, Any]:
    """Upright lines from the axis to each point, as one line with gaps."""
    gap = np.full_like(x, np.nan)
    return np.stack([x, x, gap], axis=1).ravel(), np.stack([np.zeros_like(y), y, gap], axis=1).ravel()


def _map(table: Table, name: str) -> Plot:
    shape = table.got.shape
    columns, rows = shape[-1], table.got.size // shape[-1]
    tops = [row + GAP * (row // shape[-2]) for row in range(rows)]
    labels = [", ".join(map(str, place)) for place in np.ndindex(shape[:-1])]
    left = room_for(labels)
    width, height = min(CELL[0], (WIDTH - left - RIGHT) / columns), min(CELL[1], max(9.0, 300 / rows))
    with drawing():
        lines = tops[-1] + 1
        figure, axes = canvas(lines * height + TOP + 4, left=left, bottom=4, right=WIDTH - left - columns * width)
        axes.set(xlim=(0, columns), ylim=(lines, 0))
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.tick_params(length=0)
        axes.xaxis.tick_top()
        every = _some(columns, most=int(columns * width / 18))
        axes.set_xticks([i + 0.5 for i in every], [str(i) for i in every])
        shown = _some(rows, most=int(lines * height / 11))
        axes.set_yticks([tops[i] + 0.5 for i in shown], [labels[i] for i in shown])
        flat = [value.reshape(rows, columns) for value in (table.wrong, _worst_kind(table), _strength(table))]
        for row, column in np.ndindex(rows, columns):
            bad, off, strength = (array[row, column] for array in flat)
            _cell(axes, column, tops[row], (width, height), off=float(off) if bad else None, strength=float(strength))
        wrong, right = int(table.wrong.sum()), int((~table.wrong).sum())
        title, about = plot_map(), plot_map_about(wrong, wrong + right)
        picture = svg(figure, name=name, title=title, about=about, marks=split(table.told(), table.wrong))
    keys = [Key("cell wrong", plot_map_key(wrong)), *([Key("cell", f"{right} right")] if right else [])]
    return Plot(title, picture, tuple(keys))


def _cell(axes: Axes, column: int, top: float, size: tuple[float, float], *, off: float | None, strength: float) -> None:
    """One entry: empty where it is right, outlined, and coloured the more strongly the further off, where it is wrong."""
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    gap = 1.0 if min(size) >= 12 else 0.5
    inset = (gap / size[0], gap / size[1])
    corner, span = (column + inset[0], top + inset[1]), (1 - 2 * inset[0], 1 - 2 * inset[1])
    look: dict[str, Any] = {"edgecolor": INKS["line"], "linewidth": 0.8, "facecolor": to_rgba(INKS["good"], 0.0), "gid": RIGHT_MARK}
    if off is not None:
        look = {"edgecolor": INKS["bad"], "linewidth": 1.4, "facecolor": to_rgba(INKS["bad"], strength), "gid": WRONG_MARK}
    axes.add_patch(Rectangle(corner, *span, clip_on=False, zorder=3 if off is not None else 2, **look))
    if off is not None and size[0] >= FITS[0] and size[1] >= FITS[1]:
        text = rounded(off, 2 if size[0] >= 44 else 1).removesuffix(".0")
        given: dict[str, Any] = {"color": INKS["ink"], "fontsize": SMALL, "ha": "center", "va": "center_baseline", "zorder": 5}
        axes.text(column + 0.5, top + 0.5, text, **given)


def _strength(table: Table) -> Any:
    """From `FAINT` to `STRONG` by powers of ten of how far off; what no distance tells is strongest."""
    sizes = np.abs(table.difference)
    near = table.wrong & (sizes > 0)
    if not near.any():
        return np.full(sizes.shape, STRONG)
    powers = np.log10(np.where(near, sizes, 1.0))
    low, high = powers[near].min(), powers[near].max()
    share = 1 - (high - powers) / max(high - low, 1.0)
    return np.where(near, FAINT + (STRONG - FAINT) * share, STRONG)


def _worst_kind(table: Table) -> Any:
    """How far off, `inf` and `nan` where the one or the other stands in the way of a distance."""
    strange = np.where(np.isnan(table.got) | np.isnan(table.expected), np.nan, np.inf)
    return np.where(table.far, strange, np.abs(table.difference))


def _some(count: int, most: int = 10) -> list[int]:
    """At most so many of 0, 1, ..., in round steps."""
    steps = (size * 10**power for power in range(5) for size in (1, 2, 5))
    step = next(step for step in steps if -(-count // step) <= max(most, 1))
    return list(range(0, count, step))
