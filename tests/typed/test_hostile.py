"""Texts that were written to break something: each is answered, and nothing is executed."""

import contextlib
import random
import subprocess
import sys
from pathlib import Path

import pytest
from typed_fuzz import grown, mangled, noise
from typed_hostile import SYMBOLS, answer, hostile

from grader.answers import equivalent, parse
from grader.model.answers import Agreement, AnswerError, AnswerFault, Flag

ROOT = Path(__file__).parents[2]
TEXTS = hostile()

WATCHED = """
import pkgutil, sys
from importlib import import_module
import grader.answers
for module in pkgutil.iter_modules(grader.answers.__path__):
    import_module(f"grader.answers.{module.name}")
from typed_hostile import answer, hostile
texts = hostile()
for text in ("sin(x)", "erf(x) 3", "0.333", "foo", "A^T v", "x + relu(x - 50)", "2x^2 + 2"):
    answer(text)
events = []
sys.addaudithook(lambda event, arguments: events.append(event) if event != "builtins.id" else None)  # an address, no more
for text in texts:
    answer(text)
    print(text.encode("unicode-escape").decode()[:60], *events) if events else None
    events.clear()
print(len(texts), "answered")
"""


def test_there_are_more_than_a_hundred_hostile_texts():
    assert len(set(TEXTS)) > 300


def test_every_hostile_text_is_answered_and_none_accepted():
    for text in TEXTS:
        assert answer(text) in {*AnswerFault, Agreement.DIFFERENT, Agreement.UNDECIDED}, text


def test_nothing_is_executed_opened_or_imported_while_hostile_texts_are_answered():
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'support'}", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, env=environment, cwd=ROOT, check=True)
    assert done.stdout.splitlines() == [f"{len(TEXTS)} answered"]


def test_evaluating_is_paid_from_a_budget_that_ends():
    same = "+".join(["erf(sin(x^2+1/7))"] * 36)
    result = equivalent(parse(same, SYMBOLS), parse(same, SYMBOLS), SYMBOLS, seed=0)
    assert (result.verdict, result.flags) == (Agreement.UNDECIDED, (Flag.BUDGET,))


@pytest.mark.parametrize("make", [noise, mangled, grown])
def test_random_texts_are_answered(make):
    seed = 20_240_517
    rng = random.Random(seed)
    for number in range(150):
        text = make(rng)
        try:
            answer(text)
        except Exception as error:
            error.add_note(f"seed {seed}, text {number}: {text!r}")
            raise


@pytest.mark.parametrize("count", [41, 400])
def test_depth_is_bounded_wherever_it_comes_from(count):
    nested = ["(" * count + "x" + ")" * count, "-" * count + "x", "x" + "^x" * count, r"\sqrt{" * count + "x" + "}" * count]
    for text in nested:
        with pytest.raises(AnswerError) as caught:
            parse(text, SYMBOLS)
        assert caught.value.fault in {AnswerFault.TOO_DEEP, AnswerFault.TOO_LONG}


@pytest.mark.parametrize("tail", ["!", ".T", "^T", "²", "*x", "/x", " x", "@A"])
def test_long_chains_are_refused_or_read(tail):
    for count in (30, 125, 199, 390, 480):
        with contextlib.suppress(AnswerError):
            parse("A" + tail * count, SYMBOLS)
        with contextlib.suppress(AnswerError):
            parse("x" + tail * count, SYMBOLS)
