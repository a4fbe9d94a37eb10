"""rich, where a table or a statement is drawn; the result is plain text that ends no line in blanks."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from grader.report.formula import formula_text
from grader.report.markdown import is_displayed, parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token
    from rich.console import RenderableType

    from grader.report.screen import Screen

_BLANKS: Final = re.compile(r"[ \t]+((?:\x1b\[[0-9;]*m)*)$", re.MULTILINE)
_STYLES: Final = {
    "markdown.code": "bold",
    "markdown.code_block": "none",
    "markdown.item.bullet": "bold",
    "markdown.item.number": "bold",
    "markdown.h1": "bold",
    "markdown.h2": "bold",
    "markdown.link": "underline",
    "markdown.link_url": "underline",
    "markdown.block_quote": "none",
    "markdown.table.border": "dim",
    "markdown.table.header": "bold",
    "markdown.hr": "dim",
}
"""Without colours of its own: rich's default for code is cyan on black, which a light terminal shows as a bar."""


def draw(renderable: RenderableType, screen: Screen, width: int | None = None) -> str:
    from rich.console import Console
    from rich.theme import Theme

    out = io.StringIO()
    console = Console(
        file=out,
        width=width or screen.width,
        force_terminal=screen.color,
        color_system="standard" if screen.color else None,
        no_color=not screen.color,
        legacy_windows=False,
        safe_box=True,
        highlight=False,
        markup=False,
        emoji=False,
        theme=Theme(_STYLES),
    )
    console.print(renderable)
    return _BLANKS.sub(r"\1", out.getvalue()).rstrip("\n")


def markdown(text: str, screen: Screen) -> str:
    """Markdown as text: formulas readable, code between backticks where there is no colour to tell it."""
    from rich.markdown import Markdown

    document = Markdown("", code_theme="ansi_light", hyperlinks=False)
    document.parsed = list(_readable(parser().parse(text), screen))
    return draw(document, screen, screen.prose)


def python(source: str, screen: Screen, width: int) -> str:
    """Source with its words and strings set off, in styles that read on light and on dark."""
    from pygments.token import Comment, Keyword, String  # type: ignore[import-untyped]  # publishes no types
    from rich.style import Style
    from rich.syntax import ANSISyntaxTheme, Syntax

    theme = ANSISyntaxTheme({Keyword: Style(bold=True), String: Style(color="green"), Comment: Style(dim=True)})
    return draw(Syntax(source, "python", theme=theme, background_color="default", word_wrap=True), screen, width)


def _readable(tokens: Sequence[Token], screen: Screen) -> Iterable[Token]:
    """Tokens that rich knows: formulas have become text, or indented code where they stand alone."""
    for token in tokens:
        if token.type in ("math_block", "amsmath"):
            yield from _own_line(_formula(token.content, screen))
        elif token.type == "inline" and is_displayed(token.content):
            token.children = [_text(f"    {_formula(token.content.strip().strip('$'), screen)}")]
            yield token
        else:
            if token.children:
                token.children = [_inline(child, screen) for child in token.children]
            yield token


def _inline(token: Token, screen: Screen) -> Token:
    if token.type.startswith("math_inline"):
        return _text(_formula(token.content, screen))
    if token.type == "code_inline" and not screen.color:
        return _text(f"`{token.content}`")
    return token


def _formula(latex: str, screen: Screen) -> str:
    return formula_text(latex) if screen.unicode else latex.strip()


def _own_line(text: str) -> Iterable[Token]:
    inline = _token("inline", text)
    inline.children = [_text(f"    {text}")]
    return (_token("paragraph_open", "", 1, "p"), inline, _token("paragraph_close", "", -1, "p"))


def _text(content: str) -> Token:
    return _token("text", content)


def _token(kind: str, content: str, nesting: Any = 0, tag: str = "") -> Token:
    from markdown_it.token import Token

    return Token(kind, tag, nesting, content=content)
