"""The child's life: lock, read the job, import the answer, answer calls until the grader closes its end."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from . import imports, load
from .calling import Caller
from .lock import Lock
from .rebuild import Payload
from .status import NO_CONNECTION, OUR_FAULT, OUT_OF_MEMORY
from .trees import raw
from .wire import Wire

_exit, _getpid, _rmdir = os._exit, os.getpid, os.rmdir
if sys.platform != "win32":
    _setitimer, _REAL_TIME = signal.setitimer, signal.ITIMER_REAL


def serve(job: int, results: int, wish: str) -> None:
    """Run until the grader is done, at the level `wish` or a lower one; never returns."""
    folder = ""
    try:
        wire, lock = Wire(job, results), Lock(wish, imports.packages.files["numpy"])
        terms, _ = wire.read()
        folder = terms["folder"]
        _serve(wire, lock, terms)
    except (EOFError, OSError) as error:
        # Most likely the grader was killed, and will not remove the folder.
        with suppress(OSError):
            _rmdir(folder)
        _exit(0 if isinstance(error, EOFError) else NO_CONNECTION)
    except MemoryError:
        _exit(OUT_OF_MEMORY)
    except BaseException:  # noqa: BLE001 - whatever it is, no second life follows
        import traceback

        traceback.print_exc()
        _exit(OUR_FAULT)


def _serve(wire: Wire, lock: Lock, terms: dict[str, Any]) -> None:
    if terms["level"] == "L2":
        imports.library.files.update(lock.modules)
    imports.packages.files.update(terms["packages"])
    imports.answers.folder = terms["answers"]
    _settle(terms["folder"])
    load.refuse_questions()
    load.lend_builtins()
    lock.shut(terms)
    gc.freeze()
    gc.enable()
    wire.write({"kind": "ready"})
    # From here on the learner decides what happens in this process.
    job, _ = wire.read()
    load.forbid(job["forbid"])
    shown = load.namer(job["file"], terms["answers"])
    streams, owner = (sys.stdout, sys.stderr), _getpid()
    # Ends a process whose grader was killed; otherwise the grader's clock comes first. It rests while the grader is waited for.
    patience = 2 * terms["call_seconds"] + 1
    _alarm(patience)
    told, function = load.load(job, shown)
    _flush(streams)
    _tell(wire, {"kind": "loaded", **told}, [], owner)
    caller = Caller(function, tuple(job["parameters"]), shown, result_bytes=job["result_bytes"])
    while True:
        request, payload = wire.read()
        _alarm(patience)
        reply, arrays = caller.reply(request, Payload(payload).take)
        _flush(streams)
        _tell(wire, {"kind": "result", "id": request["id"], **reply}, arrays, owner)


def _settle(folder: str) -> None:
    """Work in `folder`; empty: stay where nothing can be written."""
    if folder:
        os.chdir(folder)
        os.environ.update(dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), folder))


def _flush(streams: tuple[Any, ...]) -> None:
    """Let what was printed be there before the reply is; a stream may be closed, or replaced by something that is none."""
    for stream in (*streams, sys.stdout, sys.stderr):
        with suppress(BaseException):
            stream.flush()


def _tell(wire: Wire, header: dict[str, Any], arrays: list[Any], owner: int) -> None:
    """Send what came of it; a fork of this process sends nothing."""
    _alarm(0)
    if _getpid() != owner:
        _exit(0)
    wire.write(header, [raw(array) for array in arrays])


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":
        _setitimer(_REAL_TIME, seconds)
