"""A sentence for every fact: short, lower case, what was seen and what was expected; advice stands elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grader.model.enums import Fact
from grader.words.clean import one_line
from grader.words.learner.relations import listed
from grader.words.numbers import number, of_expected, plural, quantity, rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from grader.model.case import ErrorFacts
    from grader.model.report import Finding


def fact_sentence(finding: Finding) -> str:
    """What a finding says, on one line; everything in it that came from the answer is made fit to show."""
    sentence = one_line(FACTS[finding.fact](finding), 1000)
    return f"in {one_line(finding.part)}: {sentence}" if finding.part else sentence


def error_text(error: ErrorFacts) -> str:
    """`ValueError: operands could not be broadcast together`, as Python ends a traceback."""
    message = one_line(error.message, 1000)
    return f"{one_line(error.type_name, 100)}: {message}" if message else one_line(error.type_name, 100)


def shape_text(shape: Any) -> str:
    """`(2, 1)`; a shape that came back from JSON is a list."""
    return str(tuple(shape)) if isinstance(shape, (list, tuple)) else str(shape)


def index_text(index: Sequence[int]) -> str:
    return f"[{', '.join(map(str, index))}]"


def _values(finding: Finding) -> str:
    error = finding.error
    if error is None or isinstance(finding.got, bool | None) or not isinstance(finding.got, int | float):
        return f"got {finding.got}, expected {finding.expected}"
    relative = of_expected(error.relative)
    allowed = f"allowed {rounded(finding.tolerance, 2)}" if finding.tolerance is not None else ""
    size = "; ".join(filter(None, [relative, allowed]))
    off = f"off by {quantity(error.absolute)}" + (f" ({size})" if size else "")
    return f"{_count(finding)}{off}" if finding.index else off


def _not_finite(finding: Finding) -> str:
    got, expected = _number(finding, finding.got), _number(finding, finding.expected)
    return f"{_count(finding)}{got}, expected {expected}"


def _count(finding: Finding) -> str:
    """`2 of 6 entries; worst at [0, 1]: `."""
    if not finding.index or finding.error is None:
        return ""
    worst = "worst at" if finding.error.wrong > 1 else "at"
    return f"{finding.error.wrong} of {plural(finding.error.total, 'entry', 'entries')}; {worst} {index_text(finding.index)}: "


def _number(finding: Finding, value: Any) -> str:
    return number(value, finding.dtype if finding.dtype.startswith("float") else "float64")


def _at_line(finding: Finding) -> str:
    return f"line {finding.line} " if finding.line else "the file "


def _named(finding: Finding, otherwise: str) -> str:
    return listed(finding.names) or otherwise


def _raised(finding: Finding) -> str:
    return error_text(finding.raised) if finding.raised is not None else str(finding.got or "an exception")


def _ended(finding: Finding) -> str:
    return f": {finding.got}" if finding.got else ""


def _second_call(finding: Finding) -> str:
    at = f", at {index_text(finding.index)}" if finding.index else ""
    if finding.got is None or finding.expected is None:
        return f"the same input gave another result later{at}"
    return f"the same input gave {_number(finding, finding.expected)} first and {_number(finding, finding.got)} later{at}"


def _timed_out(finding: Finding) -> str:
    limit = f" within {finding.expected:g} s" if isinstance(finding.expected, int | float) else ""
    return f"no result came{limit}{_ended(finding)}"


def _slow(finding: Finding) -> str:
    if finding.got is None or finding.expected is None:
        return "slower than the exercise allows"
    return f"took {quantity(finding.got)} times as long as the reference; {quantity(finding.expected)} times is allowed"


def _unreadable(finding: Finding) -> str:
    line = f"line {finding.line}: " if finding.line else ""
    return line + (_raised(finding) if finding.raised is not None or finding.got else "this is not Python")


def _missing(finding: Finding) -> str:
    name = finding.expected or "the function"
    return f"the file defines no {name}" + (f"; it defines {listed(finding.names)}" if finding.names else "")


def _missing_key(finding: Finding) -> str:
    several = len(finding.names) > 1
    return f"the dict lacks the {'keys' if several else 'key'} {_named(finding, 'asked for')}" + (
        f"; it has {finding.got}" if finding.got else ""
    )


FACTS: Final[dict[Fact, Callable[[Finding], str]]] = {
    Fact.FORBIDDEN_IMPORT: lambda f: f"{_at_line(f)}imports {_named(f, 'a package')}, which this exercise does not allow",
    Fact.FORBIDDEN_NAME: lambda f: f"{_at_line(f)}uses {_named(f, 'a name')}, which this exercise does without",
    Fact.MISSING_FUNCTION: _missing,
    Fact.UNREADABLE_FILE: _unreadable,
    Fact.NOT_STARTED: lambda _: "the function still raises NotImplementedError",
    Fact.RAISED: _raised,
    Fact.ASKED_FOR_INPUT: lambda f: f"the answer waits for the keyboard in {_named(f, 'input()')}; a check has none",
    Fact.TIMED_OUT: _timed_out,
    Fact.CRASHED: lambda f: f"the process ended without a result{_ended(f)}",
    Fact.WROTE_READONLY: lambda f: f"wrote into {_named(f, 'an argument')}, which was passed read-only",
    Fact.RETURNED_NOTHING: lambda f: f"returned None, expected {f.expected or 'a result'}",
    Fact.WRONG_FORM: lambda f: f"returned {f.got}, expected {f.expected}",
    Fact.WRONG_LENGTH: lambda f: f"returned {plural(f.got, 'part')}, expected {f.expected}",
    Fact.MISSING_KEY: _missing_key,
    Fact.WRONG_SHAPE: lambda f: f"shape {shape_text(f.got)}, expected {shape_text(f.expected)}",
    Fact.WRONG_DTYPE: lambda f: f"dtype {f.got}, expected {f.expected}",
    Fact.NOT_FINITE: _not_finite,
    Fact.VALUES_DIFFER: _values,
    Fact.INPUT_CHANGED: lambda f: f"changed by the call: {_named(f, 'an argument')}",
    Fact.SHARES_MEMORY: lambda f: f"the result shares memory with {_named(f, 'an argument')}: changing one changes the other",
    Fact.SECOND_CALL_DIFFERS: _second_call,
    Fact.DID_NOT_RAISE: lambda f: f"invalid input gave a result, expected {f.expected or 'an exception'}",
    Fact.RAISED_OTHER: lambda f: f"invalid input raised {f.got or 'another exception'}, expected {f.expected}",
    Fact.PROPERTY_FAILS: lambda f: f"this does not hold: {_named(f, 'a property')}",
    Fact.WARNED: lambda f: f"NumPy warned: {listed(name.removeprefix('RuntimeWarning: ') for name in f.names) or 'see the case'}",
    Fact.SLOW: _slow,
    Fact.NOT_READ: lambda _: "the answer cannot be read",
    Fact.NOT_EQUAL: lambda _: "the expression is not equal to the right one",
    Fact.NOT_DECIDED: lambda _: "it could not be decided whether the two are equal; write the answer in a plainer form",
    Fact.OTHER_VALUE: lambda _: "another value is right",
    Fact.OTHER_OPTION: lambda _: "another option is right",
    Fact.REFUSED: lambda f: f"the answer was not run{_ended(f)}",
}
