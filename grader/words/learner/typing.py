"""How an answer is to be typed: what a stub and a statement say of it."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, Final

from grader.model.answers import Domain
from grader.model.typed import ChoiceContent, DeriveContent, Drawn, PredictContent
from grader.words.learner.posed import drawn_anew
from grader.words.learner.relations import listed
from grader.words.numbers import plural, quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.content import Content

WIDTH: Final = 78

_DOMAINS: Final = {
    Domain.REAL: "any real number",
    Domain.POSITIVE: "above 0",
    Domain.NONNEGATIVE: "at least 0",
    Domain.NEGATIVE: "below 0",
    Domain.NONZERO: "not 0",
    Domain.UNIT: "between 0 and 1",
    Domain.INTEGER: "a whole number",
    Domain.POSITIVE_INTEGER: "1, 2, 3, ...",
    Domain.NONNEGATIVE_INTEGER: "0, 1, 2, ...",
    Domain.BINARY: "0 or 1",
}


def typed_terms(content: Content) -> Iterator[tuple[str, str]]:
    """The lines of the contract."""
    yield "answer", answer_text(content)
    if isinstance(content, DeriveContent):
        yield "symbols", "; ".join(_symbols(content))
        yield from ((name, f"= {text}") for name, text in content.functions.items())
        yield "exact", "any form that is equal is right; constants as 1/2, sqrt(2), pi, not as decimals"
        yield "written", "2*x*exp(-x), 2x e^(-x) or LaTeX; log is the natural logarithm, * may be left out"
    elif isinstance(content, PredictContent):
        if not _words_only(content):
            yield "tolerance", _tolerance(content)
        yield "written", "as a decimal, 2.5e-3, or exactly: 1/3, sqrt(2), exp(-1), 2^10"
    yield "questions", _anew(content)


def answer_text(content: Content) -> str:
    """What form an answer has."""
    if isinstance(content, ChoiceContent):
        return "the letter of one option"
    assert isinstance(content, Drawn)
    answers = [answer for answer in (getattr(content, "answer", None), *(v.answer for v in content.variants)) if answer is not None]
    what = "expression" if isinstance(content, DeriveContent) else "number"
    forms = list(dict.fromkeys(_form(answer, what) for answer in answers))
    lists = [form for form in forms if form.startswith(("a list", "an empty list"))]
    if len(lists) > 1:
        forms = [f"a list of {what}s", *(form for form in forms if form not in lists)]
    return listed(forms, "or")


def typed_stub(title: str, show: str, check: str, hint: str, content: Content) -> str:
    """What the file of a typed answer starts as: comments alone."""
    lines = [
        *fill(title, WIDTH).split("\n"),
        "",
        f"The question:   {show}",
        f"Check it:       {check}",
        f"When stuck:     {hint}",
        "",
        *fill(f"Write your answer below: {answer_text(content)}. Lines that begin with # are not read.", WIDTH).split("\n"),
    ]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines) + "\n"


def _form(answer: Any, what: str) -> str:
    if isinstance(answer, list | tuple):
        return f"a list of {plural(len(answer), what)}: [{', '.join('...' for _ in answer)}]" if answer else "an empty list: []"
    if isinstance(answer, dict):
        return f"the word {answer['word']}"
    return f"an {what}" if what == "expression" else f"a {what}"


def _words_only(content: PredictContent) -> bool:
    answers = [content.answer, *(variant.answer for variant in content.variants)]
    return all(answer is None or isinstance(answer, dict) for answer in answers)


def _symbols(content: DeriveContent) -> Iterator[str]:
    """Symbols of one kind together: `x, y: any real number`."""
    kinds: dict[str, list[str]] = {}
    for name, domain in content.symbols.items():
        kind = _DOMAINS[domain] if isinstance(domain, Domain) else f"of shape ({', '.join(domain)}{',' * (len(domain) == 1)})"
        kinds.setdefault(kind, []).append(name)
    yield from (f"{', '.join(names)}: {kind}" for kind, names in kinds.items())
    yield from content.assume


def _tolerance(content: PredictContent) -> str:
    if content.atol:
        return f"a number may be off by {_small(content.atol)}" + (f" and {_small(content.rtol)} of it" if content.rtol else "")
    return f"a number may be off by {_small(content.rtol)} of it" if content.rtol else "numbers are exact"


def _small(size: float) -> str:
    """As it is typed: 1e-6."""
    return quantity(size).replace("e-0", "e-")


def _anew(content: Content) -> str:
    if isinstance(content, ChoiceContent):
        return "after an answer the options come in another order"
    return "after an answer the question is drawn anew" if drawn_anew(content) else "this one question"
