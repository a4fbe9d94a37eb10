"""Typed answers, graded: verdicts, what is said, and what is never given away."""

import pytest

from grader import check_answer
from grader.bank import open_bank
from grader.model.enums import Fact, Verdict

HEAD = "format: 1\ntitle: T\ndifficulty: easy\nminutes: 5\n"
FILES = {
    "derivative": """form: derive
ask: Give the derivative.
symbols: {x: real}
functions: {"sigma(t)": 1/(1 + exp(-t))}
answer: sigma(x)*(1 - sigma(x))
derivative: {of: sigma(x), wrt: x}
mistakes:
  - {name: the input, answer: x*(1 - x), says: Not the input.}
""",
    "partials": """form: derive
ask: $f = {{f}}$
symbols: {x: real, y: real}
params: {p: {range: [2, 5]}}
variants:
  - {given: {f: p*x^2 + x*y}, answer: [2*p*x + y, x]}
  - {given: {f: p*x*y}, answer: [p*y, p*x]}
derivative: {of: f, wrt: [x, y]}
""",
    "rate": """form: predict
ask: $a = {{a}}$
params: {a: {range: [2, 9]}}
answer: 1 / a
mistakes:
  - {name: twice, answer: 2 / a, says: Half of it.}
""",
    "shape": """form: predict
ask: "{{left}} plus {{right}}"
variants:
  - {given: {left: [2, 3], right: [3]}, answer: [2, 3]}
  - {given: {left: [2, 3], right: [2]}, answer: {word: error}}
""",
    "formula": """form: choice
ask: Which?
right: [The trace of $Q^\\top Q$ is $\\lambda$.]
wrong:
  - {text: one, says: Not one.}
  - {text: two, says: Not two.}
""",
    "signs": """form: choice
ask: Which?
right: [$a + b$]
wrong:
  - {text: $a - b$, says: Not minus.}
  - {text: $a \\le b$, says: No relation.}
  - {text: $a \\ge b$, says: No relation.}
""",
    "option": """form: choice
ask: Which?
right: [the right one]
wrong:
  - {text: one, says: Not one.}
  - {text: two, says: Not two.}
  - {text: three, says: Not three.}
""",
}


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    root = tmp_path_factory.mktemp("bank")
    (root / "exercises" / "calculus").mkdir(parents=True)
    (root / "reference").mkdir()
    for name, text in FILES.items():
        (root / "exercises" / "calculus" / f"{name}.yaml").write_text(HEAD + text)
    return open_bank(root)


@pytest.fixture
def grade(bank):
    return lambda name, text, number=1: check_answer(bank.exercise(name), f"{text}\n", seed=number)


@pytest.mark.parametrize(
    "text",
    [
        "sigma(x)*(1 - sigma(x))",
        "exp(-x)/(1 + exp(-x))^2",
        r"\frac{e^{-x}}{(1+e^{-x})^2}",
        "sigma'(x) = 1/(4 cosh(x/2)^2)",
        "# a comment\n\n(1 - tanh(x/2)^2)\n/4",
    ],
)
def test_any_equal_form_is_right(grade, text):
    assert grade("derivative", text).verdict is Verdict.PASS


def test_what_was_read_is_told(grade):
    typed = grade("derivative", "e^(-x) / (1+e^(-x))^2").typed
    assert typed.read_as == "e^(-x)/(1 + e^(-x))^2"
    assert "frac" in typed.formula


def test_a_wrong_expression_comes_with_a_point_where_it_differs(grade):
    report = grade("derivative", "sigma(x)")
    assert (report.verdict, report.findings[0].fact) == (Verdict.WRONG, Fact.NOT_EQUAL)
    assert set(report.typed.at) == {"x"}
    assert report.typed.got
    assert report.typed.expected
    assert "sigma(x)*(1 - sigma(x))" not in report.typed.expected


def test_a_known_mistake_is_told_in_any_form(grade):
    assert grade("derivative", "x - x^2").diagnosis.code == "mistake:the-input"
    assert grade("derivative", "x - x^2").diagnosis.text == "Not the input."


def test_an_unknown_mistake_gets_its_relation(grade):
    assert grade("derivative", "-sigma(x)*(1 - sigma(x))").diagnosis.code == "negated"


def test_what_cannot_be_read_is_no_attempt_at_the_question(grade):
    report = grade("derivative", "sigma(x")
    assert report.verdict is Verdict.UNREADABLE
    assert report.typed.remark.code == "unclosed"
    assert report.typed.remark.position == 5


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment"])
def test_a_file_without_an_answer_is_not_started(grade, text):
    assert grade("derivative", text).verdict is Verdict.NOT_STARTED


