"""What both plots are drawn on: a figure of the page's width, its axes, and marks that differ by shape as well as by colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from markupsafe import Markup

from grader.report.html.svg import FONT, INKS, UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from grader.report.html.scale import Scale

WIDTH: Final = 360
"""Units; on a phone they are pixels."""
LETTER: Final = 0.57
"""Width of a digit to the size of its font."""
TOP: Final = 24
BOTTOM: Final = 36
RIGHT: Final = 12
TICKS: Final = {"x": 5, "y": 7}
"""At most; labels above one another need less room than beside."""
CROWD: Final = 80
"""More entries than this crowd one another."""
RIGHT_MARK: Final = "right"
WRONG_MARK: Final = "wrong"
"""Ids of the marks, by which they are told."""
_MARKS: Final[dict[str, dict[str, Any]]] = {
    RIGHT_MARK: {"marker": "o", "markersize": 5, "color": INKS["good"], "markeredgewidth": 0, "alpha": 0.75},
    WRONG_MARK: {"marker": "x", "markersize": 6.5, "color": INKS["bad"], "markeredgewidth": 1.8},
}


class Key(msgspec.Struct, frozen=True):
    """What a mark stands for: `kind` is its class in the style sheet."""

    kind: str
    text: str


class Plot(msgspec.Struct, frozen=True):
    title: str
    picture: Markup
    keys: tuple[Key, ...]


def canvas(height: float, *, left: float, top: float = TOP, bottom: float = BOTTOM, right: float = RIGHT) -> tuple[Figure, Axes]:
    """A figure and its axes, which run from 0 to 1; margins in units."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / UNIT, height / UNIT), dpi=UNIT, frameon=False)
    box = (left / WIDTH, bottom / height, (WIDTH - left - right) / WIDTH, (height - top - bottom) / height)
    axes = figure.add_axes(box, xlim=(0, 1), ylim=(0, 1), frame_on=True)
    axes.patch.set_visible(False)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set(color=INKS["soft"], linewidth=0.8)
    axes.tick_params(color=INKS["soft"], labelcolor=INKS["soft"], labelsize=FONT, width=0.8, length=4, pad=3)
    return figure, axes


def room_for(labels: Sequence[str]) -> float:
    """Units that labels beside an axis need."""
    return 14 + LETTER * FONT * max(map(len, labels), default=0)


def room_beside(scale: Scale) -> float:
    """Units that the numbers of an upright axis need."""
    return room_for([tick.label for tick in scale.ticks(TICKS["y"])])


def rule(axes: Axes, scale: Scale, side: str) -> None:
    """Ticks of one side (`x` or `y`), and a line between the numbers and what is none."""
    ticks = scale.ticks(TICKS[side])
    if side == "x":
        axes.set_xticks([tick.at for tick in ticks], [tick.label for tick in ticks])
    else:
        axes.set_yticks([tick.at for tick in ticks], [tick.label for tick in ticks])
    first, last = scale.inner
    for edge in [*([first] if scale.below else []), *([last] if scale.above else [])]:
        ends = ((edge, edge), (0, 1)) if side == "x" else ((0, 1), (edge, edge))
        line(axes, *ends, ink="line", linestyle=(0, (3, 3)))


def line(axes: Axes, x: Any, y: Any, *, ink: str, width: float = 1.0, **more: Any) -> None:
    axes.plot(x, y, color=INKS[ink], linewidth=width, clip_on=False, solid_capstyle="butt", **more)


def marks(axes: Axes, x: Any, y: Any, kind: str, *, crowded: bool) -> None:
    """Entries that are right or wrong, `RIGHT_MARK` or `WRONG_MARK`; smaller where they are many."""
    look = {**_MARKS[kind], "markersize": _MARKS[kind]["markersize"] * (0.6 if crowded else 1)}
    if len(x):
        axes.plot(x, y, linestyle="none", clip_on=False, gid=kind, zorder=4 if kind == WRONG_MARK else 3, **look)


def name_axes(axes: Axes, *, x: str, y: str) -> None:
    """The names of the axes: that of `y` upright above it, where it is read without turning one's head."""
    given: dict[str, Any] = {"color": INKS["ink"], "fontsize": FONT}
    axes.annotate(x, (1, 0), (0, -BOTTOM + 5), xycoords="axes fraction", textcoords="offset points", ha="right", **given)
    axes.annotate(y, (0, 1), (-4, 10), xycoords="axes fraction", textcoords="offset points", ha="left", **given)


def split(told: Sequence[str], wrong: Any) -> dict[str, list[str]]:
    """What right and wrong marks say, each in order."""
    pairs = list(zip(told, wrong.ravel(), strict=True))
    return {RIGHT_MARK: [text for text, bad in pairs if not bad], WRONG_MARK: [text for text, bad in pairs if bad]}


def counted(wrong: Any) -> tuple[Key, ...]:
    """The keys of the marks, with how many there are."""
    bad, good = int(wrong.sum()), int((~wrong).sum())
    return tuple(Key(kind, f"{count} {kind}") for kind, count in ((WRONG_MARK, bad), (RIGHT_MARK, good)) if count)
