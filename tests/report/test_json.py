"""A report as JSON: every key of the issue, nothing that JSON lacks, nothing that a terminal obeys."""

import json

import msgspec
import pytest

from grader.model.enums import Verdict
from grader.model.errors import BankError, Fault, InternalError, UsageError
from grader.model.report import Error, Report
from grader.report.json import error_json, to_json
from tests.report.samples import OVERFLOW, REPORTS, report

NAMES = sorted(REPORTS)
KEYS = {"schema", "exercise", "verdict", "seed", "cases", "isolation", "checks", "findings", "diagnosis", "durations"}
FINDING_KEYS = {"check", "index", "expected", "got", "error", "tolerance", "inputs", "shrunk"}


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_object(name, snapshot):
    snapshot(f"json/{name}.json", json.dumps(json.loads(to_json(REPORTS[name])), indent=1))


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_always_there(name):
    told = json.loads(to_json(REPORTS[name]))
    assert set(told) >= KEYS
    assert set(told["cases"]) >= {"count", "source"}
    assert set(told["isolation"]) == {"level", "properties"}
    for check in told["checks"]:
        assert set(check) >= {"name", "outcome", "cases"}
    for finding in told["findings"]:
        assert set(finding) >= FINDING_KEYS
    if told["diagnosis"] is not None:
        assert set(told["diagnosis"]) == {"code", "text", "certainty"}


@pytest.mark.parametrize("name", NAMES)
def test_it_reads_back_as_the_same_report(name):
    text = to_json(REPORTS[name])
    assert to_json(msgspec.json.decode(text, type=Report)) == text


def test_numbers_that_json_lacks_are_texts():
    odd = msgspec.structs.replace(
        OVERFLOW, got=float("nan"), expected=float("-inf"), tolerance=float("inf"), error=Error(1, 1, float("nan"), float("inf"))
    )

    def refuse(token):
        raise AssertionError(token)

    told = json.loads(to_json(report(Verdict.WRONG, odd)), parse_constant=refuse)["findings"][0]
    assert (told["got"], told["expected"], told["tolerance"]) == ("nan", "-inf", "inf")
    assert told["error"] == {"wrong": 1, "total": 1, "absolute": "nan", "relative": "inf"}


@pytest.mark.parametrize("text", ["\x1b[31mred", "\x9b31m", "\u202eturned", "half \ud83d", "null \x00", "日本語"])
def test_text_of_the_answer_is_kept_but_only_as_escapes(text):
    written = to_json(report(Verdict.WRONG, OVERFLOW, output=text, answer=text))
    assert written.isascii()
    assert written.isprintable()
    assert json.loads(written)["output"] == text


@pytest.mark.parametrize(
    ("error", "kind", "code", "message"),
    [
        (UsageError("there is no exercise `sofmax`"), "usage", 2, "there is no exercise `sofmax`"),
        (BankError([Fault(file="a.yaml", line=3, path="dims", found="1..", expected="a range")]), "bank", 4, "1 faults"),
        (InternalError("the child sent half a frame"), "internal", 3, "the child sent half a frame"),
        (KeyError("W1"), "internal", 3, "KeyError: 'W1'"),
    ],
)
def test_an_error_is_an_object_too(error, kind, code, message):
    told = json.loads(error_json(error))
    assert told["schema"] == 1
    assert (told["error"]["kind"], told["error"]["exit_code"], told["error"]["message"]) == (kind, code, message)
    assert [fault["file"] for fault in told["error"]["faults"]] == (["a.yaml"] if kind == "bank" else [])
