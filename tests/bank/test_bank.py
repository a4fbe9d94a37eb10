"""A folder of exercises: what is listed, what is refused, and that all faults come in one run."""

import os
import shutil

import pytest
from sketch_bank import EVERYTHING, SKETCH, SOFTMAX

from grader.bank import Bank, builtin_root, open_bank
from grader.model.enums import Difficulty, Form
from grader.model.errors import BankError, InternalError, UsageError

LOG_SUM_EXP = "exercises/numerics/log-sum-exp.yaml"


def change(root, file, old, new):
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def all_faults(root):
    with pytest.raises(BankError) as caught:
        open_bank(root).load_all()
    assert caught.value.exit_code == 4
    return caught.value.faults


def test_summaries_say_what_lists_need(root):
    summaries = {summary.id: summary for summary in open_bank(root, "class").summaries()}
    assert list(summaries) == ["everything", "log-sum-exp", "stable-softmax"]
    softmax = summaries["stable-softmax"]
    assert (softmax.key, softmax.track, softmax.title) == ("class/stable-softmax", "numerics", "Stable softmax")
    assert (softmax.difficulty, softmax.minutes, softmax.form) == (Difficulty.EASY, 10, Form.CODE)
    assert (softmax.needs, softmax.answer_name) == (("log-sum-exp",), "stable_softmax.py")
    assert summaries["everything"].form is Form.DEBUG


def test_summaries_and_exercises_agree(root):
    bank = open_bank(root)
    for summary, exercise in zip(bank.summaries(), bank.load_all(), strict=True):
        assert (summary.id, summary.track, summary.digest) == (exercise.id, exercise.track, exercise.digest)
        assert bank.exercise(summary.id) == exercise


def test_exercises_carry_the_name_and_the_folder_of_their_bank(root):
    exercise = open_bank(root, "class").exercise("stable-softmax")
    assert (exercise.bank, exercise.root, exercise.key) == ("class", str(root), "class/stable-softmax")


def test_faults_of_all_files_come_in_one_run_sorted_by_file(root):
    change(root, SOFTMAX, "minutes: 10", "minutes: 0")
    change(root, SOFTMAX, "axis_of: x", "axis_of: z")
    change(root, LOG_SUM_EXP, "difficulty: easy", "difficulty: eesy")
    (root / "exercises" / "numerics" / "empty.yaml").write_text("")
    assert [(fault.file.rpartition("/")[2], fault.path) for fault in all_faults(root)] == [
        ("empty.yaml", ""),
        ("log-sum-exp.yaml", "difficulty"),
        ("stable-softmax.yaml", "minutes"),
        ("stable-softmax.yaml", "inputs.axis.axis_of"),
    ]


def test_an_exercise_is_found_although_another_one_is_broken(root):
    change(root, LOG_SUM_EXP, "minutes: 10", "minutes: 0")
    assert open_bank(root).exercise("stable-softmax").id == "stable-softmax"
    with pytest.raises(BankError):
        open_bank(root).exercise("log-sum-exp")


def test_needs_must_exist(root):
    change(root, SOFTMAX, "[log-sum-exp]", "[log-sum-exp, log-sum-exq]")
    (fault,) = all_faults(root)
    assert (fault.file, fault.line, fault.column, fault.path) == (SOFTMAX, 7, 22, "needs[1]")
    assert (fault.found, fault.hint) == ("`log-sum-exq`, which no exercise is called", "did you mean `log-sum-exp`?")


def test_a_circle_of_needs_is_one_fault_that_shows_the_way(root):
    change(root, LOG_SUM_EXP, "minutes: 10", "minutes: 10\nneeds: [everything]")
    (fault,) = all_faults(root)
    assert fault.found == "a circle: `everything` -> `stable-softmax` -> `log-sum-exp` -> `everything`"
    assert (fault.file, fault.line, fault.path) == (EVERYTHING, 7, "needs[0]")


def test_an_exercise_may_not_need_itself(root):
    change(root, LOG_SUM_EXP, "minutes: 10", "minutes: 10\nneeds: [log-sum-exp]")
    (fault,) = all_faults(root)
    assert (fault.file, fault.line, fault.found) == (LOG_SUM_EXP, 6, "a circle: `log-sum-exp` -> `log-sum-exp`")


