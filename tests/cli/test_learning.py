"""The learner's way through the command line: fetch, fail, pass, look back."""

import json
from pathlib import Path

import pytest
from commanding import NAIVE, RIGHT

ANSWER = "solutions/stable_softmax.py"


def write(dlprep, text):
    path = dlprep.folder / ANSWER
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)


def test_bare_dlprep_says_where_one_is_and_what_to_type(dlprep):
    told = dlprep()
    assert told.code == 0
    assert told.out.rstrip().endswith("dlprep next")
    assert not (dlprep.folder / ".dlprep").exists(), "looking around leaves nothing behind"


def test_next_without_an_id_begins_an_exercise_of_its_choice(dlprep):
    told = dlprep("next")
    assert told.code == 0
    (written,) = (dlprep.folder / "solutions").iterdir()
    assert f"wrote solutions/{written.name}" in told.err
    assert told.out.rstrip().endswith(f"dlprep check {written.stem.replace('_', '-')}")


def test_next_writes_a_stub_and_shows_the_statement(dlprep):
    told = dlprep("next", "stable-softmax")
    assert told.code == 0
    assert "def softmax(x" in (dlprep.folder / ANSWER).read_text()
    assert "Implement softmax" in told.out
    assert f"wrote {ANSWER}" in told.err
    assert told.out.rstrip().endswith("dlprep check stable-softmax")


def test_next_never_writes_over_an_answer(dlprep):
    write(dlprep, RIGHT)
    told = dlprep("next", "stable-softmax")
    assert told.code == 0
    assert (dlprep.folder / ANSWER).read_text() == RIGHT
    assert "left as it is" in told.err


def test_next_path_prints_the_path_alone(dlprep):
    told = dlprep("next", "stable-softmax", "--path")
    assert told.out == str(dlprep.folder / ANSWER) + "\n"


def test_an_untouched_stub_is_not_started(dlprep):
    dlprep("next", "stable-softmax")
    told = dlprep("check")
    assert told.code == 1
    assert told.out.startswith("NOT_STARTED  stable-softmax")


def test_a_naive_answer_gets_the_smallest_input_and_the_mistake(dlprep):
    dlprep("next", "stable-softmax")
    write(dlprep, NAIVE)
    told = dlprep("check")
    assert told.code == 1
    assert told.out.startswith("WRONG  stable-softmax")
    assert "x = np.array([710.])" in told.out
    assert "[mistake:no-max-shift]" in told.out
    assert all(len(line) <= 80 for line in told.out.splitlines())


def test_a_right_answer_passes_and_the_attempt_is_kept(dlprep):
    dlprep("next", "stable-softmax")
    write(dlprep, RIGHT)
    told = dlprep("check", "stable-softmax")
    assert (told.code, told.out.split()[0]) == (0, "PASS")
    assert told.out.rstrip().endswith("dlprep next")
    assert "PASS" in dlprep("log", "stable-softmax").out
    assert "1 of" in dlprep("progress").out
    assert "stable-softmax" not in dlprep("list", "--todo").out
    assert dlprep("next", "--path").out.strip() != str(dlprep.folder / ANSWER)


def test_json_is_one_object_with_the_promised_keys(dlprep):
    write(dlprep, NAIVE)
    told = dlprep("check", "stable-softmax", "--json", "--seed", "5")
    report = json.loads(told.out)
    assert told.code == 1
    assert {
        "schema", "exercise", "verdict", "seed", "cases", "isolation", "checks", "findings", "diagnosis", "durations",
    } <= report.keys()  # fmt: skip
    assert (report["exercise"], report["verdict"], report["seed"]) == ("stable-softmax", "WRONG", 5)
    assert report["cases"]["count"] >= 100
    assert report["diagnosis"]["code"] == "mistake:no-max-shift"
    assert {"check", "index", "expected", "got", "error", "tolerance", "inputs", "shrunk"} <= report["findings"][0].keys()
    assert {"name", "outcome", "cases"} <= report["checks"][0].keys()


def test_the_same_seed_gives_the_same_cases(dlprep):
    write(dlprep, NAIVE)
    first, second = (json.loads(dlprep("check", "stable-softmax", "--json", "--seed", "11").out) for _ in range(2))
    assert first["cases"]["source"] == "drawn"
    assert second["cases"]["source"] == "pool"
    for report in (first, second):
        del report["durations"], report["cases"]["source"]
    assert first == second


