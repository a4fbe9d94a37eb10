"""What an author reads of the steps of a proof: the worked example, and why answers did not come out as they should."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.enums import Check
from grader.words.clean import one_line
from grader.words.paste import call_text, paste_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from grader.model.report import Finding, Report

LONGEST: Final = 300
"""Characters of a call or a value that are shown."""


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


def example_wrong(call: str, word: str, got: str, result: str) -> str:
    """A call of the statement that does not come out."""
    if not word:
        return f"after `{call}`: expected `is`, `gives` or `raises`, then a result between backticks"
    return f"`{call}` comes to {got}, not {result}"


def failed_at(report: Report, finding: Finding, sentence: str) -> str:
    """`WRONG at case 2, seed 1: dtype float64, expected float32`."""
    seed = f", seed {report.seed}" if report.seed is not None else ""
    case = f" at {one_line(finding.case, 80)}{seed}" if finding.case else ""
    return f"{report.verdict}{case}: {sentence}"


def case_lines(finding: Finding, function: str) -> Iterator[str]:
    """The call that failed, how it was drawn, and both results, on a line each."""
    if not finding.inputs:
        return
    drawn = ", ".join(filter(None, [finding.stratum, finding.dtype, "made smaller" if finding.shrunk else ""]))
    yield f"input     {one_line(call_text(function, finding.inputs), LONGEST)}   # {drawn}"
    if finding.got_value is not None:
        yield f"got       {one_line(paste_text(finding.got_value), LONGEST)}"
    # That the values agree says nothing about a property.
    if finding.expected_value is not None and finding.check is not Check.PROPERTY:
        yield f"expected  {one_line(paste_text(finding.expected_value), LONGEST)}"


def option_refused(number: int, option: str) -> str:
    """A right option that learners cannot type."""
    return f"question {number}: the right option `{one_line(option, 60)}`, typed as a text, is not accepted"


def mistake_passes() -> str:
    return "every case accepts it: it is not wrong, or no case shows it"


def start_passes() -> str:
    return "every case accepts it: it is not broken, or no case shows it"


def as_another(verdict: str, code: str) -> str:
    """A wrong answer is rejected, and not told by its name."""
    return f"{verdict}, but recognized as {code or 'nothing'}"


def typo(error: str) -> str:
    """A wrong answer that fails by a slip of its author's."""
    return f"it raises {error} in every case: a typo, not the mistake that is meant"


def right_at(number: int, given: str) -> str:
    """A wrong answer that passes."""
    return f"right at question {number}{f' ({given})' if given else ''}: narrow the range or add `where`, if it is wrong elsewhere"


def never_wrong() -> str:
    return "right at every question: it is not wrong, or the ranges do not show it"


def seldom_told(told: int, tried: int, share: float) -> str:
    """A wrong answer is rejected, and mostly told by another name."""
    return f"recognized at {told} of {tried} questions; at least {share:.0%} are asked for: narrow the range or add `where`"


def other_at(number: int, given: str, text: str, code: str) -> str:
    """What it was taken for, once."""
    return f"question {number}{f' ({given})' if given else ''}: `{one_line(text, 100)}` is recognized as {code or 'nothing'}"


def odd_dollar() -> str:
    return r"a `$` that no other closes; a formula stands between two, and a dollar is written `\$`"


def unclosed_brace(formula: str) -> str:
    return f"`{one_line(formula, 80)}` has more braces of one kind than of the other"


def unknown_command(name: str) -> str:
    return rf"the LaTeX command `\{name}` is not known and may be shown as it stands"