def test_the_needs_of_one_exercise_are_asked_without_those_of_others(root):
    bank = open_bank(root)
    change(root, SOFTMAX, "[log-sum-exp]", "[log-sum-exp, log-sum-exq]")
    bank.check_needs("log-sum-exp")
    with pytest.raises(BankError) as caught:
        bank.check_needs("stable-softmax")
    assert [(fault.file, fault.path) for fault in caught.value.faults] == [(SOFTMAX, "needs[1]")]


def test_a_circle_is_told_to_each_exercise_on_it(root):
    """Also where a walk from another exercise would have met it elsewhere."""
    bank = open_bank(root)
    change(root, LOG_SUM_EXP, "minutes: 10", "minutes: 10\nneeds: [everything]")
    ways = {
        "everything": "`everything` -> `stable-softmax` -> `log-sum-exp` -> `everything`",
        "log-sum-exp": "`log-sum-exp` -> `everything` -> `stable-softmax` -> `log-sum-exp`",
        "stable-softmax": "`stable-softmax` -> `log-sum-exp` -> `everything` -> `stable-softmax`",
    }
    for name, way in ways.items():
        with pytest.raises(BankError) as caught:
            bank.check_needs(name)
        assert f"a circle: {way}" in [fault.found for fault in caught.value.faults]


def test_one_id_in_two_tracks_is_refused(root):
    (root / "exercises" / "attention").mkdir()
    shutil.copy(root / LOG_SUM_EXP, root / "exercises" / "attention" / "log-sum-exp.yaml")
    (fault,) = all_faults(root)
    assert (fault.file, fault.found) == (LOG_SUM_EXP, "the id `log-sum-exp` a second time")
    assert fault.hint == "exercises/attention/log-sum-exp.yaml has it"


def test_yaml_that_would_never_be_loaded_is_told(root):
    shutil.copy(root / LOG_SUM_EXP, root / "exercises" / "stray.yaml")
    shutil.copy(root / LOG_SUM_EXP, root / "exercises" / "numerics" / "other.yml")
    (root / "exercises" / "numerics" / "README.md").write_text("welcome")
    (root / "exercises" / ".git").mkdir()
    assert [(fault.file, fault.expected) for fault in all_faults(root)] == [
        ("exercises/numerics/other.yml", "the ending .yaml"),
        ("exercises/stray.yaml", "a file in the folder of a track, such as exercises/numerics/"),
    ]


def test_a_broken_reference_that_many_name_is_told_once(root):
    (root / "reference" / "numerics.py").write_text("def f(:\n")
    (fault,) = all_faults(root)
    assert fault.file == "reference/numerics.py"


def test_an_unreadable_file_is_a_fault(root):
    path = root / SOFTMAX
    path.unlink()
    path.mkdir()
    (fault,) = all_faults(root)
    assert (fault.file, fault.expected) == (SOFTMAX, "a file to read")


def test_a_folder_without_exercises_is_no_bank(tmp_path):
    with pytest.raises(UsageError, match="has no folder `exercises`"):
        open_bank(tmp_path)
    with pytest.raises(UsageError, match="there is no folder"):
        open_bank(tmp_path / "ghost")


def test_a_relative_folder_stays_the_same_when_the_process_moves(root, monkeypatch):
    monkeypatch.chdir(root.parent)
    bank = open_bank("bank")
    monkeypatch.chdir(os.sep)
    assert len(bank.load_all()) == 3


def test_the_built_in_bank_of_a_checkout_is_the_repository():
    assert builtin_root() == SKETCH.parents[2]
    assert isinstance(open_bank(), Bank)


def test_a_broken_installation_is_our_fault(tmp_path, monkeypatch):
    monkeypatch.setattr("grader.bank.roots.__file__", str(tmp_path / "grader" / "bank" / "roots.py"))
    with pytest.raises(InternalError, match="install dlprep again"):
        builtin_root()


def test_everything_is_kept_beside_a_broken_file(root):
    change(root, EVERYTHING, "minutes: 60", "minutes: 0")
    (fault,) = all_faults(root)
    assert fault.path == "minutes"
    change(root, EVERYTHING, "minutes: 0", "minutes: 60")
    assert len(open_bank(root).load_all()) == 3
