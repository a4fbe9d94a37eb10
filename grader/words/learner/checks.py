"""What each check asks of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Check, Fact

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model.content import CodeContent
    from grader.model.report import Finding

DTYPES: Final = {
    "preserve": "a floating dtype comes back as it went in, integers give float64",
    "float64": "the result is float64",
    "float32": "the result is float32",
    "any": "the result is of a floating dtype at least as wide as the input's",
}
"""By the contract's `dtype`."""


def asked(finding: Finding, content: CodeContent | None) -> str:
    """What was asked where `finding` was made; general where the exercise is not at hand."""
    return (BEFORE_RUNNING.get(finding.fact) or ASKED[finding.check])(finding, content)


def _function(content: CodeContent | None) -> str:
    return content.function if content is not None else "the function"


def _agrees(_: Finding, content: CodeContent | None) -> str:
    against = "the reference" if content is not None and content.truth is None else "the definition"
    return f"{_function(content)} agrees with {against}"


def _property(finding: Finding, _: CodeContent | None) -> str:
    return finding.names[0] if finding.names else "what holds for every right answer holds for this one"


def _raises(finding: Finding, _: CodeContent | None) -> str:
    return f"invalid input raises {finding.expected or 'an exception'}"


def _names(_: Finding, content: CodeContent | None) -> str:
    if content is None or not content.forbid:
        return "the answer uses only what the exercise allows"
    return f"the answer does without {', '.join(content.forbid)}"


def _speed(finding: Finding, content: CodeContent | None) -> str:
    limit = content.speed.at_most if content is not None and content.speed is not None else finding.expected
    return f"the answer takes at most {limit:g} times as long as the reference" if limit else "the answer is fast enough"


ASKED: Final[dict[Check, Callable[[Finding, CodeContent | None], str]]] = {
    Check.NAMES: _names,
    Check.RUNS: lambda _, content: f"{_function(content)} runs to its end and returns a result",
    Check.FORM: lambda _, content: f"{_function(content)} returns a result of the form asked for",
    Check.SHAPE: lambda _, __: "the result has the shape asked for",
    Check.DTYPE: lambda _, content: DTYPES[content.contract.dtype if content is not None else "any"],
    Check.FINITE: lambda _, __: "the result is finite, NaN or infinite just where the definition is",
    Check.AGREES: _agrees,
    Check.NO_MUTATION: lambda _, __: "the arguments stay as they were",
    Check.NO_ALIASING: lambda _, __: "the result shares no memory with the arguments",
    Check.REPEATS: lambda _, __: "the same input gives the same result, whatever was called before",
    Check.RAISES: _raises,
    Check.PROPERTY: _property,
    Check.NO_WARNING: lambda _, __: "no NumPy warning is raised on the way",
    Check.SPEED: _speed,
    Check.READ: lambda _, __: "the answer can be read",
    Check.RIGHT: lambda _, __: "the answer is right",
}

BEFORE_RUNNING: Final[dict[Fact, Callable[[Finding, CodeContent | None], str]]] = {
    Fact.UNREADABLE_FILE: lambda _, __: "the file can be read as Python",
    Fact.MISSING_FUNCTION: lambda _, content: f"the file defines {_function(content)}",
    Fact.NOT_STARTED: lambda _, content: f"an implementation of {_function(content)}",
    Fact.REFUSED: lambda _, content: f"{_function(content)} runs apart from everything else on this machine",
}
"""Facts that come before any check could ask for more."""
