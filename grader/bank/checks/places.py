"""`{{name}}` in the texts of a typed exercise: beside a question it has a value, elsewhere it would be shown as it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from grader.answers import named_in
from grader.bank.describing import nearest, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.bank.draft import Draft
    from grader.bank.node import Path
    from grader.model.typed import Drawn

_UNCLOSED: Final = re.compile(r"\{\{\s*([A-Za-z_]\w*)\b(?!\s*\}\})")
"""`{{a`, without what closes it."""


def check_texts_with_places(draft: Draft, content: Drawn, names: frozenset[str]) -> None:
    """Every place in the texts of an exercise has a value."""
    for path, text in _of_a_question(content):
        check_places(draft, path, text, names)
    for path, text in _of_all_questions(content):
        named = named_in(text)
        if named and draft.sound(*path):
            found = f"`{{{{{named[0]}}}}}`, in a text that is the same for every question"
            draft.add(path, found, "a text without values; `ask` and `says` have them")


def check_places(draft: Draft, path: Path, text: str, names: frozenset[str]) -> None:
    """Every place of a text has a value, and is closed."""
    if not draft.sound(*path):
        return
    for name in named_in(text):
        if name not in names:
            known = one_of(f"`{name}`" for name in sorted(names))
            found = f"`{{{{{name}}}}}`, which nothing gives"
            draft.add(path, found, f"a name of params, given or shown: {known}", nearest(name, names))
    for match in _UNCLOSED.finditer(text):
        if match[1] in names:
            line = text.count("\n", 0, match.start()) + 1
            draft.add(path, f"`{match[0]}`, which is not closed", f"`{{{{{match[1]}}}}}`", within=line)


def _of_a_question(content: Drawn) -> Iterator[tuple[Path, str]]:
    """The texts that are shown with the values of a question."""
    yield ("ask",), content.ask
    yield from ((("mistakes", i, "says"), item.says) for i, item in enumerate(content.mistakes))
    for i, variant in enumerate(content.variants):
        yield from ((("variants", i, "mistakes", j, "says"), item.says) for j, item in enumerate(variant.mistakes))


def _of_all_questions(content: Drawn) -> Iterator[tuple[Path, str]]:
    """Those that stand beside no question, or beside any."""
    yield ("title",), content.title
    yield from ((("hints", i), text) for i, text in enumerate(content.hints))
    yield ("explain",), content.explain
    for i, item in enumerate(content.interview):
        yield ("interview", i, "ask"), item.ask
        yield ("interview", i, "answer"), item.answer
