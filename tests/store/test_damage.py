"""A database that cannot be used is renamed, never deleted, and a fresh one takes its place."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from grader.model.enums import Damage, Verdict
from grader.model.errors import UsageError
from grader.store import Store
from grader.store import database as store_database
from grader.words import operator

KEY = "stable-softmax"


def database(workspace):
    return workspace / ".dlprep" / "progress.db"


def put(workspace, content):
    database(workspace).parent.mkdir(exist_ok=True)
    database(workspace).write_bytes(content)


@pytest.fixture(scope="module")
def sound(tmp_path_factory, make_report):
    """The bytes of a database with 60 attempts, some of several pages."""
    return filled(tmp_path_factory.mktemp("sound"), make_report, count=60)


def filled(workspace, make_report, count=3):
    """The bytes of a database with so many attempts, which then lies in this workspace."""
    with Store.open(workspace) as store:
        for seed in range(count):
            store.add(
                make_report(seed=seed, answer="x = 1\n" * (seed * 37 % 1500), verdict=Verdict.PASS if seed % 2 else Verdict.WRONG)
            )
        store.mark_hint(KEY, 1)
        store.set_current(KEY)
    return database(workspace).read_bytes()


def other_program(workspace):
    """The bytes of a sound SQLite database that is not ours."""
    db = sqlite3.connect(workspace / "other.db")
    db.execute("CREATE TABLE bookmark (url)")
    db.commit()
    db.close()
    return (workspace / "other.db").read_bytes()


def newer(workspace, make_report):
    """The bytes of a database that a later dlprep wrote."""
    filled(workspace, make_report)
    db = sqlite3.connect(database(workspace))
    db.execute("PRAGMA user_version = 7")
    db.close()
    return database(workspace).read_bytes()


def assert_set_aside(workspace, content, damage, make_report):
    """The file lies beside, byte for byte; a fresh store works and the next process finds nothing wrong."""
    with Store.open(workspace) as store:
        (fact,) = store.set_aside
        assert fact.damage is damage
        assert store.attempts(KEY) == ()
        number = store.add(make_report(seed=99))
    aside = [path for path in database(workspace).parent.iterdir() if re.search(r"\.(damaged|newer)-\d{8}T\d{6}Z$", path.name)]
    assert [str(path) for path in aside] == [fact.moved_to]
    assert aside[0].read_bytes() == content
    with Store.open(workspace) as store:
        assert not store.set_aside
        assert store.attempt(number).seed == 99
    return fact


@pytest.mark.parametrize(
    "content",
    [b"hello", b"\x00" * 100, b"garbage " * 5000, b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\xff" * 4080, b"\x00" * 8192],
    ids=["hello", "zero bytes", "garbage", "only the magic", "the magic and noise", "zero pages"],
)
def test_garbage_is_set_aside(tmp_path, make_report, content):
    put(tmp_path, content)
    with Store.open(tmp_path) as store:
        assert [fact.damage for fact in store.set_aside] in ([Damage.NOT_A_DATABASE], [Damage.MALFORMED])
        assert store.attempt(store.add(make_report())).seed == 17
        (fact,) = store.set_aside
    assert Path(fact.moved_to).read_bytes() == content


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_database_cut_short_is_set_aside(tmp_path, make_report, sound, part):
    content = sound[: int(len(sound) * part)]
    put(tmp_path, content)
    assert_set_aside(tmp_path, content, Damage.MALFORMED, make_report)


def test_a_database_of_another_program_is_set_aside(tmp_path, make_report):
    content = other_program(tmp_path)
    put(tmp_path, content)
    assert_set_aside(tmp_path, content, Damage.OTHER_APPLICATION, make_report)


def test_a_database_whose_tables_are_gone_is_set_aside(tmp_path, make_report):
    filled(tmp_path, make_report)
    db = sqlite3.connect(database(tmp_path))
    db.execute("DROP TABLE body")
    db.close()
    assert_set_aside(tmp_path, database(tmp_path).read_bytes(), Damage.MALFORMED, make_report)


def test_a_newer_database_is_set_aside_under_its_own_name_and_still_opens(tmp_path, make_report):
    content = newer(tmp_path, make_report)
    fact = assert_set_aside(tmp_path, content, Damage.NEWER, make_report)
    assert ".newer-" in fact.moved_to
    db = sqlite3.connect(fact.moved_to)
    assert db.execute("SELECT count(*) FROM attempt").fetchone() == (3,)
    db.close()


def test_a_page_overwritten_in_the_middle_is_found_when_the_store_is_opened(tmp_path, make_report, sound):
    content = bytearray(sound)
    content[5 * 4096 : 6 * 4096] = b"\xa5" * 4096
    put(tmp_path, content)
    assert_set_aside(tmp_path, bytes(content), Damage.MALFORMED, make_report)


def test_what_sqlite_keeps_beside_a_database_moves_with_it(tmp_path, make_report):
    newer(tmp_path, make_report)
    # A later dlprep that uses WAL, and is at work: its last attempt is in the file beside.
    with closing(sqlite3.connect(database(tmp_path), isolation_level=None)) as working:
        working.execute("PRAGMA journal_mode = WAL")
        working.execute("INSERT INTO event (at, exercise, kind, detail) VALUES ('now', 'adam-step', 'hint', '1')")
        with Store.open(tmp_path) as store:
            (fact,) = store.set_aside
            assert store.attempt(store.add(make_report())).seed == 17
        with closing(sqlite3.connect(fact.moved_to)) as moved:
            assert moved.execute("SELECT count(*) FROM event WHERE exercise = 'adam-step'").fetchone() == (1,)


def test_a_name_that_is_taken_is_not_overwritten(tmp_path, make_report):
    seen = set()
    for number in range(4):
        content = b"garbage %d " % number * 900
        put(tmp_path, content)
        with Store.open(tmp_path) as store:
            seen.add(store.set_aside[0].moved_to)
    assert len(seen) == 4
    assert {Path(path).read_bytes() for path in seen} == {b"garbage %d " % number * 900 for number in range(4)}


def test_damage_found_while_the_store_is_open_loses_no_attempt(tmp_path, make_report, sound):
    put(tmp_path, sound)
    with Store.open(tmp_path) as store:
        size = database(tmp_path).stat().st_size
        with database(tmp_path).open("r+b") as file:
            # The change counter: without it SQLite trusts the pages that it has in memory.
            file.seek(24)
            file.write(b"\x00\x01\x00\x00")
            file.seek(4096)
            file.write(b"\xa5" * (size - 4096))
        number = store.add(make_report(seed=99))
        assert [fact.damage for fact in store.set_aside] == [Damage.MALFORMED]
        assert store.attempt(number).seed == 99
    with Store.open(tmp_path) as store:
        assert store.attempt(number).seed == 99


def test_damage_in_the_bulk_of_a_large_database_is_found_when_it_is_read(tmp_path, make_report, sound, monkeypatch):
    monkeypatch.setattr(store_database, "_CHECK_ALL_BYTES", 0)
    # A page that holds nothing but the middle of an answer.
    start = next(page for page in range(0, len(sound), 4096) if not sound[page + 9 : page + 4096].strip(b"x = 1\n"))
    put(tmp_path, sound[:start] + b"\x00" * 4096 + sound[start + 4096 :])
    with Store.open(tmp_path) as store:
        assert store.progress().of(KEY).attempts == 60
        assert store.attempts(KEY) == ()
        assert [fact.damage for fact in store.set_aside] == [Damage.MALFORMED]
        assert store.attempt(store.add(make_report(seed=99))).seed == 99


def test_a_row_that_holds_what_was_never_written_is_damage(tmp_path, make_report):
    filled(tmp_path, make_report)
    db = sqlite3.connect(database(tmp_path))
    db.execute("DROP TRIGGER attempt_is_never_updated")
    db.execute("UPDATE attempt SET verdict = 'PERHAPS'")
    db.commit()
    db.close()
    with Store.open(tmp_path) as store:
        assert store.attempts(KEY) == ()
        (fact,) = store.set_aside
        assert "PERHAPS" in fact.detail


@pytest.mark.parametrize("seed", range(12))
def test_random_damage_never_ends_in_a_traceback_and_the_next_attempt_is_kept(tmp_path, make_report, sound, seed):
    rng = random.Random(seed)
    for _ in range(20):
        put(tmp_path, damaged(sound, rng))
        with Store.open(tmp_path) as store:
            store.progress()
            numbers = [attempt.id for attempt in store.attempts(KEY)]
            for number in numbers[:5]:
                read(store, number)
            added = store.add(make_report(seed=12345, answer="x" * rng.randrange(20_000)))
            assert store.attempt(added).seed == 12345
        with Store.open(tmp_path) as again:
            assert again.attempt(added).seed == 12345
            assert not again.set_aside


def read(store, number):
    """A report whose bytes were damaged in a way that only its own text shows may be refused: with words."""
    with suppress(UsageError):
        store.report(number)


def damaged(sound, rng):
    """The bytes with one of the faults that disks, copies and people make."""
    content = bytearray(sound)
    kind = rng.choice(["flip", "flips", "page", "zeros", "cut", "shuffle"])
    start = rng.randrange(len(content))
    if kind == "flip":
        content[start] ^= 1 << rng.randrange(8)
    elif kind == "flips":
        for _ in range(200):
            content[rng.randrange(len(content))] = rng.randrange(256)
    elif kind == "page":
        content[start : start + 4096] = rng.randbytes(len(content[start : start + 4096]))
    elif kind == "zeros":
        content[start:] = bytes(len(content) - start)
    elif kind == "cut":
        del content[start:]
    else:
        first, second = sorted(page * 4096 for page in rng.sample(range(len(content) // 4096), 2))
        content[first : first + 4096], content[second : second + 4096] = (
            content[second : second + 4096],
            content[first : first + 4096],
        )
    return bytes(content)


@pytest.mark.parametrize("damage", list(Damage))
def test_the_sentence_names_the_new_place_what_is_safe_and_what_to_do(tmp_path, make_report, sound, damage):
    put(
        tmp_path,
        {
            Damage.NOT_A_DATABASE: lambda: b"garbage " * 5000,
            Damage.MALFORMED: lambda: sound[:30_000],
            Damage.OTHER_APPLICATION: lambda: other_program(tmp_path),
            Damage.NEWER: lambda: newer(tmp_path, make_report),
        }[damage](),
    )
    with Store.open(tmp_path) as store:
        (fact,) = store.set_aside
    text = operator.set_aside(fact)
    assert fact.damage is damage
    assert fact.moved_to in text
    assert "renamed" in text
    assert ("later version" in text and "update dlprep" in text) == (damage is Damage.NEWER)
