"""A statement as a learner sees it, for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.report.html.markup import markdown, render
from grader.report.html.views import code_lines
from grader.words import learner
from grader.words.kept_back import kept_back

if TYPE_CHECKING:
    from grader.model.exercise import Exercise


def preview_page(exercise: Exercise, start: str, ask: str = "") -> str:
    """A whole HTML page.

    Args:
        exercise: whose statement it is.
        start: what an answer starts as.
        ask: the statement with the numbers of a question, where it has such.
    """
    content = exercise.content
    return render(
        "preview.html",
        key=exercise.key,
        title=content.title,
        track=exercise.track,
        about=learner.about(content),
        statement=markdown(ask or content.ask),
        terms=learner.contract(content),
        start=code_lines(start),
        kept=[(part.heading, [(markdown(label), markdown(text)) for label, text in part.texts]) for part in kept_back(content)],
    )
