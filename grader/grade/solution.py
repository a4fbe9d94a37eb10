"""What is shown of an exercise once it is solved: the reference, or the right answer of a typed one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grader.answers import named_in
from grader.model.typed import ChoiceContent, Drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grader.model.exercise import Exercise
    from grader.model.typed import Variant


def solution_text(exercise: Exercise) -> str:
    """The source of the reference; of a typed exercise the right answer to every question, as Markdown.

    Raises:
        BankError: if the reference is not there.
    """
    if not exercise.form.typed:
        from grader.bank import reference_text

        return reference_text(exercise)
    content = exercise.content
    if isinstance(content, ChoiceContent):
        return "\n\n".join(" ".join(text.split()) for text in content.right)
    assert isinstance(content, Drawn)
    answer = getattr(content, "answer", None)
    if answer is not None:
        return f"`{_written(answer)}`"
    named = named_in(content.ask)
    return "\n\n".join(f"{_given(variant, named)} `{_written(variant.answer)}`" for variant in content.variants)


def _given(variant: Variant, named: Sequence[str]) -> str:
    """What the statement shows of a variant."""
    return ", ".join(f"{name} = `{_written(value)}`" for name, value in variant.given.items() if name in named) + ":"


def _written(answer: Any) -> str:
    if isinstance(answer, dict):
        return str(answer["word"])
    return f"[{', '.join(map(_written, answer))}]" if isinstance(answer, list | tuple) else str(answer)
