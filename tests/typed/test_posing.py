"""Questions of typed exercises: drawn anew for every attempt, the same on every machine."""

import msgspec
import pytest

from grader.answers import pose, with_numbers
from grader.model.content import Content
from grader.model.errors import ContentError
from grader.model.exercise import Exercise
from grader.model.typed import ChoiceContent, DeriveContent, PredictContent

COMMON = {"format": 1, "title": "T", "difficulty": "easy", "minutes": 5}


def exercise(kind: type[Content], **fields):
    return Exercise("drawn", "track", "", "", msgspec.convert(COMMON | fields, kind), "digest")


def predict(ask, **fields):
    return exercise(PredictContent, ask=ask, answer="a", **fields)


def test_a_question_is_the_same_whenever_it_is_put():
    made = predict("{{a}}", params={"a": {"range": [1, 1000]}})
    assert pose(made, 7) == pose(made, 7)


def test_questions_differ():
    made = predict("{{a}}", params={"a": {"range": [1, 1000]}})
    assert len({pose(made, number).ask for number in range(1, 40)}) > 30


def test_every_value_of_a_range_is_drawn_and_none_outside_it():
    made = predict("{{a}}", params={"a": {"range": [-2, 3]}})
    assert {pose(made, number).values["a"] for number in range(1, 200)} == {-2, -1, 0, 1, 2, 3}


def test_steps_are_written_as_a_person_would():
    made = predict("{{a}}", params={"a": {"range": [0.1, 0.9], "step": 0.1}})
    assert {pose(made, number).ask for number in range(1, 200)} == {f"0.{digit}" for digit in range(1, 10)}


def test_conditions_are_met():
    made = predict("{{a}}", params={"a": {"range": [1, 3]}, "b": {"range": [1, 3]}}, where=["a < b"])
    drawn = [pose(made, number).values for number in range(1, 60)]
    assert all(values["a"] < values["b"] for values in drawn)
    assert {values["b"] for values in drawn} == {2, 3}


def test_a_condition_that_nothing_meets_is_the_authors_fault():
    with pytest.raises(ContentError, match="where"):
        pose(predict("{{a}}", params={"a": {"range": [1, 3]}}, where=["a > 3"]), 1)


def test_all_variants_come_by_before_one_comes_again():
    made = predict("{{x}}", variants=[{"given": {"x": x}} for x in range(5)])
    for turn in range(3):
        assert {pose(made, 5 * turn + place).values["x"] for place in range(1, 6)} == set(range(5))


def test_values_are_formulas_between_dollars_and_plain_elsewhere():
    made = predict(
        "{{a}} and $A = {{A}}$, $\\frac{a}{b}$",
        params={"a": {"choices": [3]}},
        shown={"A": [["a", "a + 1"], ["0", "-a"]]},
    )
    assert pose(made, 1).ask == "3 and $A = \\begin{bmatrix} 3 & 4 \\\\ 0 & -3 \\end{bmatrix}$, $\\frac{a}{b}$"


def test_an_expression_is_put_as_a_formula_with_its_numbers():
    made = exercise(
        DeriveContent,
        ask="$f = {{f}}$",
        symbols={"x": "real"},
        params={"p": {"choices": [4]}},
        variants=[{"given": {"f": "p*x^2"}, "answer": "2*p*x"}],
    )
    posed = pose(made, 1)
    assert posed.values["f"] == "4*x^2"
    assert "x^{2}" in posed.ask


def test_a_negative_number_is_put_between_brackets():
    assert with_numbers("p*x - p^2", {"p": -3}) == "(-3)*x - (-3)^2"


def test_a_name_within_a_name_is_left_alone():
    assert with_numbers("exp(p*xp)", {"p": 2}) == "exp(2*xp)"


def choice(**fields):
    wrong = [{"text": f"wrong {n}", "says": f"no {n}"} for n in range(6)]
    return exercise(ChoiceContent, ask="Which?", right=["right"], wrong=wrong, **fields)


def test_options_change_places_and_one_of_them_is_right():
    posed = [pose(choice(show=4), number) for number in range(1, 60)]
    assert {len(one.options) for one in posed} == {4}
    assert all(one.options[one.right] == "right" for one in posed)
    assert {one.right for one in posed} == {0, 1, 2, 3}
    assert {option for one in posed for option in one.options} == {"right", *(f"wrong {n}" for n in range(6))}


def test_every_option_has_its_letter():
    posed = pose(choice(), 1)
    assert [f"**{letter})** {option}" in posed.ask for letter, option in zip("abcde", posed.options, strict=True)] == [True] * 5


def test_the_worked_example_is_asked_of_nobody():
    ask = "{{a}}?\n\nExample: for a = 2 the answer is `2`.\n"
    made = predict(ask, params={"a": {"range": [1, 3]}})
    assert {pose(made, number).values["a"] for number in range(1, 60)} == {1, 3}
    variants = [{"given": {"a": 1}}, {"given": {"a": 2}}, {"given": {"a": 3}}]
    made = predict(ask, variants=variants)
    assert {pose(made, number).values["a"] for number in range(1, 60)} == {1, 3}


def test_a_question_that_is_always_the_same_may_be_its_example():
    made = predict("{{a}}?\n\nExample: for a = 2 the answer is `2`.\n", variants=[{"given": {"a": 2}}])
    assert pose(made, 1).values["a"] == 2
