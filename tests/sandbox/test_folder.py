"""The working folder comes and goes, whatever was put into it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from grader.sandbox import folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return Path(folder.make())


def test_folder_lies_in_the_temporary_folder(place: Path, tmp_path: Path) -> None:
    assert place.parent == tmp_path
    assert place.stat().st_mode & 0o777 == 0o700


def test_next_place_is_taken_when_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "not there"))
    monkeypatch.setenv("TEMP", str(tmp_path))
    assert Path(folder.make()).parent == tmp_path


def test_empty_folder_is_removed(place: Path) -> None:
    folder.remove(str(place))
    assert not place.exists()


def test_folder_that_is_gone_is_no_matter(place: Path) -> None:
    place.rmdir()
    folder.remove(str(place))


def test_files_links_and_folders_are_removed(place: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    for inner in ("a/b/c", "a/b2"):
        (place / inner).mkdir(parents=True)
    for name in ("f", "a/f", "a/b/f", "a/b/c/f", "\udcff"):
        (place / name).touch()
    (place / "a" / "link").symlink_to(outside)
    (place / "a" / "b" / "dangling").symlink_to("/nowhere")
    os.mkfifo(place / "pipe")
    folder.remove(str(place))
    assert not place.exists()
    assert (outside / "kept").exists()


def test_folders_closed_by_the_answer_are_removed(place: Path) -> None:
    (place / "a" / "b").mkdir(parents=True)
    for path in (place / "a" / "b", place / "a", place):
        path.chmod(0)
    folder.remove(str(place))
    assert not place.exists()


def test_very_deep_folders_are_removed(place: Path) -> None:
    """Deeper than Python recurses, with a path longer than the system takes."""
    here = os.open(".", os.O_RDONLY)
    os.chdir(place)
    try:
        for _ in range(1200):
            Path("d" * 10).mkdir()
            os.chdir("d" * 10)
    finally:
        os.fchdir(here)
        os.close(here)
    folder.remove(str(place))
    assert not place.exists()
