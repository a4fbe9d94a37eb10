"""A check begun before the grader is ready for it.

To know what it will ask, the grader loads a good part of itself; in this time an answer could have replied to everything. So what a
check sends first is kept as bytes beside its script, and sent to the child at once. It is a prediction and nothing more: whoever
talks to the child compares, byte for byte, and takes another child where it turns out wrong (`grader.sandbox`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import msgspec

from grader import cache

if TYPE_CHECKING:
    from grader.build import Prepared
    from grader.grade.script import Script
    from grader.sandbox import Child

_FOLDER: Final = "ahead"
_LINES: Final = "lines-"


def keep_ahead(prepared: Prepared, script: Script, seed: int) -> None:
    """Keep what a check with these cases sends first."""
    from grader.bank import exercise_file
    from grader.grade.script import job_of

    exercise = prepared.exercise
    file = exercise_file(exercise.root, exercise.id)
    if file is None:  # one that was made in memory
        return
    told = {"stamp": _stamp(file), "record": prepared.record.key, "job": job_of(exercise, prepared, script)}
    cache.write(msgspec.json.encode(told), _FOLDER, cache.fingerprint(os.path.realpath(file)))
    lines = b"".join(line.frame for line in (*script.lines, *script.later))
    cache.write(lines, *prepared.record.key, f"{_LINES}{seed}")


def begin_ahead(child: Child, file: str, answer: str, shown: str, seed: int | None = None) -> None:
    """Send to `child` what a check of the exercise in `file` will most likely say first; nothing where that is not known.

    Args:
        child: one that was sent nothing yet.
        file: the exercise's YAML.
        answer: the answer's file.
        shown: how the answer's file is called in a traceback.
        seed: of the cases; None: any of the pool.
    """
    kept = cache.read(_FOLDER, cache.fingerprint(os.path.realpath(file)))
    source = _source(answer)
    if kept is None or source is None:
        return
    told = _decoded(kept)
    # First: an entry of another version may hold anything.
    if told.get("stamp") != _stamp(file):
        return
    chosen = _chosen(told["record"], seed)
    lines = None if chosen is None else cache.read(*told["record"], f"{_LINES}{chosen}")
    if chosen is None or lines is None:
        return
    from grader.model.content import Limits
    from grader.sandbox import Job, say_job, say_terms

    said = {**told["job"], "limits": msgspec.convert(told["job"]["limits"], Limits)}
    job = Job(source=source, file=shown, solutions=os.path.dirname(os.path.realpath(answer)), **said)
    child.send_ahead(b"".join([*say_terms(job, child), *say_job(job, source), lines]), chosen)


def _decoded(kept: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(kept, type=dict[str, Any])
    except msgspec.DecodeError:
        return {}


def _chosen(record: list[str], seed: int | None) -> int | None:
    """The seed, or one of those that lines are kept for."""
    names = [name.removeprefix(_LINES) for name in cache.names(*record) if name.startswith(_LINES)]
    seeds = [int(name) for name in names if name.isascii() and name.isdigit()]
    if seed is not None or not seeds:
        return seed if seed in seeds else None
    return seeds[int.from_bytes(os.urandom(4), "big") % len(seeds)]


def _source(path: str) -> str | None:
    """The text of an answer that is plain UTF-8; None for one that needs a closer look."""
    try:
        with open(path, "rb") as file:
            data = file.read()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    unusual = "\0" in text or text.startswith("\ufeff") or any("coding" in line for line in text.split("\n", 2)[:2])
    return None if unusual or len(data) > 1 << 19 else text


def _stamp(file: str) -> list[str | int]:
    """How the exercise's file looks, and our code."""
    try:
        status = os.stat(file)
    except OSError:
        return []
    return [cache.our_code(), status.st_mtime_ns, status.st_size]
