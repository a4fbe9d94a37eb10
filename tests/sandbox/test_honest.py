"""Forty honest programs at the level that keeps an answer from files, network and processes: none of them notices.

They are data, read and never imported here. As many run as root and as an ordinary user.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from levels import LOCKED
from users import USERS, run_as

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Outcome
from grader.sandbox import Job, Session, spawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grader.model.case import Observation
    from grader.model.enums import Level
    from grader.sandbox import Output

FOLDER = Path(__file__).parent / "honest"
PROGRAMS = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "a_neighbour")


@pytest.fixture(scope="module")
def solutions() -> Iterator[str]:
    """The programs in a folder that any user can read and that holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        for path in FOLDER.glob("*.py"):
            shutil.copy(path, folder)
        yield folder


def run(name: str, level: Level, solutions: str) -> tuple[Observation, Output]:
    job = Job(
        source=(FOLDER / f"{name}.py").read_bytes(),
        file=f"solutions/{name}.py",
        function="f",
        solutions=solutions,
        allow=("scipy",),
        limits=Limits(seconds=120, call_seconds=60),
    )
    with Session(spawn(level), job) as session:
        loaded = session.load()
        return session.run([Call({})])[0] if loaded.error is None else loaded, session.close()


def test_there_are_forty() -> None:
    assert len(PROGRAMS) == 40


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("level", LOCKED)
@pytest.mark.parametrize("name", PROGRAMS)
def test_honest_program_runs_unharmed(name: str, level: Level, user: str, solutions: str) -> None:
    seen, output = run_as(user, lambda: run(name, level, solutions))
    assert seen.outcome is Outcome.RETURNED, (seen, output)
    assert seen.value is True
    assert output.errors == ("to the other stream\n" if name == "printing" else "")
