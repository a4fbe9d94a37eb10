"""The forty honest programs, run in a child."""

from pathlib import Path

from grader.model.case import Call
from grader.model.content import Limits
from grader.sandbox import Job, Session

FOLDER = Path(__file__).parents[1] / "sandbox" / "honest"
PROGRAMS = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "a_neighbour")


def run(child, name, solutions):
    """What one of them came to, and what it printed."""
    job = Job(
        source=(FOLDER / f"{name}.py").read_bytes(),
        file=f"solutions/{name}.py",
        function="f",
        solutions=solutions,
        allow=("scipy",),
        limits=Limits(seconds=120, call_seconds=60),
    )
    with Session(child, job) as session:
        loaded = session.load()
        return session.run([Call({})])[0] if loaded.error is None else loaded, session.close()
