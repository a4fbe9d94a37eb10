"""Markdown with formulas, parsed once for terminal and page. Raw HTML stays text; nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def parser() -> MarkdownIt:
    r"""CommonMark with tables and formulas: `$...$` in a line, `$$...$$` and `\begin{align}` on their own."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block", "html_inline"])
    return markdown.use(dollarmath_plugin, allow_space=False, double_inline=True).use(amsmath_plugin)


def is_displayed(text: str) -> bool:
    """Whether a paragraph is one formula alone: such a one is set on a line of its own."""
    inner = text.strip()
    return len(inner) > 2 and inner[0] == inner[-1] == "$" and "$" not in inner[1:-1].replace(r"\$", "")