def test_numbers_of_the_question_are_those_of_the_answer(bank, grade):
    from grader.answers import pose

    for number in range(1, 7):
        p = pose(bank.exercise("partials"), number).values["p"]
        right = f"[{2 * p}x + y, x]" if "^2" in pose(bank.exercise("partials"), number).values["f"] else f"[{p}y, {p}x]"
        assert grade("partials", right, number).verdict is Verdict.PASS
        assert grade("partials", right.replace(str(p), str(p + 1)).replace(str(2 * p), "3"), number).verdict is Verdict.WRONG


def test_a_number_may_be_typed_exactly_or_rounded(bank, grade):
    from grader.answers import pose

    a = pose(bank.exercise("rate"), 3).values["a"]
    for text in (f"1/{a}", f"{1 / a:.9f}", f"{a}^-1", f"{100 / a:.8f} %"):
        assert grade("rate", text, 3).verdict is Verdict.PASS
    report = grade("rate", f"{2 / a}", 3)
    assert report.diagnosis.code == "mistake:twice"
    assert report.typed.expected == f"{1 / a:.10g}"


def test_the_answer_of_a_variant_that_comes_again_is_never_given_away(grade):
    for number in (1, 2):
        assert grade("shape", "(9, 9)", number).typed.expected == ""


def test_shapes_and_words_are_compared_as_they_are(bank, grade):
    from grader.answers import pose

    for number in (1, 2):
        fits = pose(bank.exercise("shape"), number).values["right"] == [3]
        verdicts = [grade("shape", text, number).verdict is Verdict.PASS for text in ("(2, 3)", "2 x 3", "error", "Error")]
        assert verdicts == [fits, fits, not fits, not fits]


def test_an_option_goes_by_its_letter(bank, grade):
    from grader.answers import pose

    posed = pose(bank.exercise("option"), 5)
    for place, letter in enumerate("abcd"):
        report = grade("option", f"({letter.upper()})", 5)
        assert (report.verdict is Verdict.PASS) is (place == posed.right)
        if place != posed.right:
            assert report.diagnosis.text == posed.wrong[place].says
    assert grade("option", "e", 5).verdict is Verdict.UNREADABLE
    assert grade("option", "the right one", 5).verdict is Verdict.PASS


@pytest.mark.parametrize(
    "form", ["option {}", "{}) the right one", "{}: The right one", "{}:", "'{}'", "[{}]", "{}.", "answer: {}", "**{})** the right"]
)
def test_what_stands_around_the_letter_of_an_option_does_not_matter(bank, grade, form):
    from grader.answers import pose

    letter = "abcd"[pose(bank.exercise("option"), 5).right]
    assert grade("option", form.format(letter), 5).verdict is Verdict.PASS
    assert grade("option", form.format(letter.upper()), 5).verdict is Verdict.PASS


def test_a_letter_beside_the_text_of_another_option_is_no_answer(bank, grade):
    from grader.answers import pose

    letter = "abcd"[pose(bank.exercise("option"), 5).right]
    for text in (f"{letter}) two", f"{letter} or e", "a, b", f"{letter}) or d)"):
        assert grade("option", text, 5).verdict is Verdict.UNREADABLE


def test_an_option_may_be_copied_from_the_screen(grade):
    assert grade("formula", "The trace of QᵀQ is λ.").verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("a + b", "PASS"), ("$a+b$", "PASS"), ("a − b", "WRONG"), ("a - b", "WRONG"), ("a ≤ b", "UNREADABLE"), ("a b", "UNREADABLE")],
)
@pytest.mark.parametrize("number", range(1, 7))
def test_options_that_differ_in_a_sign_alone_are_told_apart_or_not_read(grade, text, verdict, number):
    assert grade("signs", text, number).verdict == verdict


def test_a_comment_behind_an_answer_is_not_read(grade):
    assert grade("derivative", "sigma(x) * # first\n(1 - sigma(x))  # by the chain rule").verdict is Verdict.PASS


def test_blanks_without_end_take_no_time():
    from grader.grade.typed import typed_text

    assert typed_text(" " * 200_000 + "x#1 #" + "\t" * 200_000) == "x#1"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [("rate", "[1]", "one-due"), ("rate", "1,5", "point"), ("shape", "5", "list-due"), ("shape", "ValueError", "word")],
)
def test_a_value_of_another_kind_is_no_attempt(grade, name, text, code):
    report = grade(name, text)
    assert (report.verdict, report.typed.remark.code) == (Verdict.UNREADABLE, code)


def test_nothing_is_run_to_grade_a_typed_answer(grade, monkeypatch):
    monkeypatch.setattr("grader.sandbox.running.Child", None)
    assert grade("derivative", "__import__('os').system('true')").verdict is Verdict.UNREADABLE
