"""What is put into the store comes out of it again, in this process and the next."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import msgspec
import pytest

from grader.model.enums import State, Verdict
from grader.model.errors import UsageError
from grader.model.progress import Progress, Standing
from grader.store import Store

SOFTMAX = "stable-softmax"


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path) as store:
        yield store


def reopened(store, tmp_path):
    store.close()
    return Store.open(tmp_path)


def test_an_attempt_has_the_facts_of_its_report_and_a_utc_time(store, make_report):
    before = datetime.now(UTC)
    number = store.add(make_report())
    attempt = store.attempt(number)
    report = make_report()
    assert attempt.exercise == report.exercise
    assert attempt.verdict is Verdict.WRONG
    assert attempt.seed == report.seed
    assert attempt.digest == report.digest
    assert attempt.seconds == report.durations.total
    assert attempt.path == report.path
    assert attempt.answer == report.answer
    assert before <= attempt.at <= datetime.now(UTC)
    assert attempt.at.tzinfo == UTC


def test_a_report_comes_back_whole(store, tmp_path, make_report):
    report = make_report()
    number = store.add(report)
    with reopened(store, tmp_path) as again:
        found = again.report(number)
    # The one thing that UTF-8 cannot carry is spelled out.
    spelled = msgspec.structs.replace(report.findings[1].raised, message="Matrix is \\ud800 singular")
    findings = (report.findings[0], msgspec.structs.replace(report.findings[1], raised=spelled))
    assert found == msgspec.structs.replace(report, findings=findings)


def test_an_answer_keeps_its_line_ends_nul_bytes_and_letters(store, make_report):
    text = "a\r\nb\rc\n\x00d\tÄ → 𝛁\n"
    assert store.attempt(store.add(make_report(answer=text))).answer == text


def test_an_answer_with_a_lone_surrogate_is_kept_with_the_surrogate_spelled_out(store, make_report):
    number = store.add(make_report(answer="a\udc80b", path="solutions/\udcff.py"))
    assert store.attempt(number).answer == store.report(number).answer == "a\\udc80b"


@pytest.mark.parametrize("seed", [None, 0, 17, 2**63, 2**64 - 1, 2**130])
def test_a_seed_of_any_size_comes_back(store, make_report, seed):
    number = store.add(make_report(seed=seed))
    assert store.attempt(number).seed == seed
    assert store.report(number).seed == seed


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_is_kept(store, make_report, verdict):
    assert store.attempt(store.add(make_report(verdict=verdict))).verdict is verdict


def test_attempts_are_those_of_one_exercise_in_order(store, make_report):
    numbers = [
        store.add(make_report(exercise=key, seed=seed)) for seed, key in enumerate([SOFTMAX, "adam-step", SOFTMAX, f"x/{SOFTMAX}"])
    ]
    assert [attempt.id for attempt in store.attempts(SOFTMAX)] == [numbers[0], numbers[2]]
    assert store.latest(SOFTMAX).seed == 2
    assert store.latest(f"x/{SOFTMAX}").seed == 3


def test_an_exercise_never_met_has_no_attempts(store):
    assert store.attempts(SOFTMAX) == ()
    assert store.latest(SOFTMAX) is None
    assert store.progress() == Progress()
    assert store.hint_level(SOFTMAX) == 0


@pytest.mark.parametrize("ask", [Store.attempt, Store.report])
def test_an_unknown_attempt_is_a_usage_error_that_names_it(store, ask):
    with pytest.raises(UsageError, match="no attempt 41"):
        ask(store, 41)


def test_a_report_of_another_version_is_a_usage_error_and_its_answer_is_still_there(store, tmp_path, make_report):
    number = store.add(make_report())
    later = sqlite3.connect(tmp_path / ".dlprep" / "progress.db")
    later.execute("DROP TRIGGER body_is_never_updated")
    later.execute("UPDATE body SET report = '{\"schema\": 9}'")
    later.commit()
    later.close()
    with pytest.raises(UsageError, match=f"attempt {number} was stored by another version"):
        store.report(number)
    assert store.attempt(number).answer == make_report().answer


@pytest.mark.parametrize("table", ["attempt", "body", "event"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid + 1"])
def test_the_database_refuses_to_forget(store, tmp_path, make_report, table, change):
    store.add(make_report())
    store.give_up(SOFTMAX)
    other = sqlite3.connect(tmp_path / ".dlprep" / "progress.db")
    with pytest.raises(sqlite3.IntegrityError, match="kept as it is"):
        other.execute(change.format(table))
    other.close()


def test_progress_counts_attempts_and_knows_the_last_and_the_first_pass(store, tmp_path, make_report):
    verdicts = [Verdict.WRONG, Verdict.PASS, Verdict.PASS, Verdict.TIMEOUT]
    numbers = [store.add(make_report(verdict=verdict, digest=f"digest{place}")) for place, verdict in enumerate(verdicts)]
    times = [store.attempt(number).at for number in numbers]
    with reopened(store, tmp_path) as again:
        standing = again.progress().of(SOFTMAX)
    assert standing == Standing(
        attempts=4,
        last_verdict=Verdict.TIMEOUT,
        last_at=times[3],
        solved_at=times[1],
        passed_at=times[2],
        passed_digests=frozenset({"digest1", "digest2"}),
    )


def test_the_state_of_an_exercise_follows_what_happened(store, make_report):
    def state(digest="new"):
        return store.progress().of(SOFTMAX).state(digest)

    assert state() is State.NEW
    store.mark_hint(SOFTMAX, 1)
    assert state() is State.NEW
    store.add(make_report())
    assert state() is State.TRIED
    store.give_up(SOFTMAX)
    assert state() is State.GAVE_UP
    store.add(make_report(verdict=Verdict.PASS, digest="old"))
    assert state("old") is State.SOLVED
    assert state("new") is State.CHANGED
    store.add(make_report(verdict=Verdict.PASS, digest="new"))
    assert state("new") is state("old") is State.SOLVED


def test_hints_given_up_current_and_resets_are_remembered(store, tmp_path):
    store.mark_hint(SOFTMAX, 1)
    store.mark_hint(SOFTMAX, 2)
    store.mark_hint("adam-step", 1)
    store.give_up(SOFTMAX)
    store.set_current(SOFTMAX)
    store.set_current("adam-step")
    store.mark_reset(SOFTMAX, ".dlprep/archive/1-stable_softmax.py")
    store.mark_reset(SOFTMAX, ".dlprep/archive/2-stable_softmax.py")
    with reopened(store, tmp_path) as again:
        progress = again.progress()
        assert (again.hint_level(SOFTMAX), again.hint_level("adam-step")) == (2, 1)
        assert progress.of(SOFTMAX).gave_up_at.tzinfo == UTC
        assert progress.of("adam-step").gave_up_at is None
        assert progress.current == "adam-step"
        assert progress.current_at > progress.of(SOFTMAX).gave_up_at
        assert again.resets(SOFTMAX) == (".dlprep/archive/1-stable_softmax.py", ".dlprep/archive/2-stable_softmax.py")


def test_an_earlier_hint_shown_again_lowers_nothing(store):
    store.mark_hint(SOFTMAX, 3)
    store.mark_hint(SOFTMAX, 1)
    assert store.hint_level(SOFTMAX) == 3


def test_looking_around_leaves_nothing_behind(tmp_path):
    with Store.open(tmp_path, create=False) as store:
        assert store.progress() == Progress()
        assert store.attempts(SOFTMAX) == ()
    assert list(tmp_path.iterdir()) == []


def test_the_first_thing_written_makes_the_store_that_was_only_looked_at(tmp_path, make_report):
    with Store.open(tmp_path, create=False) as store:
        number = store.add(make_report())
        assert store.attempt(number).seed == 17
    with Store.open(tmp_path) as store:
        assert store.attempt(number).seed == 17


def test_a_store_made_by_another_process_meanwhile_is_seen(tmp_path, make_report):
    with Store.open(tmp_path, create=False) as looking, Store.open(tmp_path) as writing:
        number = writing.add(make_report())
        assert looking.attempt(number).verdict is Verdict.WRONG


def test_two_open_stores_see_what_the_other_adds(tmp_path, make_report):
    with Store.open(tmp_path) as one, Store.open(tmp_path) as two:
        first, second = one.add(make_report(seed=1)), two.add(make_report(seed=2))
        assert [attempt.id for attempt in one.attempts(SOFTMAX)] == [first, second]


def test_a_folder_of_any_name_holds_a_store(tmp_path, make_report):
    folder = tmp_path / "Übung 1 – ∇f; 'it''s' %20 #?"
    folder.mkdir()
    with Store.open(folder) as store:
        number = store.add(make_report())
    with Store.open(folder) as store:
        assert store.attempt(number).exercise == SOFTMAX
    assert (folder / ".dlprep" / "progress.db").is_file()


def test_a_store_reached_through_a_link_is_the_same_store(tmp_path, make_report):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with Store.open(tmp_path / "link") as store:
        number = store.add(make_report())
    with Store.open(tmp_path / "real") as store:
        assert store.attempt(number).seed == 17


def test_the_journal_is_a_rollback_journal_and_commits_are_synced_with_the_folder(store, tmp_path, make_report):
    store.add(make_report())
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert store._db.execute("PRAGMA synchronous").fetchone() == (3,)
    assert [path.name for path in (tmp_path / ".dlprep").iterdir()] == ["progress.db"]


def test_a_database_that_someone_turned_to_wal_is_turned_back(store, tmp_path, make_report):
    number = store.add(make_report())
    store.close()
    other = sqlite3.connect(tmp_path / ".dlprep" / "progress.db")
    assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    other.close()
    with Store.open(tmp_path) as again:
        assert again._db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert again.attempt(number).seed == 17


def test_a_store_deleted_while_open_is_made_anew_for_the_next_attempt(store, tmp_path, make_report):
    store.add(make_report(seed=1))
    (tmp_path / ".dlprep" / "progress.db").unlink()
    (tmp_path / ".dlprep").rmdir()
    number = store.add(make_report(seed=2))
    with Store.open(tmp_path) as again:
        assert again.attempt(number).seed == 2


def test_an_exercise_said_to_be_current_again_keeps_the_time_since_when_it_is(store):
    store.set_current(SOFTMAX)
    since = store.progress().current_at
    store.set_current(SOFTMAX)
    assert store.progress().current_at == since
    store.set_current("adam-step")
    store.set_current(SOFTMAX)
    assert store.progress().current_at > since
