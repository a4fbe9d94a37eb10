"""Markdown as markup, and the environment that every page is made in."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from grader.report.html.mathml import mathml
from grader.report.markdown import is_displayed, parser
from grader.words.clean import clean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from jinja2 import Environment
    from markdown_it.token import Token
    from markupsafe import Markup

POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
"""Content-Security-Policy of every page: nothing may be fetched or run; the one style sheet is named by its hash."""


def markdown(text: str) -> Markup:
    """Statements, hints and explanations; raw HTML in them stays text."""
    from markupsafe import Markup

    renderer = parser()
    for name in ("math_inline", "math_single"):
        renderer.add_render_rule(name, _inline)
    for name in ("math_inline_double", "math_block", "amsmath"):
        renderer.add_render_rule(name, _block)
    tokens = renderer.parse(clean(text))
    for token in tokens:
        if token.type == "inline" and is_displayed(token.content) and token.children:
            token.children[0].type = "math_inline_double"
    return Markup(renderer.renderer.render(tokens, renderer.options, {}))  # noqa: S704 - html is off, formulas are rebuilt


def formula(latex: str) -> Markup:
    """One formula by itself."""
    from markupsafe import Markup

    return Markup(mathml(clean(latex), display=True))  # noqa: S704 - rebuilt from known elements


def render(template: str, **fields: Any) -> str:
    """A page from its template; every text in `fields` is cleaned and escaped on its way in."""
    from markupsafe import Markup

    pages = _pages()
    css = pages.get_template("page.css").render()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    sheet = Markup(css)  # noqa: S704 - our own file
    return pages.get_template(template).render(css=sheet, policy=POLICY.format(digest=digest), **fields)


def minute(moment: datetime, zone: tzinfo | None) -> str:
    """A moment to the minute; in local time where no zone is given."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@lru_cache(maxsize=1)
def _pages() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("grader.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _shown(value: Any) -> Any:
    """Whatever a template writes: text loses what would hide or turn it; markup is ours already."""
    return clean(value) if type(value) is str else value


def _inline(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return mathml(tokens[place].content)


def _block(_: Any, tokens: Sequence[Token], place: int, *__: Any) -> str:
    return f'<span class="formula">{mathml(tokens[place].content, display=True)}</span>'
