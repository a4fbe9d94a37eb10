"""Copies of a small bank, and what loading says of them once they are broken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sketch_bank import SKETCH, SOFTMAX

from grader.bank import load_file
from grader.model.errors import BankError, Fault


@pytest.fixture(autouse=True)
def cache(tmp_path_factory, monkeypatch):
    """No test reads or writes the cache of the person who runs it."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("DLPREP_CACHE", str(folder))
    return folder


@pytest.fixture
def root(tmp_path):
    """A copy of the sketch bank."""
    return Path(shutil.copytree(SKETCH, tmp_path / "bank"))


@pytest.fixture
def faults(root):
    """Loads a file of the bank with some of its text replaced; returns its faults, in order."""

    def load(*changes: tuple[str, str], file: str = SOFTMAX) -> list[Fault]:
        path = root / file
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) >= 1, f"{old!r} is not in {file}"
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        try:
            load_file(path, root)
        except BankError as error:
            return error.faults
        return []

    return load
