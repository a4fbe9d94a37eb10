"""The report of a check in the terminal: its full text for every verdict, and the rules that each of them keeps."""

import re
import subprocess
import sys

import msgspec
import pytest

from grader.model.enums import Certainty, Level, Verdict
from grader.model.report import Diagnosis, Isolation, Report
from grader.report.json import to_json
from grader.report.screen import Screen, columns
from grader.report.terminal.check import check
from tests.report.samples import ANSWER, OVERFLOW, REPORTS, SOFTMAX, WRONG_AXIS, report

NAMES = sorted(REPORTS)
LABELS = "asked input passed got expected differs at problem try also ran checks isolated next".split()
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def told(name_or_report, **screen):
    given = REPORTS[name_or_report] if isinstance(name_or_report, str) else name_or_report
    return check(given, SOFTMAX, Screen(**screen))


@pytest.mark.parametrize("name", NAMES)
def test_the_full_text(name, snapshot):
    snapshot(f"check/{name}.txt", told(name))


@pytest.mark.parametrize("name", NAMES)
def test_the_full_text_in_colour(name, snapshot):
    snapshot(f"check/{name}.color.txt", told(name, color=True))


def test_there_is_a_sample_of_every_verdict():
    assert {given.verdict for given in REPORTS.values()} == set(Verdict)


@pytest.mark.parametrize("name", NAMES)
def test_colour_adds_nothing_but_colour(name):
    assert ESCAPES.sub("", told(name, color=True)) == told(name)


