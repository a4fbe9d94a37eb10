"""The child's life: lock, read the job, import the answer, answer calls until the grader closes its end."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from contextlib import suppress
from typing import Any

from . import imports, load
from .calling import Caller
from .lock import lock
from .status import OUR_FAULT, OUT_OF_MEMORY
from .trees import Payload, raw
from .wire import Wire

_exit, _getpid, _setitimer = os._exit, os.getpid, getattr(signal, "setitimer", None)


def serve(job: int, results: int) -> None:
    """Run until the grader is done; never returns."""
    try:
        _serve(Wire(job, results))
    except EOFError:
        _exit(0)
    except MemoryError:
        _exit(OUT_OF_MEMORY)
    except BaseException:  # noqa: BLE001 - whatever it is, no second life follows
        traceback.print_exc()
        _exit(OUR_FAULT)


def _serve(wire: Wire) -> None:
    terms, _ = wire.read()
    imports.packages.folders.update(terms["packages"])
    imports.answers.folder = terms["answers"]
    load.refuse_questions()
    lock(terms)
    wire.write({"kind": "ready"})
    # From here on the learner decides what happens in this process.
    job, _ = wire.read()
    load.forbid(job["forbid"])
    shown = load.namer(job["file"], terms["answers"])
    out, errors, owner = sys.stdout, sys.stderr, _getpid()
    # Ends a process whose grader was killed; otherwise the grader's clock is first.
    patience = 2 * terms["call_seconds"] + 5
    _alarm(patience)
    told, function = load.load(job, shown)
    _tell(wire, {"kind": "loaded", **told}, [], out, errors, owner)
    caller = Caller(function, tuple(job["parameters"]), shown, result_bytes=job["result_bytes"])
    while True:
        _alarm(0)
        request, payload = wire.read()
        _alarm(patience)
        reply, arrays = caller.reply(request, Payload(payload).take)
        _tell(wire, {"kind": "result", "id": request["id"], **reply}, arrays, out, errors, owner)


def _tell(wire: Wire, header: dict[str, Any], arrays: list[Any], out: Any, errors: Any, owner: int) -> None:
    """Send what came of it, after all that was printed before; a fork of this process sends nothing."""
    if _getpid() != owner:
        _exit(0)
    for stream in (out, errors, sys.stdout, sys.stderr):
        # It may be closed, or replaced by something that is no stream.
        with suppress(BaseException):
            stream.flush()
    wire.write(header, [raw(array) for array in arrays])


def _alarm(seconds: float) -> None:
    if _setitimer is not None:
        _setitimer(signal.ITIMER_REAL, seconds)
