r"""LaTeX as MathML.

latex2mathml writes what stands in a formula into its output unescaped (`\text{<img ...>}`, `\href`), so its tree is
rebuilt here from known elements and attributes alone, and every text is escaped.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ELEMENTS: Final = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom mfenced menclose msub msup msubsup munder mover "
    "munderover mmultiscripts mprescripts mtable mtr mtd".split()
)
_ROWS: Final = frozenset({"math", "mrow", "mstyle", "mtd", "msqrt"})
"""Elements whose children stand in a row; the others give each child a place."""
_BARS: Final = frozenset("|‖∣∥")
"""Bars outside of a left and right pair: browsers stretch a single one to nothing below an exponent."""
_SCRIPTED: Final = frozenset({"msub", "msup", "msubsup", "munder", "mover", "munderover"})
_ATTRIBUTES: Final = frozenset(
    "display mathvariant stretchy fence form separator accent accentunder movablelimits largeop lspace rspace minsize maxsize "
    "linethickness displaystyle scriptlevel columnalign rowspacing columnspacing width height depth".split()
)


def mathml(latex: str, *, display: bool = False) -> str:
    """Markup of a formula that is safe to put into a page; LaTeX that cannot be converted stands as code."""
    from latex2mathml.converter import convert_to_element

    try:
        tree = convert_to_element(latex.strip(), display="block" if display else "inline")
    except Exception:  # noqa: BLE001 - the library's dozen exceptions share no base, and no formula may cost the page
        return f"<code>{html.escape(latex.strip())}</code>"
    return _markup(tree)


def _markup(element: Element) -> str:
    children = list(element)
    parts = [_text(element.text)]
    for place, child in enumerate(children):
        space = _space(child, children[place + 1 : place + 2]) if element.tag in _ROWS else ""
        parts += [_markup(child), space, _text(child.tail)]
    inside = "".join(parts)
    if element.tag not in _ELEMENTS:
        return inside
    if element.tag == "mo" and _is_word(element):
        return f"<mi>{inside}</mi>"
    given = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
    if element.tag == "mo" and inside in _BARS:
        given.setdefault("stretchy", "false")
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in given.items())
    return f"<{element.tag}{attributes}>{inside}</{element.tag}>"


def _space(element: Element, following: list[Element]) -> str:
    """The thin space between the name of a function and what it is applied to, which the library leaves out."""
    name = element[0] if element.tag in _SCRIPTED and len(element) else element
    opens = bool(following) and following[0].tag == "mo" and not _is_word(following[0])
    return '<mspace width="0.17em"></mspace>' if _is_word(name) and following and not opens else ""


def _is_word(element: Element) -> bool:
    """The name of a function, `max` or `softmax`: browsers set it as an identifier, with none of an operator's space around it."""
    text = html.unescape(element.text or "")
    return element.tag in ("mi", "mo") and len(text) > 1 and text.isalpha()


def _text(text: str | None) -> str:
    """The library writes symbols as character references into its tree; everything else is escaped."""
    return html.escape(html.unescape(text or ""))