def test_any_file_can_be_graded_without_a_workspace_and_nothing_is_kept(dlprep):
    (dlprep.folder / "mine.py").write_text(RIGHT)
    told = dlprep("check", "mine.py", "--exercise", "stable-softmax")
    assert told.code == 0
    assert sorted(path.name for path in dlprep.folder.iterdir()) == ["mine.py"]


def test_a_path_in_the_workspace_is_its_exercise(dlprep):
    write(dlprep, RIGHT)
    assert dlprep("check", ANSWER).code == 0
    assert "PASS" in dlprep("log", "stable-softmax").out


def test_a_file_that_answers_nothing_known_is_told_how_to_be_graded(dlprep):
    (dlprep.folder / "stable_softmax.py").write_text(RIGHT)
    told = dlprep("check", "./stable_softmax.py")
    assert told.code == 2
    assert "dlprep check ./stable_softmax.py --exercise stable-softmax" in told.err


def test_no_answer_yet_is_missing(dlprep):
    told = dlprep("check", "stable-softmax")
    assert told.code == 1
    assert told.out.startswith("MISSING  stable-softmax")
    assert told.out.rstrip().endswith("dlprep next stable-softmax")
    assert "not tried yet" in dlprep("log", "stable-softmax").out


def test_hints_come_one_by_one(dlprep):
    dlprep("next", "stable-softmax")
    counts = [dlprep("hint").out.count("\n") for _ in range(3)]
    assert counts == sorted(counts)
    assert "hint 3 of 3" in dlprep("hint").out


def test_the_solution_is_shown_after_solving_or_giving_up(dlprep):
    dlprep("next", "stable-softmax")
    refused = dlprep("solution")
    assert refused.code == 2
    assert "np.exp" not in refused.out
    assert "--give-up" in refused.err
    assert "np.exp" in dlprep("solution", "--give-up").out
    assert "np.exp" in dlprep("solution").out, "the mark stays"


def test_reset_keeps_the_old_answer(dlprep):
    dlprep("next", "stable-softmax")
    write(dlprep, NAIVE)
    told = dlprep("reset")
    assert told.code == 0
    assert "NotImplementedError" in (dlprep.folder / ANSWER).read_text()
    (kept,) = (dlprep.folder / ".dlprep" / "archive").iterdir()
    assert kept.read_text() == NAIVE


def test_an_attempt_can_be_shown_again(dlprep):
    write(dlprep, NAIVE)
    first = dlprep("check", "stable-softmax").out
    assert dlprep("log", "--attempt", "1").out.splitlines()[0] == first.splitlines()[0]


def test_report_writes_pages_that_need_no_network(dlprep):
    write(dlprep, NAIVE)
    dlprep("check", "stable-softmax")
    write(dlprep, RIGHT)
    dlprep("check", "stable-softmax", "--html")
    told = dlprep("report")
    assert told.code == 0
    folder = dlprep.folder / ".dlprep" / "pages"
    assert sorted(path.name for path in folder.iterdir()) == ["attempt-1.html", "attempt-2.html", "index.html"]
    for page in folder.iterdir():
        text = page.read_text()
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert "<script" not in text
    assert "attempt-2.html" in (folder / "index.html").read_text()
    assert "x - np.max" in (folder / "attempt-2.html").read_text(), "solved: the reference stands beside the answer"


@pytest.mark.parametrize("kept", [True, False])
def test_a_page_for_one_check(dlprep, kept):
    write(dlprep, NAIVE)
    target = ["stable-softmax"] if kept else [ANSWER, "--exercise", "stable-softmax"]
    told = dlprep("check", *target, "--html")
    page = told.err.split()[-1]
    with Path(page).open(encoding="utf-8") as file:
        assert "710" in file.read()
    assert (".dlprep" in page) is kept


def test_answers_may_import_each_other(dlprep):
    write(
        dlprep,
        "from helper import shifted\nimport numpy as np\n\n"
        + RIGHT.split("\n", 1)[1].replace("x - x.max(axis=axis, keepdims=True)", "shifted(x, axis)"),
    )
    (dlprep.folder / "solutions" / "helper.py").write_text(
        "def shifted(x, axis):\n    return x - x.max(axis=axis, keepdims=True)\n"
    )
    assert dlprep("check", "stable-softmax").code == 0


def test_prints_are_shown_and_never_mixed_with_the_verdict(dlprep):
    write(dlprep, NAIVE.replace("    e = ", "    print('PASS  stable-softmax')\n    e = "))
    told = dlprep("check", "stable-softmax")
    assert told.code == 1
    assert told.out.startswith("WRONG")
    assert "PASS  stable-softmax" in told.out
