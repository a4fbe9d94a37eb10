"""Many exercises proved at once, as an author types it."""

import json
import signal
import subprocess
import sys

import pytest
from small_bank import EXERCISE, REFERENCE, changed

from grader.author import Task, Wish, prove_all

QUICK = Wish(mutants=False)


@pytest.fixture
def folder(tmp_path):
    """A bank of three exercises of which the second does not prove itself."""
    root = tmp_path / "mine"
    for name in ("first", "second", "third"):
        text = changed(EXERCISE, [("Clipped mean", f"The {name}"), ("`1.5`", "`2.5`")] if name == "second" else [])
        path = root / "exercises" / "numbers" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "reference").mkdir()
    (root / "reference" / "numbers.py").write_text(REFERENCE, encoding="utf-8")
    return root


def dlprep(folder, *arguments, **options):
    command = [sys.executable, "-m", "grader", "--bank", str(folder), "author", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def without_times(text):
    return [line for line in text.splitlines() if "time of a check" not in line and not line.rpartition(", ")[2].endswith(" s")]


def test_two_processes_say_what_one_says_and_in_the_same_order(folder):
    one, two = (dlprep(folder, "--all", "--no-mutants", "--seed", "5", "--jobs", jobs) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 4
    assert without_times(one.stdout) == without_times(two.stdout)
    assert [line.split()[0] for line in two.stdout.splitlines() if " itself" in line or " so far" in line] == [
        "mine/first",
        "mine/second",
        "mine/third",
        "2",
    ]
    assert two.stdout.splitlines()[-1].startswith("2 of 3 hold so far, mutants were left out")


def test_of_a_whole_bank_only_what_is_worth_a_look_is_listed(folder):
    every, one = dlprep(folder, "--all", "--no-mutants"), dlprep(folder, "third", "--no-mutants")
    assert [line.split()[0] for line in every.stdout.splitlines() if line.startswith("  ")] == ["FAILS"]
    assert "  ok     the reference passes" in one.stdout


def test_fresh_draws_are_told_and_can_be_drawn_again(folder):
    run = dlprep(folder, "third", "--no-mutants", "--seed", "4711")
    assert run.returncode == 0, run.stdout
    assert "fresh draws begin at seed 4711; the same again: --seed 4711" in run.stderr
    assert "ok     right answers pass fresh draws 4711 to 4713" in run.stdout


def test_json_is_one_object_over_all(folder):
    run = dlprep(folder, "first", "second", "--no-mutants", "--json")
    told = json.loads(run.stdout)
    assert run.returncode == 4
    assert [(one["exercise"], one["holds"]) for one in told["exercises"]] == [("mine/first", True), ("mine/second", False)]
    assert told["holds"] is False


def test_ids_and_all_together_are_a_usage_error(folder):
    run = dlprep(folder, "first", "--all")
    assert run.returncode == 2
    assert "--all" in run.stderr


def test_our_own_error_on_one_exercise_is_told_and_the_rest_goes_on(folder):
    # A reference that ends the process: nothing of ours can catch it.
    reference = folder / "reference" / "ending.py"
    reference.write_text("def clipped_mean(x, low=0.0):\n    import os\n    os._exit(7)\n", encoding="utf-8")
    first = folder / "exercises" / "numbers" / "first.yaml"
    first.write_text(first.read_text(encoding="utf-8").replace("numbers.clipped_mean", "ending.clipped_mean"), encoding="utf-8")
    run = dlprep(folder, "--no-mutants", "--jobs", "1")
    assert run.returncode == 3
    assert "a bug of ours, not of mine/first: the process that proved it ended, status 7" in run.stderr
    assert "mine/third   holds so far, the mutants were left out" in run.stdout


def test_an_exception_of_ours_is_what_came_of_an_exercise(folder, monkeypatch):
    monkeypatch.setattr("grader.author.working.prove", lambda *_: 1 / 0)
    [result] = prove_all(["mine/first"], Task(((str(folder), "mine"),), (1,), QUICK), 1)
    assert (result.exercise, result.error) == ("mine/first", "ZeroDivisionError: division by zero")
    assert "Traceback" in result.trace


LONG = """
def clipped_mean(x, low=0.0):
    import time

    started = time.monotonic()
    while time.monotonic() < started + 100:
        try:
            time.sleep(100)
        except TimeoutError:
            pass
"""
"""A reference that outlives its deadline: a run that meets it is not over before it is interrupted."""


@pytest.fixture
def interruptible():
    """A shell starts what runs in the background with SIGINT ignored, and programs inherit that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupted_run_ends_its_processes_and_says_so(folder):
    (folder / "reference" / "numbers.py").write_text(LONG, encoding="utf-8")
    command = [sys.executable, "-m", "grader", "--bank", str(folder), "author", "check", "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        assert run.stderr is not None
        run.stderr.readline()  # the seed is told when the work begins
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
        assert run.returncode == 130
        assert said.strip() == "interrupted"


def test_a_page_over_the_bank_is_written(folder, tmp_path):
    page = tmp_path / "bank.html"
    run = dlprep(folder, "--no-mutants", "--html", str(page))
    assert run.returncode == 4
    text = page.read_text(encoding="utf-8")
    assert "2 of 3 exercises hold so far, mutants were left out" in text
    assert "<script" not in text
    assert "comes to 1.5, not 2.5" in text
