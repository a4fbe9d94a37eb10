"""What an author reads of the steps of a proof: the worked example, and why right or wrong answers did not come out as they should."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def no_worked_example(names: Sequence[str], *, derives: bool) -> str:
    """A typed statement has no example."""
    return f"no paragraph of `ask` begins with `Example:`; expected one, such as {_sentences(names, derives=derives)}"


def no_worked_sentence(names: Sequence[str], *, derives: bool) -> str:
    """It has one that cannot be computed."""
    return f"the example says no result that can be computed; expected {_sentences(names, derives=derives)}"


def other_result(whose: str, right: str, written: str) -> str:
    """Both results of an example."""
    return f"{whose} {right}, the statement has {written}"


def gives_away() -> str:
    """The example of a question that never changes is its answer."""
    return "the example is the whole answer, and learners see it; give it values, or make it one of several `variants`"


def _sentences(names: Sequence[str], *, derives: bool) -> str:
    """What can be computed, with the names of the exercise."""
    values = [f"{name} = {value}" for name, value in zip(names[:3], (2, 3, 5), strict=False)]
    given = " and ".join(filter(None, [", ".join(values[:-1]), values[-1]])) if values else ""
    number = f"`Example: {f'for {given} ' if given else ''}the answer is ...`"
    derivative = ", or `Example: the derivative of ... with respect to ... is ...`" if derives else ""
    return f"{number}{derivative}, with each result between backticks"
