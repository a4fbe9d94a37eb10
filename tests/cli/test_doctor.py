"""`dlprep doctor`: what is kept from an answer here, found by trying."""

import json
import os
from pathlib import Path

import pytest
from levels import BEST, HAD, LOCKED
from users import USERS, run_as

from grader.model.enums import ExitCode, Level
from grader.model.probe import Hindrance, Probe, Property
from grader.report.terminal.doctor import page, page_json
from grader.sandbox import isolation, probe
from grader.sandbox.trials import ATTACKS
from grader.words import doctor


@pytest.fixture(scope="module")
def found():
    return {level: probe(level) for level in HAD}


def test_every_property_is_told_with_yes_or_no(dlprep):
    told = dlprep("doctor")
    assert (told.code, told.err) == (ExitCode.ACCEPTED, "")
    lines = told.out.splitlines()
    assert lines[0].startswith(f"isolation {BEST}, on ")
    marks = {line[8:]: line[:8].strip() for line in lines if line[:8].strip() in ("yes", "no")}
    claimed = isolation(BEST).properties
    assert {doctor.KEPT[name]: "yes" if holds else "no" for name, holds in claimed.items()} == marks
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("level", HAD)
def test_what_reports_claim_is_what_is_found(found, level):
    assert found[level].level is level
    assert found[level].sound
    assert [item.name for item in found[level].properties] == list(isolation(level).properties)


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("level", LOCKED)
def test_under_the_lock_only_names_of_files_are_found_out(level, user):
    tried = run_as(user, lambda: probe(level))
    assert {attack for item in tried.properties for attack in item.worked} == {"find-file"}


def test_without_any_limit_attacks_work(found):
    worked = {item.name: set(item.worked) for item in found[Level.L0].properties}
    assert worked["files"] >= {"read-file", "read-grader", "list-folder", "make-file", "remove-file"}
    assert worked["network"] == {"connect", "send-datagram"}
    assert worked["processes"] >= {"fork", "run-program", "signal-grader"}
    assert worked["memory"] == {"take-memory"}
    assert worked["no_file_contents"] == {"write-bytes"}


def test_trying_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    before = dict(os.environ), sorted(Path("/dev/fd").iterdir())
    probe(Level.L0)
    assert (dict(os.environ), sorted(Path("/dev/fd").iterdir())) == before
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_object(dlprep):
    told = dlprep("doctor", "--json", "--level", "L1")
    data = json.loads(told.out)
    assert (data["schema"], data["level"], data["sound"]) == (1, "L1", True)
    assert {item["name"]: item["claimed"] for item in data["properties"]} == isolation(Level.L1).properties
    files = next(item for item in data["properties"] if item["name"] == "files")
    assert (files["holds"], files["level"], "read-file" in files["worked"]) == (False, "L2", True)


def test_level_that_cannot_be_had_is_a_usage_error(dlprep):
    told = dlprep("doctor", "--level", "L3")
    assert told.code == ExitCode.USAGE
    assert "L3 cannot be had here: this version of dlprep does not have it" in told.err


def example(**changes):
    """A probe of L1 on a machine without Landlock, on which reading files works."""
    files = {"name": "files", "holds": False, "claimed": False, "tried": ("read-file",), "worked": ("read-file",)}
    files |= {"level": Level.L2, "hindrance": Hindrance.LANDLOCK_OFF}
    item = Property(**{**files, **changes})
    return Probe(
        level=Level.L1, properties=(item,), hindrances={Level.L2: Hindrance.LANDLOCK_OFF}, system="X", root=False, seconds=0.2
    )


def test_what_would_raise_the_level_is_told_once():
    text = " ".join(page(example()).split())
    assert text.count("L2 cannot be had here: the kernel has Landlock, and it was not switched on at boot.") == 1
    assert "Boot the kernel with landlock among the names after lsm=." in text
    assert "Grade only answers that you would run yourself" in text


def test_promise_that_does_not_hold_is_a_bug_of_ours(dlprep, monkeypatch):
    monkeypatch.setattr("grader.sandbox.probe", lambda level: example(claimed=True))
    told = dlprep("doctor")
    assert told.code == ExitCode.NOT_ACCEPTED
    assert "BROKEN  reading, making and removing files" in told.out
    assert "a bug of ours" in told.out
    assert json.loads(page_json(example(claimed=True)))["sound"] is False


def test_every_hindrance_property_and_attack_has_its_words():
    assert set(doctor.WHY) == set(doctor.REMEDY) == set(Hindrance)
    assert set(doctor.KEPT) == set(isolation(Level.L1).properties)
    attacks = {attack for ways in ATTACKS.values() for attack in ways}
    assert set(doctor.DID) == attacks | {"outlast-clock"}
    assert set(ATTACKS) | {"wall_clock"} == set(doctor.KEPT)
