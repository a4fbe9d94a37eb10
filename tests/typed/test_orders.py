"""What is assumed between symbols: answers are compared where it holds, and nowhere else."""

import jsonschema
import msgspec
import pytest

from grader.answers import equivalent, expression, feedback, symbols_of
from grader.answers.points import points
from grader.bank import json_schema, open_bank
from grader.model.answers import Agreement
from grader.model.errors import BankError
from grader.model.typed import DeriveContent
from grader.words.learner.typing import typed_terms

HEAD = {"format": 1, "title": "T", "difficulty": "easy", "minutes": 5, "ask": "?", "form": "derive", "answer": "a"}


def content(*assume, **symbols):
    return msgspec.convert(HEAD | {"symbols": symbols, "assume": assume}, DeriveContent)


INTERVAL = content("a < b", a="real", b="real")
CHAIN = content("a < b", "b < c", a="real", b="real", c="real")
COUNTS = content("k <= n", k="nonnegative-integer", n="positive-integer")


def verdict(of, got, expected, seed=1):
    return equivalent(expression(of, got), expression(of, expected), symbols_of(of), seed=seed).verdict


@pytest.mark.parametrize("of", [INTERVAL, CHAIN, COUNTS])
@pytest.mark.parametrize("seed", range(5))
def test_every_point_meets_what_is_assumed(of, seed):
    found = list(points(symbols_of(of), seed))
    assert len(found) > 60
    for point in found:
        values = list(point.values.values())
        assert values == sorted(values)
        assert of is COUNTS or len(set(values)) == len(values)
        assert of is not COUNTS or (values[1] >= 1 and all(value.denominator == 1 for value in values))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("of", "got", "expected", "agreement"),
    [
        (INTERVAL, "(b-a) abs(b-a)", "(b-a)^2", Agreement.EQUAL),
        (INTERVAL, "exp(2 ln(b-a))", "(b-a)^2", Agreement.EQUAL),
        (INTERVAL, "(b-a)^2 + relu(a-b)", "(b-a)^2", Agreement.EQUAL),
        (INTERVAL, "(a-b) abs(b-a)", "(b-a)^2", Agreement.DIFFERENT),
        (INTERVAL, "(b-a)^2 + relu(b-a-5000)", "(b-a)^2", Agreement.DIFFERENT),
        (INTERVAL, "abs(a)", "a", Agreement.DIFFERENT),
        (CHAIN, "abs(c-a) + abs(b-a)", "c + b - 2a", Agreement.EQUAL),
        (CHAIN, "abs(c-2a)", "c - 2a", Agreement.DIFFERENT),
        (COUNTS, "min(k, n)/n", "k/n", Agreement.EQUAL),
        (COUNTS, "k/(n-k)/(1 + k/(n-k))", "k/n", Agreement.EQUAL),
        (COUNTS, "k/(n+1)", "k/n", Agreement.DIFFERENT),
        (COUNTS, "where(k == n, 0, k/n)", "k/n", Agreement.DIFFERENT),
    ],
)
def test_answers_are_compared_where_it_holds(of, got, expected, agreement, seed):
    assert verdict(of, got, expected, seed) is agreement


def test_without_it_they_differ():
    assert verdict(content(a="real", b="real"), "(b-a) abs(b-a)", "(b-a)^2") is Agreement.DIFFERENT


def test_a_place_that_is_left_out_is_no_place_to_agree():
    symbols = symbols_of(INTERVAL)
    found = feedback(expression(INTERVAL, "a^2 + sin(b)"), expression(INTERVAL, "a b + sin(a)"), symbols, seed=1)
    assert found is None or "a = b" not in found.facts.get("where", [])


def test_it_is_told_with_the_symbols():
    assert dict(typed_terms(COUNTS))["symbols"] == "k: 0, 1, 2, ...; n: 1, 2, 3, ...; k <= n"


@pytest.mark.parametrize(
    ("assume", "found"),
    [
        ("a < z", "`z`"),
        ("a < X", "`X`"),
        ("a < a", "two symbols"),
        ("a > b", "a > b"),
        ("a < b < c", "a < b < c"),
        ("a < 1", "a < 1"),
    ],
)
def test_what_cannot_be_assumed_is_refused(tmp_path, assume, found):
    (tmp_path / "exercises" / "calculus").mkdir(parents=True)
    (tmp_path / "reference").mkdir()
    lines = [f"{key}: {'Which?' if key == 'ask' else value}" for key, value in HEAD.items()]
    text = "\n".join([*lines, "symbols: {a: real, b: real, X: [N]}", f"assume: ['{assume}']"])
    (tmp_path / "exercises" / "calculus" / "one.yaml").write_text(text)
    with pytest.raises(BankError) as caught:
        open_bank(tmp_path).exercise("one")
    assert found in f"{caught.value.faults[0].found} {caught.value.faults[0].expected}"


def test_it_is_in_the_schema():
    validator = jsonschema.Draft202012Validator(json_schema())
    tree = HEAD | {"symbols": {"k": "nonnegative-integer", "n": "positive-integer"}, "assume": ["k <= n"]}
    assert list(validator.iter_errors(tree)) == []
    assert list(validator.iter_errors(tree | {"assume": ["k >= n"]}))
