"""Snapshots: the full texts that learners read, kept in files so that a changed sentence shows up in review."""

import difflib
import os
from pathlib import Path

import pytest

SNAPSHOTS = Path(__file__).parent / "snapshots"
WRITE = "DLPREP_SNAPSHOTS"
"""`DLPREP_SNAPSHOTS=write pytest tests/report` writes what is there now; look at the difference before you commit it."""


@pytest.fixture
def snapshot():
    """`snapshot(name, text)` fails with a diff where `text` is not what the file of that name holds."""

    def compare(name: str, text: str) -> None:
        path = SNAPSHOTS / name
        text = visible(text)
        if os.environ.get(WRITE) == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        kept = path.read_text(encoding="utf-8") if path.exists() else ""
        if kept != text:
            diff = difflib.unified_diff(kept.splitlines(), text.splitlines(), f"{name} (kept)", f"{name} (now)", lineterm="")
            pytest.fail("\n".join([*diff, "", f"If this is meant: {WRITE}=write pytest tests/report"]), pytrace=False)

    return compare


def visible(text: str) -> str:
    """Escape characters as they are written in Python, so that the files are text."""
    return text.replace("\x1b", "\\e") + "\n"
