"""Figures of matplotlib as SVG inside a page: colours and fonts are those of the page, in its light, its dark and its print.

matplotlib draws with stand-ins for the inks of the style sheet; here each becomes a class. What is not known is left out: no style,
no script, no reference to anything outside.
"""

from __future__ import annotations

import html
import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markupsafe import Markup
    from matplotlib.figure import Figure

    from xml.etree.ElementTree import Element  # isort: skip

INKS: Final = {name: f"#0000{place:02x}" for place, name in enumerate(("ink", "soft", "line", "good", "bad"), start=1)}
"""Colours to draw with, by the name of the ink in the style sheet."""
FONT: Final = 10.5
UNIT: Final = 72
"""Units of the picture to matplotlib's inch."""

_CLASSES: Final = {color: name for name, color in INKS.items()}
_KEPT: Final = {
    "path": ("d", "transform"),
    "use": ("x", "y", "transform"),
    "text": ("x", "y"),
}
_STYLED: Final = frozenset({"stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "fill-opacity", "opacity"})
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"


@contextmanager
def drawing() -> Iterator[None]:
    """Matplotlib as it comes, whatever the user's own settings are; figures are made and written inside."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(
            {
                "svg.fonttype": "none",
                "svg.hashsalt": "dlprep",
                "font.size": FONT,
                "text.parse_math": False,
                "path.simplify": False,
                "lines.antialiased": True,
            }
        )
        yield


def svg(figure: Figure, *, name: str, title: str, about: str, marks: Mapping[str, Sequence[str]]) -> Markup:
    """The element `svg` of a figure.

    Args:
        figure: drawn with `INKS` alone, nothing clipped.
        name: begins every id; no other picture of the page may have it.
        title: what it is.
        about: what can be seen, for those who cannot see it.
        marks: what each mark says when it is pointed at, by the artist's gid, in the order in which the marks are drawn.
    """
    from markupsafe import Markup
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    written = io.BytesIO()
    FigureCanvasSVG(figure).print_svg(written, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))  # type: ignore[no-untyped-call]  # matplotlib types little
    tree = ET.fromstring(written.getvalue())  # noqa: S314 - matplotlib's own
    width, height = (round(UNIT * length) for length in figure.get_size_inches())
    body = "".join(_Picture(name, marks).children(tree, ""))
    return Markup(  # noqa: S704 - rebuilt from known elements, texts escaped
        f'<svg class="plot" role="img" viewBox="0 0 {width} {height}" aria-labelledby="{name}-title {name}-about">'
        f'<title id="{name}-title">{html.escape(title)}</title><desc id="{name}-about">{html.escape(about)}</desc>{body}</svg>'
    )


class _Picture:
    """Rewrites elements one by one; `marks` are handed out in order."""

    def __init__(self, name: str, marks: Mapping[str, Sequence[str]]) -> None:
        self.name = name
        self.marks = {gid: iter(texts) for gid, texts in marks.items()}
        self.ids: dict[str, str] = {}

    def children(self, parent: Element, gid: str) -> Iterator[str]:
        for child in parent:
            tag = child.tag.rpartition("}")[2]
            if tag == "g":
                own = child.get("id", "")
                yield from self.children(child, own if own in self.marks else gid)
            elif tag == "defs":
                shapes = "".join(self.element(shape, "path", "") for shape in child if shape.tag.endswith("}path"))
                yield f"<defs>{shapes}</defs>" if shapes else ""
            elif tag in _KEPT:
                yield self.element(child, tag, gid)

    def element(self, element: Element, tag: str, gid: str) -> str:
        given = {key: _short(element.get(key, "")) for key in _KEPT[tag] if element.get(key)}
        if tag == "path" and "id" in element.attrib:
            given["id"] = self._id(element.attrib["id"])
        if tag == "use":
            given["href"] = "#" + self._id(element.attrib[_XLINK].removeprefix("#"))
        given |= _look(element.get("style", ""))
        attributes = "".join(f' {key}="{html.escape(value)}"' for key, value in given.items())
        told = next(self.marks[gid], "") if gid else ""
        inside = f"<title>{html.escape(told)}</title>" if told else html.escape(element.text or "") if tag == "text" else ""
        return f"<{tag}{attributes}>{inside}</{tag}>"

    def _id(self, own: str) -> str:
        """A short id that no other picture has."""
        return self.ids.setdefault(own, f"{self.name}-{len(self.ids)}")


def _look(style: str) -> dict[str, str]:
    """A style as attributes and classes, which the page's policy allows."""
    pairs = [part.partition(":") for part in style.split(";") if ":" in part]
    rules = {key.strip(): value.strip() for key, _, value in pairs}
    classes: list[str] = []
    given: dict[str, str] = {}
    for key, value in rules.items():
        if key in ("fill", "stroke"):
            given |= {key: "none"} if value == "none" else {}
            classes += [] if value == "none" else [f"{key}-{_CLASSES[value]}"]
        elif key in _STYLED:
            given[key] = _short(value)
        elif key in ("font", "font-size"):
            size = re.search(r"[\d.]+(?=px)", value)
            given |= {"font-size": size[0]} if size is not None else {}
        elif key == "text-anchor" and value != "start":
            given[key] = value
    return given | ({"class": " ".join(classes)} if classes else {})


def _short(numbers: str) -> str:
    """Two places suffice, in one line."""
    shorter = re.sub(r"-?\d+\.\d+", lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), numbers)
    return " ".join(shorter.split())
