"""Exit codes, and one clear message for whom it concerns."""

import json
import shutil
import subprocess
import sys

import pytest
from commanding import RIGHT

from grader.bank import builtin_root
from grader.cli import run
from grader.cli.app import COMMANDS, app
from grader.model.enums import ExitCode


def test_an_unknown_exercise_is_a_usage_error_with_the_nearest(dlprep):
    told = dlprep("next", "stable-sotfmax")
    assert told.code == ExitCode.USAGE
    assert "did you mean `stable-softmax`" in told.err
    assert told.out == ""


def test_an_unknown_command_is_a_usage_error_with_the_nearest(dlprep):
    told = dlprep("chek")
    assert told.code == ExitCode.USAGE
    assert "check" in told.err


def test_errors_are_one_object_too_with_json(dlprep):
    told = dlprep("check", "nothing-like-it", "--json")
    assert told.code == ExitCode.USAGE
    assert "error" in json.loads(told.out)


def test_usage_errors_of_click_are_usage_errors_as_json_too(dlprep):
    told = dlprep("check", "--json", "--seed", "x")
    assert told.code == ExitCode.USAGE
    assert json.loads(told.out)["error"]["exit_code"] == ExitCode.USAGE


def test_a_file_that_is_not_there_is_told_as_that(dlprep):
    assert "there is no file nowhere.py" in dlprep("check", "nowhere.py").err


def test_an_attempt_that_cannot_be_kept_is_shown_all_the_same(dlprep):
    (dlprep.folder / "solutions").mkdir()
    (dlprep.folder / "solutions" / "stable_softmax.py").write_text(RIGHT)
    (dlprep.folder / ".dlprep").write_text("in the way")
    told = dlprep("check", "stable-softmax")
    assert "this attempt is not kept" in told.err
    assert told.out.startswith("PASS")


def test_check_without_a_current_exercise_says_what_to_type(dlprep):
    told = dlprep("check")
    assert told.code == ExitCode.USAGE
    assert "dlprep next" in told.err


def test_a_bug_of_ours_is_never_the_learners(dlprep, monkeypatch, tmp_path):
    def broken(*_args, **_keywords):
        raise ZeroDivisionError("inside the grader")

    monkeypatch.setattr("grader.grade.judging.Judging.hear", broken)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "mine.py").write_text(RIGHT)
    told = dlprep("check", "mine.py", "--exercise", "stable-softmax")
    assert told.code == ExitCode.OUR_BUG
    assert "a bug of ours" in told.err
    assert "WRONG" not in told.out + told.err
    (log,) = tmp_path.glob("dlprep-*.log")
    assert "ZeroDivisionError: inside the grader" in log.read_text()
    assert str(log) in told.err


def test_an_invalid_bank_is_exit_4_with_every_fault(dlprep, tmp_path):
    bank = tmp_path / "mine"
    (bank / "exercises" / "numerics").mkdir(parents=True)
    (bank / "reference").mkdir()
    (bank / "exercises" / "numerics" / "one.yaml").write_text("format: 1\nform: code\ntitel: no\nminutes: many\n")
    told = dlprep("--bank", bank, "list")
    assert told.code == ExitCode.BANK_INVALID
    assert "one.yaml:3" in told.err
    assert "one.yaml:4" in told.err
    assert "did you mean `title`?" in told.err
    assert "Traceback" not in told.err


def test_a_folder_without_a_bank_is_a_usage_error(dlprep, tmp_path):
    told = dlprep("--bank", tmp_path, "list")
    assert told.code == ExitCode.USAGE
    assert "exercises" in told.err


def test_interruption_is_130(dlprep, monkeypatch):
    def interrupted(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.cli.commands.look.where_am_i", interrupted)
    assert dlprep().code == ExitCode.INTERRUPTED


def test_a_reader_that_leaves_is_no_error(tmp_path):
    command = f'"{sys.executable}" -m grader list | true'
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name, dlprep):
    command = app.get_command(None, name)
    assert command.help
    for parameter in command.params:
        assert parameter.param_type_name == "argument" or parameter.help, parameter.name
    assert dlprep(name, "--help").code == 0


def test_exit_codes_are_documented():
    from grader.bank import builtin_root

    text = (builtin_root() / "docs" / "learners.md").read_text()
    for code in ExitCode:
        assert f"| {code.value} |" in text, code


def test_run_leaves_with_the_exit_code(tmp_path):
    done = subprocess.run([sys.executable, "-m", "grader", "next", "nope"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == ExitCode.USAGE
    assert callable(run.run)


@pytest.fixture
def broken(tmp_path):
    """A bank in which numerical-gradient has a fault that shows only in use."""
    path = tmp_path / "broken" / "exercises" / "calculus" / "numerical-gradient.yaml"

    def write(old, new):
        root = builtin_root()
        shutil.copytree(root / "reference", tmp_path / "broken" / "reference")
        path.parent.mkdir(parents=True)
        text = (root / "exercises" / "calculus" / "numerical-gradient.yaml").read_text().replace("needs: [gradient-partials]\n", "")
        assert old in text
        path.write_text(text.replace(old, new, 1))
        line = path.read_text()[: path.read_text().index(new)].count("\n") + 1
        return str(tmp_path / "broken"), f"exercises/calculus/numerical-gradient.yaml:{line}:"

    return write


FAULTS = [
    ("x: [3.0, 4.0]", "x: [[[[3.0, 4.0]]]]", "edge_cases[0].x"),
    ("where: size(x) == 1", "where: x[0, 0, 0, 0] > 0", "].where"),
]


@pytest.mark.parametrize(("old", "new", "path"), FAULTS)
def test_a_fault_that_shows_only_in_use_is_the_authors_with_its_line(dlprep, broken, old, new, path):
    bank, place = broken(old, new)
    answer = dlprep.folder / "answer.py"
    answer.write_text((builtin_root() / "reference" / "calculus.py").read_text())
    told = dlprep("--bank", bank, "check", "answer.py", "--exercise", "broken/numerical-gradient")
    assert told.code == ExitCode.BANK_INVALID
    assert place in told.err
    assert path in told.err
    proof = dlprep("--bank", bank, "author", "check", "broken/numerical-gradient")
    assert proof.code == ExitCode.BANK_INVALID
    assert place in proof.out
    assert "does not prove itself" in proof.out
