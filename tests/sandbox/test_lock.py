"""What the lock refuses, and in which words; that it cannot be opened; that there is no answer without it."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from levels import LOCKED

from grader.model.case import Call
from grader.model.content import Limits
from grader.model.errors import InternalError
from grader.sandbox import Job, Session, isolation, spawn, spawning
from grader.sandbox.child import kernel
from grader.sandbox.child.lock import Lock, LockError

if TYPE_CHECKING:
    from collections.abc import Callable

    from grader.model.case import Observation
    from grader.model.enums import Level

    Start = Callable[..., Session]

LOCKED_TESTS = pytest.mark.parametrize("level", LOCKED)
REFUSED = {
    "reading": ("open('/etc/passwd')", "[Errno 13] Permission denied: '/etc/passwd'"),
    "listing": ("os.listdir('/')", "[Errno 13] Permission denied: '/'"),
    "listing here": ("os.listdir()", "[Errno 13] Permission denied"),
    "writing": ("open('notes.txt', 'w')", "[Errno 13] Permission denied: 'notes.txt'"),
    "adding": ("open('/dev/shm/notes.txt', 'a')", "[Errno 13] Permission denied: '/dev/shm/notes.txt'"),
    "saving": ("np.save('weights', np.ones(3))", "[Errno 13] Permission denied: 'weights.npy'"),
    "folder": ("os.mkdir('plots')", "[Errno 1] Operation not permitted: 'plots'"),
    "removing": ("os.remove('/etc/passwd')", "[Errno 1] Operation not permitted: '/etc/passwd'"),
    "moving": ("os.rename('/etc/passwd', '/tmp/passwd')", "[Errno 1] Operation not permitted: '/etc/passwd' -> '/tmp/passwd'"),
    "mode": ("os.chmod('/', 0o777)", "[Errno 1] Operation not permitted: '/'"),
    "program": ("subprocess.run(['ls'])", "[Errno 1] Operation not permitted"),
    "fork": ("os.fork()", "[Errno 1] Operation not permitted"),
    "exec": ("os.execv('/bin/true', ['true'])", "[Errno 1] Operation not permitted"),
    "process": ("multiprocessing.Process(target=print).start()", "[Errno 1] Operation not permitted"),
    "pool": ("multiprocessing.Pool(2)", "[Errno 13] Permission denied"),
    "socket": ("socket.socket()", "[Errno 1] Operation not permitted"),
    "web": ("urllib.request.urlopen('http://127.0.0.1:9')", "<urlopen error [Errno 1] Operation not permitted>"),
    "event loop": ("asyncio.run(asyncio.sleep(0))", "[Errno 1] Operation not permitted"),
    "signal": ("os.kill(os.getppid(), 0)", "[Errno 1] Operation not permitted"),
    "limits": ("resource.prlimit(os.getppid(), resource.RLIMIT_CPU)", "[Errno 1] Operation not permitted"),
    "process of another": ("open(f'/proc/{os.getppid()}/environ')", "[Errno 13] Permission denied: '/proc/"),
    "own process": ("open('/proc/self/maps')", "[Errno 13] Permission denied: '/proc/self/maps'"),
}  # fmt: skip
MODULES = "asyncio, multiprocessing, os, resource, socket, subprocess, urllib.request"


def told(session: Session, **arguments: Any) -> Observation:
    (seen,) = session.run([Call(arguments)])
    return seen


@LOCKED_TESTS
@pytest.mark.parametrize(("body", "message"), REFUSED.values(), ids=REFUSED)
@pytest.mark.filterwarnings("ignore")
def test_refusal_can_be_read(start: Start, level: Level, body: str, message: str) -> None:
    error = told(start(f"import {MODULES}\nimport numpy as np\ndef f(): {body}", level)).error
    assert error is not None
    assert error.type_name in ("PermissionError", "URLError")
    assert error.message.startswith(message)


@LOCKED_TESTS
def test_existence_of_a_file_can_be_found_out(start: Start, level: Level) -> None:
    """Landlock leaves stat free: the level says so."""
    exists = "import os\ndef f(): return os.path.exists('/etc/passwd'), os.path.exists('/etc/no-such-file')"
    assert told(start(exists, level)).value == (True, False)
    assert isolation(level).properties["file_names"] is False


@LOCKED_TESTS
def test_nothing_can_be_unlocked(start: Start, level: Level) -> None:
    source = """
        import ctypes, resource
        libc = ctypes.CDLL(None, use_errno=True)
        def f():
            ways = [
                lambda: libc.prctl(22, 0, 0, 0, 0),
                lambda: libc.prctl(22, 2, 0, 0, 0),
                lambda: libc.sched_setaffinity(0, 8, ctypes.byref(ctypes.c_ulong(1))),
                lambda: libc.unshare(0x10000000),
                lambda: libc.setns(0, 0),
                lambda: libc.ptrace(0, 0, 0, 0),
                lambda: libc.chroot(b"/"),
                lambda: libc.mount(b"none", b"/tmp", b"tmpfs", 0, None),
                lambda: libc.personality(0),
                lambda: libc.setuid(0),
                lambda: libc.setrlimit(7, ctypes.byref((ctypes.c_ulong * 2)(100, 100))),
                lambda: libc.timer_delete(0),
            ]
            return [way() for way in ways]
    """
    assert told(start(source, level)).value == [-1] * 12


@LOCKED_TESTS
def test_memory_stays_limited_for_root_too(start: Start, level: Level) -> None:
    source = """
        import resource
        def f():
            for limit in ((resource.RLIM_INFINITY,) * 2, (1 << 40, 1 << 40)):
                try:
                    resource.setrlimit(resource.RLIMIT_AS, limit)
                except (ValueError, OSError):
                    pass
            return len(bytearray(400 << 20))
    """
    error = told(start(source, level, limits=Limits(memory_mb=128, seconds=60, call_seconds=30))).error
    assert error is not None
    assert error.type_name == "MemoryError"


@LOCKED_TESTS
def test_locked_child_has_a_timer_that_ends_it(start: Start, level: Level) -> None:
    session = start("def f(): pass", level)
    session.load()
    assert session._life is not None
    timers = Path(f"/proc/{session._life._child.pid}/timers")
    if timers.exists():  # a kernel may be built without this list
        assert re.search("^signal: 9/.*^notify: signal/pid", timers.read_text(), re.MULTILINE | re.DOTALL)


def test_lifetime_ends_a_process() -> None:
    code = "import time\nfrom grader.sandbox.child import limits\nlimits.LIFETIME = 1\nlimits.limit_lifetime()\ntime.sleep(60)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL


def test_lock_on_a_machine_without_a_table_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "machine", lambda: None)
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)
    lock = Lock("L2", "numpy/__init__.py")
    monkeypatch.setattr("grader.sandbox.child.lock.limit_resources", lambda _: None)
    with pytest.raises(LockError, match="L2 cannot be entered: no table of system calls"):
        lock.shut({"level": "L2"})


@LOCKED_TESTS
def test_child_that_cannot_lock_itself_runs_no_answer(level: Level, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied = shutil.copytree(Path(spawning._PROGRAM).parent, tmp_path / "child")
    text = (copied / "landlock.py").read_text(encoding="utf-8")
    broken = text.replace('call("landlock_restrict_self", self._descriptor, 0)', 'call("landlock_restrict_self", -1, 0)')
    assert broken != text
    (copied / "landlock.py").write_text(broken)
    monkeypatch.setattr(spawning, "_PROGRAM", str(copied / "main.py"))
    with Session(spawn(level), Job(source="print('ran')\nf = abs", file="f.py", function="f")) as session:
        with pytest.raises(InternalError, match="L2 cannot be entered"):
            session.load()
        assert session.close().text == ""
