"""The proof that a typed exercise grades: questions can be put, right answers pass in every form, wrong ones are told by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from grader.answers import authors_value, equivalent, known_mistakes, number_of, pose, same_value, symbols_of, with_numbers
from grader.author.telling import where
from grader.author.worked import worked
from grader.bank import load_function, refusal
from grader.coach import stub
from grader.grade import check_answer, mistake_code
from grader.model.answers import Agreement, AnswerError
from grader.model.enums import Verdict
from grader.model.errors import BankError, ContentError
from grader.model.proof import Proved, Witness
from grader.model.typed import ChoiceContent, DeriveContent, Drawn, PredictContent
from grader.words import proving
from grader.words.learner.posed import drawn_anew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.answers import Posed
    from grader.model.content import Content
    from grader.model.exercise import Exercise
    from grader.model.report import Report
    from grader.model.typed import KnownAnswer

_DERIVED: Final = "sympy derives the same"
_AGREES: Final = "the reference agrees"
WITNESSES: Final = {_DERIVED: Witness.CERTIFICATE, _AGREES: Witness.SECOND}
"""Steps that show what an answer rests on besides the author's word."""
QUESTIONS: Final = 24
"""Questions that are put at least; all variants are among them."""
ALIKE: Final = 5
TOLD: Final = 0.5
"""The share of questions at which a wrong answer has to be recognized: at some it may happen to be right, or another mistake's."""


def typed_steps(exercise: Exercise) -> Iterator[Proved]:
    """All that is to be proved of a typed exercise."""
    content = exercise.content
    try:
        posed = [pose(exercise, number) for number in range(1, _count(content) + 1)]
    except ContentError as error:
        yield Proved("questions can be put", holds=False, detail=_fault(refusal(exercise, error)))
        return
    yield Proved("questions can be put", holds=True, detail=f"{len(posed)} questions")
    yield _untouched(exercise)
    if isinstance(content, ChoiceContent):
        yield from _choices(exercise, content, posed)
        return
    assert isinstance(content, Drawn)
    if isinstance(content, DeriveContent):
        yield from _certified(exercise, content, posed)
    elif isinstance(content, PredictContent):
        yield from _witnessed(exercise, content, posed)
    yield from _right(exercise, content, posed)
    yield worked(content)
    for mistake in dict.fromkeys(mistake.name for one in posed for mistake in known_mistakes(content, one)):
        yield _recognized(exercise, content, posed, mistake)


def _count(content: Content) -> int:
    """Where every question is the same, a few times: points at which expressions are compared are drawn too."""
    if not drawn_anew(content):
        return ALIKE
    return max(QUESTIONS, len(content.variants) if isinstance(content, Drawn) else 0)


def _untouched(exercise: Exercise) -> Proved:
    report = check_answer(exercise, stub(exercise), seed=1)
    return Proved("the stub is not started", report.verdict is Verdict.NOT_STARTED, _told(report))


def _choices(exercise: Exercise, content: ChoiceContent, posed: list[Posed]) -> Iterator[Proved]:
    """Every option is shown at some question; the right one passes, each wrong one gets its own words."""
    failing = next((one for one in posed if _verdict(exercise, one, one.options[one.right]) is not Verdict.PASS), None)
    yield Proved(
        "the right option passes",
        failing is None,
        f"{len(posed)} questions" if failing is None else proving.option_refused(failing.number, failing.options[failing.right]),
    )
    for option in content.wrong:
        shown = [one for one in posed if option in one.wrong]
        reports = [check_answer(exercise, "abcdefgh"[one.wrong.index(option)], seed=one.number) for one in shown]
        said = [report.diagnosis is not None and report.diagnosis.text == " ".join(option.says.split()) for report in reports]
        holds = bool(said) and all(said) and all(report.verdict is Verdict.WRONG for report in reports)
        yield Proved(
            f"wrong: {' '.join(option.text.split())[:60]}", holds, "" if holds else "shown at no question" if not said else "passes"
        )


def _certified(exercise: Exercise, content: DeriveContent, posed: list[Posed]) -> Iterator[Proved]:
    """The answer is the derivative that sympy finds."""
    if content.derivative is None:
        return
    from grader.author.symbolic import derivatives
    from grader.grade import authors_expression, right_expression

    name, wrt = _DERIVED, content.derivative.wrt
    try:
        for one in posed:
            given = one.values.get(content.derivative.of, content.derivative.of)
            of = authors_expression(content, one, given, "derivative.of")
            derived = derivatives(content, of, (wrt,) if isinstance(wrt, str) else wrt)
            outcome = equivalent(right_expression(content, one), derived, symbols_of(content), seed=one.number)
            if outcome.verdict is not Agreement.EQUAL:
                yield Proved(name, holds=False, detail=f"question {one.number}: sympy has {derived.plain}")
                return
    except ContentError as error:
        yield Proved(name, holds=False, detail=_fault(refusal(exercise, error)))
    except AnswerError as error:
        yield Proved(name, holds=False, detail=f"sympy's own words cannot be read: {error.fault}")
    else:
        yield Proved(name, holds=True, detail=f"{len(posed)} questions")


