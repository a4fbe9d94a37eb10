"""What a stub tells its reader. The arguments are described by the contract that the grader holds the answer to."""

from __future__ import annotations

import re
from textwrap import fill
from typing import TYPE_CHECKING

import msgspec

from grader.words.learner import contract, hint_command, listed, plain_check, show_command

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grader.model.content import CodeContent
    from grader.model.exercise import Exercise

    Extents = tuple[str | int | None, ...]

WIDTH = 88
_GLUE = "\x00"
"""Stands for a space within a shape, where no line is to end."""


def heading(exercise: Exercise) -> str:
    """What the file is, and the commands to type next."""
    content = exercise.code
    return "\n".join(
        (
            fill(f"{content.title} ({content.difficulty}, about {content.minutes} minutes).", WIDTH - 3),
            "",
            f"The statement:  {show_command(exercise.key)}",
            f"Check it:       {plain_check(exercise.key)}",
            f"When stuck:     {hint_command(exercise.key)}",
        )
    )


def explained(content: CodeContent, parameters: tuple[str, ...], results: Mapping[str, Sequence[Extents]]) -> str:
    """The docstring of the function: what each argument is, and what it returns. Indented as it stands in the file.

    `results` are the alternative shapes of returned truth lines by name, `()` for a number; those that are known.
    """
    terms = _terms(content)
    lines = [*_wrapped("", _sentence(content.title)), "", "    Args:"]
    for parameter in parameters:
        members = content.pack.get(parameter, ())
        lines += _wrapped("    ", f"{parameter}: {terms.get(parameter, 'as by default')}{':' if members else '.'}")
        for member in members:
            lines += _wrapped("        ", f"{member}: {terms.get(member, '')}.")
    lines += ["", "    Returns:", *_returned(content, terms["returns"], results), "    "]
    return "\n".join(lines).lstrip()


def _returned(content: CodeContent, term: str, results: Mapping[str, Sequence[Extents]]) -> Iterator[str]:
    if isinstance(content.returns, str) and content.returns in results:
        yield from _wrapped("    ", f"{term}: {_shapes(results[content.returns])}.")
        return
    yield from _wrapped("    ", f"{term}{':' if results else '.'}")
    for name, shapes in results.items():
        yield from _wrapped("        ", f"{name}: {_shapes(shapes)}.")


def _shapes(shapes: Sequence[Extents]) -> str:
    texts = ["a number" if shape == () else f"({', '.join(map(str, shape))}{',' * (len(shape) == 1)})" for shape in shapes]
    return ("shape " if texts[0] != "a number" else "") + listed(texts, "or")


def _terms(content: CodeContent) -> dict[str, str]:
    """The contract by label, without the range of each input: that is where cases are drawn, not what is promised."""
    bare = {name: msgspec.structs.replace(given, range=None, extreme=None) for name, given in content.inputs.items()}
    terms = contract(msgspec.structs.replace(content, inputs=bare))
    # An input may be called `returns`; the line of that label that comes last is the contract's own.
    found = {term.label: term.text for term in reversed(terms)}
    return found | {"returns": [term.text for term in terms if term.label == "returns"][-1]}


def _wrapped(indent: str, text: str) -> Iterator[str]:
    whole = re.sub(r"\([^()]*\)", lambda shape: shape[0].replace(" ", _GLUE), text)
    lines = fill(whole, WIDTH, initial_indent="    " + indent, subsequent_indent="        " + indent, break_long_words=False)
    yield lines.replace(_GLUE, " ")


def _sentence(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else title + "."
