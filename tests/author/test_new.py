"""A new exercise, and a look at it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import load_bank
from grader.author import Wish, new_exercise, prove
from grader.bank import load_file, open_bank
from grader.cli.app import app
from grader.model.enums import Form
from grader.model.errors import UsageError

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("form", list(Form))
def test_what_is_written_can_be_loaded_and_proved_to_be_unfinished(tmp_path, form):
    wrote = new_exercise(tmp_path, "running-mean", "time-series", form)
    exercise = load_file(wrote[0].path, tmp_path)
    assert exercise.form is form
    proof = prove(exercise, seeds=(1,), wish=Wish(mutants=False))
    left = next(step for step in proof.steps if step.name == "everything is written")
    assert not left.holds
    assert ("reference/time_series.py line" in left.detail) is (form not in (Form.DERIVE, Form.CHOICE))


WRITTEN = {
    Form.CODE: {"raise NotImplementedError": "return float(np.sum(x))", "`TODO`": "`3.0`"},
    Form.DEBUG: {"raise NotImplementedError": "return float(np.sum(x))", "`TODO`": "`3.0`"},
    Form.DERIVE: {},
    Form.PREDICT: {"raise NotImplementedError": "return sum(a for _ in range(b))"},
    Form.CHOICE: {},
}
"""What has to be written for an exercise to hold, beside the marked texts."""


@pytest.mark.parametrize("form", list(Form))
def test_once_what_is_marked_is_written_it_proves_itself(tmp_path, form):
    wrote = new_exercise(tmp_path, "week-1-sum", "week-1", form)
    for one in wrote[:-1]:
        text = one.path.read_text(encoding="utf-8")
        for mark, written in WRITTEN[form].items():
            text = text.replace(mark, written)
        one.path.write_text(text.replace("TODO", "Written"), encoding="utf-8")
    proof = prove(load_file(wrote[0].path, tmp_path), seeds=(1,), wish=Wish(mutants=False))
    assert proof.holds, [step for step in proof.steps if not step.holds]


@pytest.mark.parametrize("name", ["class", "math", "numpy", "np", "sum"])
def test_a_name_that_python_or_numpy_has_is_refused_before_anything_is_written(tmp_path, name):
    with pytest.raises(UsageError, match=f"{name} cannot be an id: its function would be called {name}.*as in {name}-value"):
        new_exercise(tmp_path, name, "series", Form.CODE)
    assert list(tmp_path.iterdir()) == []


def test_a_second_track_is_made(tmp_path):
    new_exercise(tmp_path, "first", "series", Form.CODE)
    new_exercise(tmp_path, "second", "algebra", Form.CODE)
    assert [summary.track for summary in open_bank(tmp_path).summaries()] == ["algebra", "series"]


def test_the_schema_line_names_a_file_that_is_there(tmp_path):
    path = new_exercise(tmp_path, "running-mean", "series", Form.CODE)[0].path
    named = path.read_text(encoding="utf-8").splitlines()[0].rpartition("=")[2]
    assert json.loads((path.parent / named).read_text(encoding="utf-8"))["title"] == "An exercise of dlprep"


def test_a_second_exercise_is_added_to_the_references(tmp_path):
    new_exercise(tmp_path, "first", "series", Form.CODE)
    wrote = new_exercise(tmp_path, "second", None, Form.CODE)
    assert [(one.path.name, one.created) for one in wrote] == [("second.yaml", True), ("series.py", False)]
    assert len(open_bank(tmp_path).load_all()) == 2


@pytest.mark.parametrize(
    ("exercise_id", "track", "said"),
    [
        ("First", "series", "First cannot be an id: lowercase words and hyphens"),
        ("../first", "series", "cannot be an id"),
        ("second", "../series", "cannot be a track"),
        ("second", "serie", "this bank has no track serie, only series; did you mean series?"),
        ("second", "serie", "To begin the other one: mkdir exercises/serie"),
        ("first", "series", "there is an exercise first already"),
        ("taken", "series", "has something called taken already"),
    ],
)
def test_what_will_not_do_is_said_and_nothing_is_written(tmp_path, exercise_id, track, said):
    new_exercise(tmp_path, "first", "series", Form.CODE)
    reference = tmp_path / "reference" / "series.py"
    reference.write_text(reference.read_text(encoding="utf-8") + "\n\ndef taken(x):\n    return x\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        new_exercise(tmp_path, exercise_id, track, Form.CODE)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_new_bank_needs_a_track(tmp_path):
    with pytest.raises(UsageError, match="say which track it belongs to"):
        new_exercise(tmp_path, "first", None, Form.CODE)


def test_a_reference_file_that_is_no_python_is_left_alone(tmp_path):
    new_exercise(tmp_path, "first", "series", Form.CODE)
    (tmp_path / "reference" / "series.py").write_text("def (", encoding="utf-8")
    with pytest.raises(UsageError, match="is no Python file"):
        new_exercise(tmp_path, "second", "series", Form.CODE)
    assert not (tmp_path / "exercises" / "series" / "second.yaml").exists()


def test_a_preview_is_the_statement_and_what_the_answer_starts_as(tmp_path):
    run = CliRunner().invoke(app, ["author", "preview", "stable-softmax"])
    assert run.exit_code == 0
    assert "Implement softmax along one axis" in run.output
    page = tmp_path / "page.html"
    run = CliRunner().invoke(app, ["author", "preview", "stable-softmax", "--html", str(page)])
    assert run.exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "<math" in text
    assert "raise NotImplementedError" in text
    assert "<script" not in text


def test_a_preview_shows_what_the_learner_sees_later(tmp_path):
    page = tmp_path / "page.html"
    for key in ("stable-softmax", "adam-progress", "eigendecomposition-validity"):
        content = load_bank().exercise(key).content
        said = CliRunner().invoke(app, ["author", "preview", key]).output
        CliRunner().invoke(app, ["author", "preview", key, "--html", str(page)])
        for shown in (said, page.read_text(encoding="utf-8")):
            for heading in ("Hints", "What is said of wrong answers", "The explanation", "The interview"):
                assert heading in shown
            assert content.interview[0].ask.split()[0] in shown
            assert "Why it works." in shown


def test_the_format_is_explained_without_the_repository():
    run = CliRunner().invoke(app, ["author", "format"])
    assert run.exit_code == 0
    assert run.output == (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
