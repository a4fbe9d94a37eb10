"""The child as a process of Windows. Written from the documentation and never run.

It has the clean environment, the empty folder, the pipes and the clock of the other systems; a job object limits what it takes and
dies with all that is in it. Its pipes do not block from Python 3.12 on.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grader.sandbox.running import Ends

if sys.platform == "win32":
    import ctypes
    import msvcrt
    import os
    import subprocess

    from grader.sandbox.jobs import Job
    from grader.sandbox.sampling import INTERPRETER

    class Process:
        """A started child."""

        handle: int | None = None

        def __init__(self, popen: subprocess.Popen[bytes]) -> None:
            self._popen = popen
            self.pid = popen.pid
            self._job = Job(ctypes.WinDLL("kernel32", use_last_error=True), popen.pid)

        def exited(self) -> bool:
            """Whether it has ended by itself."""
            return self._popen.poll() is not None

        def limit(self, memory: int, seconds: float) -> None:
            """Let it take `memory` bytes above what Python takes, and `seconds` of processor time."""
            self._job.limit(memory + INTERPRETER, seconds)

        def kill(self) -> None:
            """Kill it; it is gone a moment later."""
            self._popen.kill()

        def end(self) -> int | None:
            """Kill it, reap it, and tell its exit status."""
            self._popen.kill()
            self._job.close()
            return self._popen.wait()

    def start(command: Sequence[str], arguments: Sequence[str], environment: Mapping[str, str], ends: Ends) -> Process:
        """Run `command` with the handles of its job and result pipes and `arguments` behind it."""
        job, results = (msvcrt.get_osfhandle(end) for end in (ends.job, ends.results))
        for handle in (job, results):
            os.set_handle_inheritable(handle, True)
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [job, results]})
        popen = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [*command, str(job), str(results), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=ends.out,
            stderr=ends.errors,
            env=environment,
            startupinfo=startup,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW,
        )
        try:
            return Process(popen)
        except OSError:
            popen.kill()
            raise
