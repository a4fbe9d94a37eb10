"""The first child of a check as a fork of the grader: numpy is loaded once and serves both, which is a third of a whole check.

A fork knows what the grader knows. So it is made while the grader knows nothing yet: before a bank, a case or an answer was read.
It gives up what it inherited, then goes the way of every child: terms, lock, job.
"""

from __future__ import annotations

import builtins
import ctypes
import fcntl
import os
import signal
import sys
from importlib.machinery import BuiltinImporter, FrozenImporter, PathFinder
from typing import TYPE_CHECKING, Final, NoReturn

from grader.model.enums import Level
from grader.sandbox.child import main
from grader.sandbox.child.status import OUR_FAULT
from grader.sandbox.posix import HANDLED, JOB, RESULTS, Process
from grader.sandbox.reach import reached
from grader.sandbox.running import Child, close, pipes
from grader.sandbox.spawning import environment

if TYPE_CHECKING:
    from grader.sandbox.running import Ends

assert sys.platform == "linux"

_OF_SITE: Final = ("copyright", "credits", "exit", "help", "license", "quit")
"""Built-in names that an isolated interpreter lacks."""
_KEPT: Final = sys.stdlib_module_names | {"numpy"}
_ZIP: Final = f"/python{sys.version_info.major}{sys.version_info.minor}.zip"


def fork() -> Child | None:
    """A child as a copy of this process, once numpy is loaded; None where that is not safe, or not possible."""
    import numpy as np

    # A fork has one thread, and the locks of all.
    if len(os.listdir("/proc/self/task")) != 1:
        return None
    opened: list[int] = []
    # A signal that came to the child before its own life begins would raise in the grader's code.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    try:
        ours, theirs = pipes(opened)
        pid = os.fork()
        if not pid:
            _live(theirs, os.path.abspath(np.__file__))
    except OSError:
        close(opened)
        return None
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    close(theirs)
    # Finding out what is best takes two milliseconds, in which the child is on its way already.
    return Child(Process(pid), reached(None), ours)


def _live(ends: Ends, numpy: str) -> NoReturn:
    """The child's life from the fork on: nothing of the grader's code runs after it."""
    try:
        os.setsid()
        _keep_only(ends)
        _forget()
        main.serve(JOB, RESULTS, numpy, Level.L2.value)
    except BaseException:  # noqa: BLE001 - whatever it is, the grader's code must not go on here
        import traceback

        traceback.print_exc()
    finally:
        os._exit(OUR_FAULT)


def _keep_only(ends: Ends) -> None:
    """Hold the four pipes where an exec'ed child holds them, and nothing else; take signals as it does."""
    # Out of the way of all targets first: one dup2 must not overwrite what the next one copies.
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD, RESULTS + 1) for end in (ends.out, ends.errors, ends.job, ends.results)]
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in zip((nothing, *moved), (0, 1, 2, JOB, RESULTS), strict=True):
        os.dup2(source, target)
    main.close_all_but(JOB, RESULTS)
    # New ones: what a stream knows of its file, such as whether it can seek, it knows from its beginning.
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        stream = open(number, mode, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - for as long as the process lives
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    for number in HANDLED:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _forget() -> None:
    """Leave of the interpreter what `python -I -S -X utf8` would have: the standard library, and no variables."""
    _forget_variables()
    for name in list(sys.modules):
        if name.partition(".")[0] not in _KEPT:
            del sys.modules[name]
    library = os.__file__.rpartition("/")[0]
    sys.path[:] = [path for path in sys.path if path in (library, f"{library}/lib-dynload") or path.endswith(_ZIP)]
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder in (BuiltinImporter, FrozenImporter, PathFinder)]
    sys.path_importer_cache.clear()
    sys.argv[:] = [""]
    sys.orig_argv[:] = [sys.executable]
    sys.excepthook = sys.__excepthook__
    sys.prefix, sys.exec_prefix = sys.base_prefix, sys.base_exec_prefix
    for name in _OF_SITE:
        vars(builtins).pop(name, None)


def _forget_variables() -> None:
    """Replace the environment, and wipe what was there: an answer may read its own memory."""
    import posix

    kept = environment()
    texts = [text for pair in posix.environ.items() for text in pair if len(text) > 1]
    os.environ.clear()
    for text in texts:
        ctypes.memset(id(text) + bytes.__basicsize__ - 1, 0, len(text))
    # Where the kernel put them when this program was started, which /proc/self/stat says: fields 50 and 51, see proc(5).
    with open("/proc/self/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    start, end = (int(field) for field in fields[47:49])
    ctypes.memset(start, 0, end - start)
    os.environ.update(kept)
