"""A database of an earlier version becomes one of this version, wholly or not at all."""

from __future__ import annotations

import sqlite3

import pytest

from grader.store import Store, schema

NEXT = ("ALTER TABLE attempt ADD COLUMN course TEXT NOT NULL DEFAULT 'none'",)
AFTER_NEXT = ("CREATE TABLE review (id INTEGER PRIMARY KEY)",)


@pytest.fixture
def workspace(tmp_path, make_report):
    """One with an attempt, stored by this version."""
    with Store.open(tmp_path) as store:
        store.add(make_report())
    return tmp_path


def columns(workspace):
    db = sqlite3.connect(workspace / ".dlprep" / "progress.db")
    names = [row[1] for row in db.execute("PRAGMA table_info(attempt)")]
    (version,) = db.execute("PRAGMA user_version").fetchone()
    db.close()
    return names, version


def test_the_file_says_whose_it_is_and_its_version(workspace):
    header = (workspace / ".dlprep" / "progress.db").read_bytes()[:100]
    assert header[68:72] == b"dlpr"
    assert int.from_bytes(header[60:64]) == schema.version() == 1


@pytest.mark.parametrize("added", [(NEXT,), (NEXT, AFTER_NEXT)])
def test_an_earlier_database_is_migrated_and_keeps_its_attempts(workspace, monkeypatch, make_report, added):
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, *added))
    with Store.open(workspace) as store:
        assert not store.set_aside
        assert [attempt.seed for attempt in store.attempts("stable-softmax")] == [17]
        store.add(make_report(seed=18))
    names, version = columns(workspace)
    assert "course" in names
    assert version == 1 + len(added)


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(workspace, monkeypatch):
    before = (workspace / ".dlprep" / "progress.db").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, (*NEXT, "CREATE TABLE attempt (id)")))
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            Store.open(workspace)
    assert (workspace / ".dlprep" / "progress.db").read_bytes() == before
    with Store.open(workspace) as store:
        assert len(store.attempts("stable-softmax")) == 1


def test_a_new_database_is_made_by_all_migrations(tmp_path, monkeypatch, make_report):
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, NEXT))
    with Store.open(tmp_path) as store:
        store.add(make_report())
    assert columns(tmp_path)[1] == 2


def test_a_file_without_a_byte_is_an_empty_database(tmp_path, make_report):
    (tmp_path / ".dlprep").mkdir()
    (tmp_path / ".dlprep" / "progress.db").touch()
    with Store.open(tmp_path) as store:
        assert store.add(make_report()) == 1
        assert not store.set_aside
