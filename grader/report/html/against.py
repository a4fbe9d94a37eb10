"""Got against expected: every entry a point, the line on which they agree, and the tolerance around it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from grader.report.html.canvas import (
    CROWD,
    RIGHT_MARK,
    WRONG_MARK,
    Key,
    Plot,
    canvas,
    counted,
    line,
    marks,
    name_axes,
    room_beside,
    rule,
    split,
)
from grader.report.html.scale import scale_of
from grader.report.html.svg import INKS, drawing, svg
from grader.report.html.table import LARGEST
from grader.words.learner import plot_about, plot_against, plot_off_against

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from grader.report.html.scale import Scale
    from grader.report.html.table import Table

HEIGHT: Final = 280
SEEN: Final = 0.02
"""Nearer to the line than this share of the plot, a wrong entry would seem to lie on it."""
FAR: Final = 20
"""From as many tolerances on, the band would be too thin on an even axis."""
THIN: Final = 0.004
"""A band narrower than this cannot be told from its line."""


def against(table: Table, name: str) -> Plot:
    """The plot; where got and expected lie too near to each other, their difference is drawn in place of got."""
    up = scale_of(chain(table.got.ravel(), _finite(table.expected)))
    across = scale_of(table.expected.ravel(), like=up)
    near = table.wrong & np.isfinite(table.difference)
    gap = [abs(up.at(g) - up.at(e)) for g, e in zip(table.got[near], table.expected[near], strict=True)]
    if not table.far.any() and max(gap, default=1.0) < SEEN:
        return _off(table, name)
    with drawing():
        figure, axes = canvas(HEIGHT, left=room_beside(up))
        rule(axes, across, "x")
        rule(axes, up, "y")
        name_axes(axes, x="expected", y="got")
        banded = _band(axes, table, across, up, centre=table.expected, reach=table.tolerance)
        ends = (max(across.low, up.low), min(across.high, up.high))
        line(axes, [across.place(end) for end in ends], [up.place(end) for end in ends], ink="soft")
        _points(axes, table, [across.at(v) for v in table.expected.ravel()], [up.at(v) for v in table.got.ravel()])
        return _plot(figure, table, name, title=plot_against(), level="got = expected", banded=banded)


def _off(table: Table, name: str) -> Plot:
    """Got - expected, against expected; in units of the tolerance, where there is one everywhere, so that any can be seen."""
    measured = bool((table.tolerance > 0).all())
    reach = np.ones_like(table.tolerance) if measured else table.tolerance
    with np.errstate(all="ignore"):
        off = table.difference / table.tolerance if measured else table.difference
        off = np.clip(off, -LARGEST, LARGEST)
    far = bool(np.abs(off).max() > FAR * reach.max() > 0)
    up = scale_of(chain(off.ravel(), reach.ravel()), powers=far, floor=float(reach.max()) / 10, symmetric=True)
    across = scale_of(table.expected.ravel())
    with drawing():
        figure, axes = canvas(HEIGHT, left=room_beside(up))
        rule(axes, across, "x")
        rule(axes, up, "y")
        name_axes(axes, x="expected", y="(got - expected) / tolerance" if measured else "got - expected")
        banded = _band(axes, table, across, up, centre=np.zeros_like(off), reach=reach)
        line(axes, (0, 1), (up.at(0.0), up.at(0.0)), ink="soft")
        _points(axes, table, [across.at(v) for v in table.expected.ravel()], [up.at(v) for v in off.ravel()])
        return _plot(figure, table, name, title=plot_off_against(measured=measured), level="no difference", banded=banded)


def _band(axes: Axes, table: Table, across: Scale, up: Scale, *, centre: Any, reach: Any) -> bool:
    """The tolerance around `centre`, from entry to entry; whether it can be seen."""
    rows: dict[float, tuple[float, float]] = {}
    with np.errstate(all="ignore"):
        edges = [np.clip(centre + sign * reach, -LARGEST, LARGEST).ravel() for sign in (-1, 1)]
    for expected, under, above in zip(table.expected.ravel(), *edges, strict=True):
        if np.isfinite(expected):
            place, low, high = across.at(expected), up.at(under), up.at(above)
            known = rows.get(place, (low, high))
            rows[place] = (min(low, known[0]), max(high, known[1]))
    if not any(high - low > THIN for low, high in rows.values()):
        return False
    places = sorted(rows)
    ends = [rows[place] for place in places]
    if len(places) == 1:  # it has no breadth of its own
        places, ends = [places[0] - 0.02, places[0] + 0.02], ends * 2
    bottom, top = zip(*ends, strict=True)
    axes.fill_between(places, bottom, top, color=INKS["soft"], alpha=0.2, linewidth=0, clip_on=False)
    return True


def _points(axes: Axes, table: Table, x: list[float], y: list[float]) -> None:
    wrong = table.wrong.ravel()
    for kind, chosen in ((RIGHT_MARK, ~wrong), (WRONG_MARK, wrong)):
        marks(axes, np.array(x)[chosen], np.array(y)[chosen], kind, crowded=len(x) > CROWD)


def _plot(figure: Figure, table: Table, name: str, *, title: str, level: str, banded: bool) -> Plot:
    above, below = (table.difference[table.wrong] > 0).sum(), (table.difference[table.wrong] < 0).sum()
    about = plot_about(int(table.wrong.sum()), table.wrong.size, above=int(above), below=int(below), far=int(table.far.sum()))
    picture = svg(figure, name=name, title=title, about=about, marks=split(table.told(), table.wrong))
    keys = (*counted(table.wrong), Key("level", level), *([Key("band", "tolerance")] if banded else []))
    return Plot(title, picture, keys)


def _finite(values: Any) -> Any:
    return values[np.isfinite(values)]
