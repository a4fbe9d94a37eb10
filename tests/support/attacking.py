"""One hostile answer in the sandbox, and all that is seen of it: by whoever runs the tests, or in a fork as an ordinary user."""

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.enums import Layout, LoadOutcome, Outcome
from grader.sandbox import Job, Session, spawn

FOLDER = Path(__file__).parents[1] / "attacks"
SECRET = "hunter2"
LIMITS = Limits(seconds=8.0, call_seconds=2.0)
SHORT = Limits(seconds=2.0, call_seconds=0.6)
"""For answers that must end by the clock: waiting longer for them would show nothing more."""
PATIENT = Limits(seconds=60.0, call_seconds=30.0)
X = np.array([[0.5, -1.0, 2.0], [3.0, 0.0, 1.0]])
CALLS = [Call({"x": X, "axis": -1}), Call({"x": X, "axis": 0}, Layout.STRIDED), Call({"x": 500 * X}, Layout.READONLY)]
HONEST = """
import numpy as np

def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)
"""


class Told(NamedTuple):
    """What came of one attack."""

    session: str
    """How importing it ended, else how each call did."""
    outcomes: tuple[str, ...]
    error: str
    """Class of the exception that it raised first."""
    credit: tuple[bool, ...]
    """Which calls were answered rightly."""
    neighbour: tuple[bool, ...]
    """The same of an honest answer, whose child ran beside the attack and was asked after it."""
    text: str
    """All that it said, in whatever way."""
    printed: int
    alive: bool
    """Whether something of it lives on."""
    left: tuple[str, ...]
    """What changed in its folder and in the temporary folder."""
    grader: tuple[Any, Any]
    """The grader's process before and after."""
    seconds: float


class Corpus:
    """Hostile answers, and what each must come to."""

    def __init__(self, answers: str, table: str) -> None:
        self.answers = FOLDER / answers
        self.table = yaml.safe_load((FOLDER / table).read_text(encoding="utf-8"))
        self.names = sorted(path.stem for path in self.answers.glob("*.py"))

    def path(self, name: str) -> Path:
        return self.answers / f"{name}.py"


GIVEN = Corpus("answers", "expected.yaml")
OWN = Corpus("own", "expected-own.yaml")


def attack(corpus: Corpus, name: str, level: Any, child: Any = None) -> Told:
    """Run one attack at `level`, or in `child`, in a temporary folder of its own and with a secret in the grader's environment."""
    with tempfile.TemporaryDirectory(prefix="dlprep-attack-") as folder:
        before = dict(os.environ)
        try:
            return _attack(corpus, name, level, Path(folder), child)
        finally:
            os.environ.clear()
            os.environ.update(before)


def attack_fork(child: Any, answers: str, name: str) -> Told:
    """Run one attack in a child that is a fork: see `forked`."""
    return attack({"answers": GIVEN, "own": OWN}[answers], name, None, child)


def _attack(corpus: Corpus, name: str, level: Any, folder: Path, child: Any) -> Told:
    for part in ("temporary", "submission"):
        (folder / part).mkdir()
    (folder / "secret.txt").write_text(SECRET)
    os.environ.update(TMPDIR=str(folder / "temporary"), DLPREP_SECRET_TOKEN=SECRET)
    submission = folder / "submission"
    if (extras := corpus.answers / "extras" / name).is_dir():
        shutil.copytree(extras, submission, dirs_exist_ok=True)
    source = corpus.path(name).read_bytes()
    (submission / f"{name}.py").write_bytes(source)
    # A child that was given has its pipes already.
    pipes = frozenset(map(str, child.ends)) if child else frozenset()
    contents, state, begun = _contents(folder), _state(pipes), time.monotonic()
    limits = SHORT if corpus.table[name]["verdicts"] == ["TIMEOUT"] else LIMITS
    child = child or spawn(level)
    with Session(spawn(level), _job(HONEST, "honest", submission, PATIENT)) as beside:
        beside.load()
        with Session(child, _job(source, name, submission, limits)) as session:
            loaded, seen = session.load(), session.run(CALLS)
            output = session.close()
        child.end()
        neighbour = beside.run(CALLS)
    error = loaded.error or next((one.error for one in seen if one.error is not None), None)
    return Told(
        f"import {loaded.outcome}" if loaded.outcome is not LoadOutcome.LOADED else str(seen[0].outcome),
        tuple(str(one.outcome) for one in seen),
        error.type_name if error is not None else "",
        tuple(map(_is_right, CALLS, seen)),
        tuple(map(_is_right, CALLS, neighbour)),
        output.text + output.errors + repr([loaded, seen]),
        len(output.text),
        _lives(child.pid),
        tuple(sorted(_contents(folder) ^ contents)),
        (state, _state(frozenset())),
        time.monotonic() - begun,
    )


def _job(source: str | bytes, name: str, folder: Path, limits: Limits) -> Job:
    file = f"solutions/{name}.py"
    return Job(
        source=source,
        file=file,
        function="softmax",
        parameters=("x", "axis"),
        solutions=str(folder),
        limits=limits,
        result_bytes=48,
    )


def _is_right(call: Call, seen: Any) -> bool:
    x, axis = call.arguments["x"], call.arguments.get("axis", -1)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    expected = e / e.sum(axis=axis, keepdims=True)
    right_kind = seen.outcome is Outcome.RETURNED and type(seen.value) is np.ndarray and seen.value.dtype == np.float64
    unchanged = seen.after is not None and np.array_equal(seen.after["x"], x)
    return bool(right_kind and unchanged and seen.value.shape == expected.shape and np.allclose(seen.value, expected, rtol=1e-12))


def _contents(folder: Path) -> set[str]:
    """Every path below `folder`, with a digest of what it holds."""
    return {f"{path} {hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ''}" for path in folder.rglob("*")}


def _state(passing: frozenset[str]) -> Any:
    """What the grader's process is: nothing of it may change."""
    functions = [repr(function) for function in (np.allclose, np.testing.assert_allclose, np.random.default_rng, all, any)]
    held = {path.name: str(path.readlink()) for path in Path("/dev/fd").iterdir() if path.is_symlink()}
    descriptors = sorted(name for name, file in held.items() if name not in passing and "pidfd" not in file and "/fd" not in file)
    return str(Path.cwd()), sorted(os.environ.items()), descriptors, functions


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
