"""What a statement keeps back, for its author to look at: hints, what is said of mistakes, the explanation, the interview."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from grader.model.content import CodeContent
from grader.model.typed import ChoiceContent, Drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.content import Content


class Kept(msgspec.Struct, frozen=True):
    """One heading, and under it texts in Markdown, each with a label that may be empty."""

    heading: str
    texts: tuple[tuple[str, str], ...]


def kept_back(content: Content) -> tuple[Kept, ...]:
    """Every part that the exercise has, in the order in which a learner meets them."""
    parts = (
        Kept("Hints", tuple((f"hint {number}", hint) for number, hint in enumerate(content.hints, 1))),
        Kept("What is said of wrong answers", tuple(_wrong(content))),
        Kept("The explanation", (("", content.explain),) if content.explain.strip() else ()),
        Kept("The interview", tuple((one.ask, one.answer) for one in content.interview)),
    )
    return tuple(part for part in parts if part.texts)


def _wrong(content: Content) -> Iterator[tuple[str, str]]:
    if isinstance(content, ChoiceContent):
        yield from ((option.text, option.says) for option in content.wrong)
    elif isinstance(content, CodeContent):
        yield from ((mistake.name, mistake.says) for mistake in content.mistakes)
    elif isinstance(content, Drawn):
        known = (*content.mistakes, *(mistake for variant in content.variants for mistake in variant.mistakes))
        yield from ((mistake.name, mistake.says) for mistake in known)
