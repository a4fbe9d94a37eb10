"""Entries of the cache: whole or absent, whatever happens to the folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from grader import cache


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_an_entry_comes_back_as_it_was():
    assert cache.read("a", "b") is None
    assert cache.write(b"\x00payload", "a", "b")
    assert cache.read("a", "b") == b"\x00payload"
    assert cache.names("a") == ("b",)


@pytest.mark.parametrize("length", [0, 4, 23, 24, 30])
def test_an_entry_cut_short_counts_as_absent(root, length):
    cache.write(b"payload", "entry")
    whole = (root / "entry").read_bytes()
    (root / "entry").write_bytes(whole[:length])
    assert cache.read("entry") is None


def test_an_altered_entry_counts_as_absent(root):
    cache.write(b"payload", "entry")
    whole = bytearray((root / "entry").read_bytes())
    whole[-1] ^= 1
    (root / "entry").write_bytes(whole)
    assert cache.read("entry") is None


def test_a_folder_that_cannot_be_written_is_no_error(root, monkeypatch):
    root.parent.joinpath("file").write_text("in the way")
    monkeypatch.setenv(cache.VARIABLE, str(root.parent / "file" / "below"))
    assert not cache.write(b"payload", "entry")
    assert cache.read("entry") is None
    assert cache.names() == ()


def test_an_empty_variable_switches_the_cache_off(monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, "")
    assert cache.folder() is None
    assert not cache.write(b"payload", "entry")


def test_two_processes_that_write_at_once_leave_one_whole_entry(root):
    script = "import sys\nfrom grader import cache\nfor i in range(300): cache.write(sys.argv[1].encode() * 5000, 'entry')"
    processes = [subprocess.Popen([sys.executable, "-c", script, letter]) for letter in "ab"]
    seen = set()
    while any(process.poll() is None for process in processes):
        seen.add((cache.read("entry") or b"")[:1])
    assert [process.returncode for process in processes] == [0, 0]
    assert (cache.read("entry") or b"") in {b"a" * 5000, b"b" * 5000}
    assert seen <= {b"", b"a", b"b"}
    assert [path.name for path in root.iterdir()] == ["entry"]


@pytest.mark.parametrize("given", [None, "", "/somewhere/else"])
def test_the_folder_is_the_one_that_platformdirs_names(given, monkeypatch):
    from platformdirs import user_cache_path

    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if given is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert Path(cache.folder()) == user_cache_path("dlprep", appauthor=False)
