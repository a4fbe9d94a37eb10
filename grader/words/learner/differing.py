"""How a typed answer differs from what is expected: sentences for what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from grader.model.answers import Gap, HintCode
from grader.words.learner.relations import listed
from grader.words.numbers import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Facts = Mapping[str, Any]


def _length(facts: Facts) -> str:
    got, expected = facts["got"], facts["expected"]
    if expected is None:
        return "one expression is asked for, not a list"
    due = plural(expected, "entry", "entries")
    if got is None:
        return f"a list of {due} is asked for: {'[a]' if expected == 1 else '[a, b]'}"
    return f"{due} {'is' if expected == 1 else 'are'} asked for, and your list has {got}"


def _partial(facts: Facts) -> str:
    right, wrong = ([str(i + 1) for i in facts[key]] for key in ("right", "wrong"))
    if not right:
        return f"none of the {plural(facts['of'], 'entry', 'entries')} is right yet"
    entries = "entry" if len(right) == 1 else "entries"
    return f"{entries} {listed(right)} {'is' if len(right) == 1 else 'are'} right; look at {listed(wrong)}"


def _factor(facts: Facts) -> str:
    times = f"your answer is {facts['factor']} times the expected one"
    if not facts["symbols"]:
        return f"{times}; look for a constant factor that is missing or applied twice"
    return f"{times}: you are off by a factor in {listed(facts['symbols'])}"


def _decimal(facts: Facts) -> str:
    exact = facts.get("exact", "exact constants, such as sqrt(2*pi)")
    return f"{facts['number']} is right to its {facts['digits']} digits only; write {exact}"


def _offset(facts: Facts) -> str:
    return f"your answer minus the expected one is {facts['offset']}; look for a term that is missing or one too many"


def _of_names(words: str, ending: str) -> Callable[[Facts], str]:
    return lambda facts: f"{words} {listed(facts['names'])}, {ending}"


HINTS: Final[dict[HintCode, Callable[[Facts], str]]] = {
    HintCode.SHAPE: lambda facts: f"your answer has shape {_of_dims(facts['got'])}, and {_of_dims(facts['expected'])} is asked for",
    HintCode.LENGTH: _length,
    HintCode.SWAPPED: "the entries are right, in another order".format_map,
    HintCode.PARTIAL: _partial,
    HintCode.TRANSPOSED: "your answer is the transpose of the expected one".format_map,
    HintCode.DECIMAL: _decimal,
    HintCode.NEGATED: "wrong sign: your answer is minus the expected one".format_map,
    HintCode.LOG_BASE: "your answer mixes up logarithms to base {base} and natural ones".format_map,
    HintCode.RECIPROCAL: "your answer is 1 over the expected one".format_map,
    HintCode.FACTOR: _factor,
    HintCode.OFFSET: _offset,
    HintCode.NOT_DIFFERENTIATED: "the expected answer is the derivative of yours with respect to {by}".format_map,
    HintCode.DIFFERENTIATED_TWICE: "your answer is the derivative of the expected one with respect to {by}".format_map,
    HintCode.MISSES: _of_names("your answer does not depend on", "the expected one does"),
    HintCode.EXTRA: _of_names("your answer depends on", "the expected one does not"),
    HintCode.DOMAIN: lambda facts: f"your answer agrees where {listed(facts['where'], 'or')}",
}


def _of_dims(shape: Any) -> str:
    return f"({', '.join(shape)}{',' if len(shape) == 1 else ''})" if shape else "of a single number"


def _kind(facts: Facts) -> str:
    if "list" not in facts:
        return "a word stands where a number is asked for, or a number where a word is"
    return "a list is asked for: [a, b]" if facts["list"] else "a single number is asked for, not a list"


def _rounded(facts: Facts) -> str:
    return f"right to {facts['digits']} digits; {_asked(facts)}"


def _cut(facts: Facts) -> str:
    return f"cut off after {facts['digits']} digits, not rounded; {_asked(facts)}"


def _asked(facts: Facts) -> str:
    return f"{facts['asked']} are asked for" if facts["asked"] else "the exact number is asked for"


GAPS: Final[dict[Gap, Callable[[Facts], str]]] = {
    Gap.KIND: _kind,
    Gap.LENGTH: _length,
    Gap.ORDER: "the entries are right, in another order".format_map,
    Gap.COMMA: "a comma stands between entries of a list; write {plain}".format_map,
    Gap.ROUNDED: _rounded,
    Gap.CUT: _cut,
    Gap.PERCENT: "this is a percentage, 100 times the expected value; a number between 0 and 1 is asked for".format_map,
    Gap.SIGN: "wrong sign: minus the expected value".format_map,
    Gap.RECIPROCAL: "1 over the expected value".format_map,
    Gap.DEGREES: "off by 180/pi: degrees and radians are mixed up".format_map,
    Gap.POWER_OF_TEN: lambda facts: f"the expected value times 10^{facts['power']}; look for a unit or a decimal point",
    Gap.VALUE: "not the expected value".format_map,
}
