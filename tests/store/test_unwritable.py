"""What the disk refuses is told in words, and nothing that was stored is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from grader.model.errors import UsageError
from grader.store import Store
from grader.store.database import speaking

POWERLESS = """
import ctypes, os, sys
if os.geteuid() == 0:
    # Root ignores permissions by two capabilities: give them up (all of them, in fact).
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, nothing) == 0
"""

ADD = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from adding import report
from grader.model.errors import UsageError
from grader.store import Store
try:
    with Store.open(Path(sys.argv[1]), create=False) as store:
        print(len(store.attempts("adam-step")), flush=True)
        store.add(report(7))
        print("added")
except UsageError as error:
    sys.exit(str(error))
"""


def run(script, workspace):
    command = [sys.executable, "-c", script, workspace, str(Path(__file__).parent)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def workspace(tmp_path, make_report):
    """One with three attempts, writable again at the end."""
    with Store.open(tmp_path) as store:
        for seed in range(3):
            store.add(make_report(exercise="adam-step", seed=seed))
    yield tmp_path
    for path in (tmp_path / ".dlprep", *(tmp_path / ".dlprep").iterdir()):
        path.chmod(0o755)


def seeds(workspace):
    with Store.open(workspace) as store:
        assert not store.set_aside
        return [attempt.seed for attempt in store.attempts("adam-step")]


def test_a_folder_and_file_without_write_permission_can_be_read_and_say_so_when_written(workspace):
    (workspace / ".dlprep" / "progress.db").chmod(0o444)
    (workspace / ".dlprep").chmod(0o555)
    done = run(POWERLESS + ADD, workspace)
    assert done.stdout == "3\n"
    assert "cannot keep your attempts in" in done.stderr
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1
    assert seeds(workspace) == [0, 1, 2]


def test_a_folder_without_write_permission_and_a_file_with_it_say_so_when_written(workspace):
    (workspace / ".dlprep").chmod(0o555)
    done = run(POWERLESS + ADD, workspace)
    assert done.stdout == "3\n"
    assert "cannot keep your attempts in" in done.stderr
    assert "Traceback" not in done.stderr
    assert seeds(workspace) == [0, 1, 2]


def test_a_workspace_without_write_permission_says_so(tmp_path):
    tmp_path.chmod(0o555)
    done = run(POWERLESS + ADD, tmp_path)
    tmp_path.chmod(0o755)
    assert done.stdout == "0\n"
    assert "Permission denied" in done.stderr
    assert "--workspace" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_in_a_folder_without_write_permission_stays_where_it_is(workspace):
    (workspace / ".dlprep" / "progress.db").write_bytes(b"garbage " * 1000)
    (workspace / ".dlprep").chmod(0o555)
    done = run(POWERLESS + ADD, workspace)
    assert "cannot keep your attempts in" in done.stderr
    assert "Traceback" not in done.stderr
    assert (workspace / ".dlprep" / "progress.db").read_bytes() == b"garbage " * 1000


def test_a_file_that_may_not_grow_says_so_and_keeps_what_it_holds(workspace):
    size = (workspace / ".dlprep" / "progress.db").stat().st_size
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    done = run(limit + ADD.replace("report(7)", "report(7 * 2**20)"), workspace)
    assert done.stdout == "3\n"
    assert "cannot keep your attempts in" in done.stderr
    assert "Traceback" not in done.stderr
    assert seeds(workspace) == [0, 1, 2]


def test_a_full_disk_is_told_as_such(workspace, make_report):
    with Store.open(workspace) as store:
        (pages,) = store._db.execute("PRAGMA page_count").fetchone()
        # SQLite says the same of a file that has reached this as of a full disk.
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(UsageError, match="the disk is full"):
            store.add(make_report(answer="x" * 100_000))
        store._db.execute("PRAGMA max_page_count = 1000000")
        store.add(make_report(exercise="adam-step", seed=3))
    assert seeds(workspace) == [0, 1, 2, 3]


@pytest.mark.parametrize("create", [True, False])
def test_a_folder_in_place_of_the_database_says_so_and_stays(tmp_path, make_report, create):
    (tmp_path / ".dlprep" / "progress.db" / "mine").mkdir(parents=True)
    with pytest.raises(UsageError, match=r"progress\.db: it is a folder"):
        Store.open(tmp_path, create=create)
    assert (tmp_path / ".dlprep" / "progress.db" / "mine").is_dir()


def test_a_file_in_place_of_the_state_folder_says_so_and_stays(tmp_path):
    (tmp_path / ".dlprep").write_text("mine")
    with pytest.raises(UsageError, match="Not a directory"):
        Store.open(tmp_path)
    assert (tmp_path / ".dlprep").read_text() == "mine"


def test_a_workspace_that_is_gone_says_so(tmp_path):
    with pytest.raises(UsageError, match="No such file or directory"):
        Store.open(tmp_path / "gone")


def test_links_in_a_circle_say_so(tmp_path):
    (tmp_path / ".dlprep").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / ".dlprep")
    with pytest.raises(UsageError, match="cannot keep your attempts"):
        Store.open(tmp_path)


def test_a_lock_file_that_is_no_lock_says_so(tmp_path):
    (tmp_path / ".dlprep").mkdir()
    (tmp_path / ".dlprep" / "progress.db").write_bytes(b"garbage " * 1000)
    (tmp_path / ".dlprep" / "progress.db.lock").write_bytes(b"garbage " * 1000)
    with pytest.raises(UsageError, match=r"progress\.db\.lock: file is not a database"):
        Store.open(tmp_path)


def test_a_fault_of_ours_is_not_told_as_one_of_the_disk(tmp_path):
    with (
        pytest.raises(sqlite3.OperationalError, match="syntax error"),
        speaking(tmp_path),
        closing(sqlite3.connect(":memory:")) as db,
    ):
        db.execute("SELEKT")
