"""Forty honest programs at the level that keeps an answer from files, network and processes: none of them notices.

They are data, read and never imported here. As many run as root and as an ordinary user.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from forked import in_fork
from honest_programs import FOLDER, PROGRAMS, run
from levels import LOCKED
from users import USERS, run_as

from grader.model.enums import Outcome
from grader.sandbox import spawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Observation
    from grader.model.enums import Level
    from grader.sandbox import Output


@pytest.fixture(scope="module")
def solutions() -> Iterator[str]:
    """The programs in a folder that any user can read and that holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for path in FOLDER.glob("*.py"):
            shutil.copy(path, folder)
        yield folder


def test_there_are_forty() -> None:
    assert len(PROGRAMS) == 40


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("level", LOCKED)
@pytest.mark.parametrize("name", PROGRAMS)
def test_honest_program_runs_unharmed(name: str, level: Level, user: str, solutions: str) -> None:
    assert_unharmed(name, *run_as(user, lambda: run(spawn(level), name, solutions)))


@pytest.mark.skipif(not LOCKED, reason="a fork is made for L2 alone")
@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("name", PROGRAMS)
def test_honest_program_runs_unharmed_in_a_fork(name: str, user: str, solutions: str) -> None:
    forked, (seen, output) = run_as(user, lambda: in_fork("honest_programs", "run", name, solutions))
    assert forked
    assert_unharmed(name, seen, output)


def assert_unharmed(name: str, seen: Observation, output: Output) -> None:
    assert seen.outcome is Outcome.RETURNED, (seen, output)
    assert seen.value is True
    assert output.errors == ("to the other stream\n" if name == "printing" else "")