@pytest.mark.parametrize("name", NAMES)
def test_only_base_colours_are_used_and_never_blue_or_grey(name):
    codes = {code for escape in ESCAPES.findall(told(name, color=True)) for code in escape[2:-1].split(";")}
    assert codes <= {"0", "1", "2", "31", "32", "33", "35", "36"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_it_fits_the_screen(name, width):
    for line in told(name, width=width).split("\n"):
        assert columns(line) <= width


@pytest.mark.parametrize("name", NAMES)
def test_rule_1_the_first_line_is_verdict_exercise_and_case(name):
    given = REPORTS[name]
    first = told(name).split("\n")[0]
    assert first.startswith(f"{given.verdict.value}  stable-softmax")
    if given.findings and given.findings[0].case:
        assert given.findings[0].case in first


@pytest.mark.parametrize("name", NAMES)
def test_rule_2_rows_come_in_one_order(name):
    starts = [line.split(" ")[0] for line in told(name).split("\n")[1:]]
    places = [LABELS.index(start) for start in starts if start in LABELS]
    assert places == sorted(places)


def test_rule_2_the_input_can_be_pasted():
    lines = told("wrong-known-mistake").split("\n")
    source = next(line for line in lines if line.startswith("input"))[9:]
    scope = {}
    exec(f"import numpy as np\n{source}", scope)
    assert scope["x"].tolist() == [[710.0]]


@pytest.mark.parametrize("name", NAMES)
def test_rule_3_there_is_at_most_one_try(name):
    assert sum(line.startswith("try ") for line in told(name).split("\n")) <= 1


def test_rule_3_a_likely_diagnosis_is_hedged():
    assert "may be" in told("wrong-likely")


@pytest.mark.parametrize("name", NAMES)
def test_rule_4_the_last_line_is_the_next_command(name):
    last = told(name).split("\n")[-1]
    assert re.fullmatch(r"next     (edit .*, then: )?dlprep (next|check)( stable-softmax)?( --seed \d+)?", last)


def test_rule_4_a_command_is_never_broken():
    lines = told("wrong-likely", width=60).split("\n")
    assert lines[-2:] == ["next     edit solutions/stable_softmax.py, then:", "         dlprep check stable-softmax"]


def test_rule_5_at_most_5_entries_are_listed():
    many = msgspec.structs.replace(REPORTS["wrong-large"].findings[0], wrong_at=tuple((i, i) for i in range(9)))
    listed = [line for line in told(report(Verdict.WRONG, many)).split("\n") if re.match(r" +\[\d, \d\] +got", line)]
    assert len(listed) == 5


def test_rule_5_numbers_are_never_cut():
    tiny = msgspec.structs.replace(WRONG_AXIS, index=(), got=0.1234567890123456, expected=0.1234567890123457, wrong_at=())
    from grader.words.shown import show

    tiny = msgspec.structs.replace(tiny, got_value=show(0.1234567890123456), expected_value=show(0.1234567890123457))
    text = told(report(Verdict.WRONG, tiny))
    assert "0.1234567890123456" in text
    assert "0.1234567890123457" in text


@pytest.mark.parametrize("name", NAMES)
def test_rule_5_got_and_expected_never_look_the_same(name):
    rows = dict(re.findall(r"^(got|expected) +(.*)$", told(name), re.MULTILINE))
    if len(rows) == 2:
        assert rows["got"] != rows["expected"]


@pytest.mark.parametrize("name", NAMES)
def test_rule_6_nothing_of_ours_is_shown(name):
    assert not re.search(r"grader/|site-packages|Traceback|<frozen", told(name))


def test_rule_6_the_learners_line_is_shown_with_its_source():
    lines = told("errored").split("\n")
    place = lines.index("at       solutions/stable_softmax.py:6, in softmax")
    assert lines[place + 1] == "             return e / e.sum(axis=axis, keepdims=True)"


def test_rule_6_a_bug_of_ours_says_where_the_log_lies():
    text = told("grader-bug")
    assert ".dlprep/logs/2024-06-11.log" in text
    assert "says nothing about your answer" in text


@pytest.mark.parametrize("name", NAMES)
def test_rule_7_what_was_not_run_is_told(name):
    given, text = REPORTS[name], told(name)
    assert "all passed" not in text
    if any(result.outcome == "not run" for result in given.checks):
        assert "not run" in text


def test_a_pass_says_how_many_cases_of_which_strata_and_seed():
    text = " ".join(told("pass").split())
    assert "112 cases: 34 plain, 17 integer, 17 special, 17 extreme, 15 tie, 12 edge; from the pool, seed 20240611" in text
    assert "15 of 15 passed" in text


@pytest.mark.parametrize(("level", "warned"), [(Level.L0, True), (Level.L1, True), (Level.L2, False), (Level.L3, False)])
def test_weak_isolation_is_told_in_one_line(level, warned):
    text = told(report(Verdict.PASS, isolation=Isolation(level, {})))
    assert sum(line.startswith("isolated") for line in text.split("\n")) == warned


def test_no_colour_alone_tells_pass_from_fail():
    assert told("pass").startswith("PASS")
    assert told("wrong-likely").startswith("WRONG")


def test_an_exercise_that_is_gone_still_has_a_report():
    text = check(REPORTS["wrong-likely"], None)
    assert "the function agrees with the definition" in text


def test_a_report_that_was_stored_reads_the_same():
    for given in REPORTS.values():
        back = msgspec.json.decode(to_json(given), type=Report)
        assert check(back, SOFTMAX) == check(given, SOFTMAX)


HOSTILE = "\x1b[2J\x1b]0;owned\x07PASS\u202e\x00<script>\r" + "A" * 5000


def test_text_of_the_answer_cannot_reach_the_terminal_as_it_is():
    raised = msgspec.structs.replace(REPORTS["errored"].findings[0].raised, message=HOSTILE, type_name=HOSTILE)
    finding = msgspec.structs.replace(REPORTS["errored"].findings[0], raised=raised, case=HOSTILE, names=(HOSTILE,))
    diagnosis = Diagnosis(HOSTILE, HOSTILE, Certainty.LIKELY)
    text = told(report(Verdict.ERRORED, finding, finding, output=HOSTILE * 50, diagnosis=diagnosis, answer=HOSTILE))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert len(text) < 40_000


def test_a_learners_print_of_a_verdict_is_between_rules():
    lines = told(report(Verdict.WRONG, OVERFLOW, output="PASS  stable-softmax\n")).split("\n")
    place = lines.index("PASS  stable-softmax")
    assert lines[place - 1].startswith("-- printed by your code -")
    assert lines[place + 1].startswith("-----")


def test_long_output_is_cut_and_says_so():
    text = told("errored")
    assert "line 11\n-- 28 more lines, the rest was not kept -" in text
    assert "line 12" not in text


def test_frames_of_a_deep_recursion_are_few():
    frames = tuple(REPORTS["errored"].findings[0].raised.frames[:1]) * 1000
    raised = msgspec.structs.replace(REPORTS["errored"].findings[0].raised, frames=frames)
    text = told(report(Verdict.ERRORED, msgspec.structs.replace(REPORTS["errored"].findings[0], raised=raised)))
    assert text.count("solutions/stable_softmax.py:6") == 3


def test_the_report_of_a_right_answer_imports_neither_rich_nor_numpy():
    code = """
import sys
from grader.model.enums import *
from grader.model.report import *
from grader.report.terminal.check import check
report = Report(exercise="a", title="A", verdict=Verdict.PASS, seed=1, cases=Cases(1, Source.POOL), diagnosis=None,
                isolation=Isolation(Level.L1, {}), checks=(), findings=(), durations=Durations(1.0))
assert check(report, None).startswith("PASS  a")
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rich", "numpy", "jinja2", "yaml", "pylatexenc", "markdown_it"} & set(loaded)


def test_the_answer_of_the_samples_is_what_the_frames_point_at():
    assert ANSWER.splitlines()[5].strip().startswith("return e /")
