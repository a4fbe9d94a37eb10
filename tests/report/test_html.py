"""The page of a check: what it shows, what it never shows, and that nothing in it can act."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from itertools import pairwise

import msgspec
import pytest

from grader.model.enums import Certainty, Verdict
from grader.model.report import Diagnosis
from grader.report.html import check_page
from grader.report.html.markup import markdown
from grader.report.html.mathml import mathml
from grader.report.telling import tell
from tests.report.pages import Page
from tests.report.samples import ANSWER, OVERFLOW, REPORTS, SOFTMAX, report

NAMES = sorted(REPORTS)
AT = datetime(2024, 6, 11, 12, 3, tzinfo=UTC)


def page(name, **given):
    return check_page(REPORTS[name] if isinstance(name, str) else name, SOFTMAX, at=AT, zone=UTC, **given)


def style(markup):
    return re.search(r"<style>(.*?)</style>", markup, re.DOTALL)[1]


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_well_formed_and_needs_nothing_but_itself(name):
    markup = page(name, reference=ANSWER, history="index.html")
    read = Page(markup)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base"} & {tag for tag, _ in read.elements}
    attributes = [(key, value) for _, given in read.elements for key, value in given.items()]
    assert not [key for key, _ in attributes if key.startswith("on") or key in ("src", "style", "srcset")]
    assert [value for key, value in attributes if key == "href"] == ["index.html"]
    assert not re.search(r"url\(|@import|https?:", markup)


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_allows_this_style_sheet_and_nothing_else(name):
    markup = page(name)
    policy = next(given["content"] for given in Page(markup).all("meta") if given.get("http-equiv") == "Content-Security-Policy")
    digest = base64.b64encode(hashlib.sha256(style(markup).encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_command_to_type_next_names_the_banks_that_were_named():
    words = Page(page("wrong-shape", program="dlprep --bank 'my bank'")).words
    assert "then: dlprep --bank 'my bank' check stable-softmax" in words
    assert "then: dlprep check" not in words


@pytest.mark.parametrize("name", NAMES)
def test_page_and_terminal_say_the_same(name):
    telling, words = tell(REPORTS[name], SOFTMAX, 80), Page(page(name)).words
    assert telling.verdict.value in words
    assert telling.next in words
    for row in telling.rows:
        if row.label not in ("", "input", "isolated") and not row.code:
            assert " ".join(row.lines) in words


def test_a_person_who_cannot_see_it_finds_the_way():
    read = Page(page("wrong-known-mistake", reference=ANSWER))
    assert read.all("html") == [{"lang": "en"}]
    tags = [tag for tag, _ in read.elements]
    assert all(tags.count(tag) == 1 for tag in ("main", "header", "footer", "h1"))
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all("scope" in given for given in read.all("th"))
    ids = {given["id"] for _, given in read.elements if "id" in given}
    assert {given["aria-labelledby"] for given in read.all("section")} <= ids


def test_the_statement_has_its_formulas_as_mathml():
    markup = page("pass")
    assert '<math display="block"><mrow><msub><mi>p</mi><mi>i</mi></msub><mo>=</mo><mfrac>' in markup
    assert "$" not in Page(markup).words
    assert "What is checked" in Page(markup).words


def test_wrong_entries_are_marked_by_more_than_colour():
    markup = page("wrong-likely")
    assert markup.count('<td class="wrong">0.5<span class="unseen"> wrong</span></td>') == 2
    assert "text-decoration: underline" in style(markup)
    assert "Wrong entries, worst first" in Page(markup).words
    assert "0.5 (50 % of expected)" in Page(markup).words


def test_entries_of_large_arrays_are_listed():
    words = Page(page("wrong-large")).words
    assert "[8, 1] 10.4285694 10.4285714 2e-06 (1.9e-07 of expected)" in words


def test_more_wrong_entries_than_are_listed_are_counted():
    many = msgspec.structs.replace(REPORTS["wrong-large"].findings[0], wrong_at=tuple((i, j) for i in range(6) for j in range(6)))
    many = msgspec.structs.replace(many, error=msgspec.structs.replace(many.error, wrong=50))
    assert "38 more are not listed" in Page(page(report(Verdict.WRONG, many))).words


def test_the_learners_line_is_marked():
    markup = page("errored")
    assert re.search(
        r'class="line marked"><bdi> +return e / e.sum\(axis=axis, keepdims=True\)</bdi> <span class="flag">raised here', markup
    )
    assert "solutions/stable_softmax.py:6, in softmax" in Page(markup).words


def test_hints_are_not_revealed_and_neither_is_the_reference():
    words = Page(page("wrong-unknown")).words
    assert "largest argument" not in words
    assert "reference" not in words
    assert "every exponent at or below" not in words


def test_the_reference_stands_beside_the_answer_once_it_is_given():
    words = Page(page("pass", reference="def softmax(x):\n    return the_reference(x)\n")).words
    assert "Your answer beside the reference" in words
    assert "return the_reference(x)" in words
    assert "return e / e.sum(axis=axis, keepdims=True)" in words
    assert "every exponent at or below 0" in words


def test_what_it_takes_to_repeat_the_check_is_told():
    words = Page(page("wrong-known-mistake")).words
    assert "again dlprep check stable-softmax --seed 20240611" in words
    assert "isolation L1: files and network were open to the answer; held: own process" in words
    assert "checked 2024-06-11 12:03" in words
    assert "numpy 2.4.6" in words


def test_prints_are_labelled_as_the_learners_own():
    assert "Printed by your code x is [[710.]] sum is inf" in Page(page("wrong-known-mistake")).words


def test_an_exercise_that_is_gone_still_has_a_page():
    words = Page(check_page(REPORTS["wrong-likely"], None)).words
    assert "no longer in its bank" in words
    assert "0.5 (50 % of expected)" in words


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</pre></style></title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% for x in y %}",
    "<!-- --><!--<script>",
    "\x1b[31mred\x1b[0m \x1b]0;t\x07 \x9b2J",
    "\u202egnp.exe\u2066 \u200b",
    "null \x00 byte and half \ud83d",
    "A" * 200_000,
    "\n" * 20_000,
    "مرحبا שלום",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_from_the_learner_can_act(text):
    raised = msgspec.structs.replace(REPORTS["errored"].findings[0].raised, message=text, type_name=text)
    frame = msgspec.structs.replace(raised.frames[0], file=text, function=text)
    raised = msgspec.structs.replace(raised, frames=(frame,) * 30)
    finding = msgspec.structs.replace(OVERFLOW, raised=raised, case=text, part=text, names=(text,), from_shape=text)
    told = report(
        Verdict.WRONG,
        finding,
        finding,
        title=text,
        exercise=text,
        output=text,
        answer=text,
        path=text,
        problem=text,
        diagnosis=Diagnosis(text, text, Certainty.LIKELY),
        versions={text: text},
        digest=text,
    )
    markup = check_page(told, None, reference=text)
    read = Page(markup)
    markup.encode("utf-8")
    assert not {"script", "img", "svg"} & {tag for tag, _ in read.elements}
    assert not [key for _, given in read.elements for key in given if key.startswith("on") or key == "src"]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b]", markup)
    assert "49" not in read.words.split()
    assert not read.all("a")


@pytest.mark.parametrize(
    "ask",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://example.org/x.png)",
        r"$\text{<img src=x onerror=alert(1)>}$",
        r"$\href{javascript:alert(1)}{x}$",
        r"$$\style{background:url(x)}{x}$$",
        "`<script>`",
    ],
)
def test_nothing_in_a_statement_can_act(ask):
    read = Page(str(markdown(ask)))
    assert not {"script", "img"} & {tag for tag, _ in read.elements}
    for _, given in read.elements:
        assert not [key for key in given if key.startswith("on") or key in ("src", "style")]
        assert not given.get("href", "").startswith(("javascript", "data"))


@pytest.mark.parametrize(
    ("latex", "markup"),
    [
        (r"\lVert x \rVert", '<mo stretchy="false">‖</mo><mi>x</mi><mo stretchy="false">‖</mo>'),
        (r"a < b & c", "<mi>a</mi><mo>&lt;</mo><mi>b</mi><mi>&amp;</mi><mi>c</mi>"),
        (r"\log x", '<mi>log</mi><mspace width="0.17em"></mspace><mi>x</mi>'),
        (r"\exp(x)", "<mi>exp</mi><mo"),
        (r"\max(z, 0)", "<mi>max</mi><mo"),
        (r"\max_j x_j", '<msub><mi>max</mi><mi>j</mi></msub><mspace width="0.17em"></mspace><msub>'),
        (r"\operatorname{softmax}(x)", "<mi>softmax</mi><mo"),
        (r"a \cdot b", "<mo>·</mo>"),
    ],
)
def test_formulas_are_escaped_and_spaced(latex, markup):
    assert markup in mathml(latex)


@pytest.mark.parametrize("latex", [r"\left( x", r"x_", r"\begin{cases} 1"])
def test_latex_that_cannot_be_converted_stands_as_code(latex):
    assert mathml(latex) == f"<code>{latex}</code>"