def _witnessed(exercise: Exercise, content: PredictContent, posed: list[Posed]) -> Iterator[Proved]:
    """The reference, which goes another way, comes to the same."""
    if content.reference is None:
        return
    from grader.grade import right_value

    function = load_function(exercise, content.reference)
    for one in posed:
        try:
            right, seen = right_value(content, one), _plain(function(**one.values))
        except Exception as error:  # noqa: BLE001 - whatever the bank's code raises is a fault of the bank
            raised = f"question {one.number} ({one.values}): the reference raised {type(error).__name__}: {error}"
            yield Proved(_AGREES, holds=False, detail=raised)
            return
        if not same_value(number_of(seen), right, rtol=max(content.rtol / 10, 1e-12), atol=content.atol / 10).same:
            yield Proved(_AGREES, holds=False, detail=f"question {one.number} ({one.values}): {seen}, the answer is {right}")
            return
    yield Proved(_AGREES, holds=True, detail=f"{len(posed)} questions")


def _right(exercise: Exercise, content: Drawn, posed: list[Posed]) -> Iterator[Proved]:
    """The answer and its alternatives pass at every question that they answer."""
    rejected: list[str] = []
    forms = 0
    for one in posed:
        own = one.variant.alternatives if one.variant is not None else ()
        answer = (
            one.variant.answer if one.variant is not None and one.variant.answer is not None else getattr(content, "answer", None)
        )
        for written in (answer, *own, *content.alternatives):
            forms += 1
            text = _typed(content, one, written)
            report = check_answer(exercise, text, seed=one.number)
            if report.verdict is not Verdict.PASS:
                rejected.append(f"`{text}` at question {one.number}: {_told(report)}")
    yield Proved("right answers pass", not rejected, rejected[0] if rejected else f"{forms} answers")


def _recognized(exercise: Exercise, content: Drawn, posed: list[Posed], name: str) -> Proved:
    """A wrong answer is rejected wherever it is wrong, and recognized by name at most of these questions."""
    tried = told = 0
    step, other = f"wrong: {name}", ""
    at = (f"at        {where(exercise, _place_of(content, name))}",)
    for one in posed:
        mistake = next((mistake for mistake in known_mistakes(content, one) if mistake.name == name), None)
        if mistake is None or _happens_to_be_right(content, one, mistake):
            continue
        tried += 1
        text = _typed(content, one, mistake.answer)
        report = check_answer(exercise, text, seed=one.number)
        if report.verdict is Verdict.PASS:
            return Proved(step, holds=False, detail=proving.right_at(one.number, _given(one)), more=at)
        if report.verdict is not Verdict.WRONG:
            return Proved(step, holds=False, detail=f"question {one.number}: `{text}` {_told(report)}", more=at)
        if report.diagnosis is not None and report.diagnosis.code == mistake_code(name):
            told += 1
        elif not other:
            code = report.diagnosis.code if report.diagnosis is not None else ""
            other = proving.other_at(one.number, _given(one), text, code)
    holds = tried > 0 and told >= TOLD * tried
    if holds:
        return Proved(step, holds=True, detail=f"recognized at {told} of {tried} questions")
    detail = proving.seldom_told(told, tried, TOLD) if tried else proving.never_wrong()
    return Proved(step, holds=False, detail=detail, more=(*at, *filter(None, [other])))


def _place_of(content: Drawn, name: str) -> str:
    """The path of a known mistake, in the exercise or in its first variant that has it."""
    lists = [("mistakes", content.mistakes), *((f"variants[{i}].mistakes", one.mistakes) for i, one in enumerate(content.variants))]
    return next((f"{path}[{i}]" for path, items in lists for i, item in enumerate(items) if item.name == name), "mistakes")


def _given(one: Posed) -> str:
    return ", ".join(f"{name} = {value}" for name, value in one.values.items())


def _happens_to_be_right(content: Drawn, one: Posed, mistake: KnownAnswer) -> bool:
    """Whether the numbers of this question make a wrong way come out right."""
    from grader.grade import right_value

    if not isinstance(content, PredictContent):
        return False
    right = right_value(content, one)
    known = authors_value(mistake.answer, {**one.values, "answer": right}, f"mistakes ({mistake.name})")
    return same_value(number_of(known), right, rtol=content.rtol, atol=content.atol).same


def _typed(content: Drawn, one: Posed, answer: Any) -> str:
    """An author's answer as a learner would type it."""
    if isinstance(content, DeriveContent):
        texts = [with_numbers(part, one.values) for part in ((answer,) if isinstance(answer, str) else answer)]
        return texts[0] if isinstance(answer, str) else f"[{', '.join(texts)}]"
    from grader.grade import right_value

    assert isinstance(content, PredictContent)
    right = right_value(content, one)
    value = authors_value(answer, {**one.values, "answer": right}, "answer")
    return re.sub(r"'", "", str(value))


def _verdict(exercise: Exercise, one: Posed, text: str) -> Verdict:
    return check_answer(exercise, f"{text}\n", seed=one.number).verdict


def _plain(value: Any) -> Any:
    """What a reference in NumPy returns, as plain numbers."""
    return value.tolist() if hasattr(value, "tolist") else list(map(_plain, value)) if isinstance(value, list | tuple) else value


def _told(report: Report) -> str:
    remark = report.typed.remark if report.typed is not None else None
    return f"{report.verdict}" + (f" ({remark.code})" if remark is not None else "")


def _fault(error: BankError) -> str:
    fault = error.faults[0]
    return f"{fault.path}: found {fault.found}, expected {fault.expected}"
