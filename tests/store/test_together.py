"""Several processes at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.model.errors import UsageError
from grader.store import Store, database

ADDING = Path(__file__).parent / "adding.py"


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, ADDING, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def add_together(workspace, count, each):
    """Let `count` processes add `each` attempts at once; what they printed."""
    go = workspace / "go"
    writers = [start(workspace, 1000 * place, each, go) for place in range(count)]
    go.touch()
    printed = []
    for writer in writers:
        out, problem = writer.communicate()
        assert writer.returncode == 0, problem
        printed += [tuple(map(int, line.split()[:2])) for line in out.splitlines()]
    return printed


@pytest.mark.parametrize("count", [2, 5])
def test_all_that_several_processes_add_at_once_is_kept(tmp_path, count):
    printed = add_together(tmp_path, count, 40)
    with Store.open(tmp_path) as store:
        stored = [(attempt.id, attempt.seed) for attempt in store.attempts("adam-step")]
        assert not store.set_aside
    assert sorted(printed) == stored
    assert sorted(seed for _, seed in stored) == [1000 * place + number for place in range(count) for number in range(40)]


def test_several_processes_that_meet_a_damaged_database_set_it_aside_once(tmp_path):
    folder = tmp_path / ".dlprep"
    folder.mkdir()
    (folder / "progress.db").write_bytes(b"not a database" * 1000)
    printed = add_together(tmp_path, 5, 10)
    with Store.open(tmp_path) as store:
        assert sorted(printed) == [(attempt.id, attempt.seed) for attempt in store.attempts("adam-step")]
        assert not store.set_aside
    assert len(printed) == 50
    assert len(list(folder.glob("progress.db.damaged-*"))) == 1


def test_reading_goes_on_while_another_process_is_about_to_write(tmp_path, make_report):
    with Store.open(tmp_path) as writing, Store.open(tmp_path) as reading:
        number = writing.add(make_report())
        writing._db.execute("BEGIN IMMEDIATE")
        assert reading.attempt(number).seed == 17
        writing._db.execute("ROLLBACK")


def test_a_writer_that_never_ends_is_told_and_the_attempt_can_be_added_afterwards(tmp_path, make_report, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with Store.open(tmp_path) as hanging, Store.open(tmp_path) as store:
        hanging._db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match=r"another dlprep has been writing to .*progress\.db"):
            store.add(make_report())
        with pytest.raises(UsageError, match="another dlprep has been writing"):
            store.progress()
        hanging._db.execute("ROLLBACK")
        assert store.attempt(store.add(make_report())).seed == 17


def test_a_database_that_is_only_busy_is_never_set_aside(tmp_path, make_report, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    with Store.open(tmp_path) as hanging:
        number = hanging.add(make_report())
        hanging._db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UsageError, match="another dlprep has been writing"):
            Store.open(tmp_path)
        hanging._db.execute("ROLLBACK")
        assert hanging.attempt(number).seed == 17
    assert [path.name for path in (tmp_path / ".dlprep").iterdir()] == ["progress.db"]
