"""Many exercises proved at once: one thread for each process, results in the order of the exercises."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Final, Self

import msgspec

import grader
from grader.author.working import Reply, Task, attempt, frames, library_of, send
from grader.model.proof import Failed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from types import TracebackType

    from grader.model.proof import Proof

_PROGRAM: Final = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("grader", sys.argv[1])
sys.modules["grader"] = package = module_from_spec(spec)
spec.loader.exec_module(package)
from grader.author.working import main
sys.exit(main())
"""
"""Loads this very package, wherever it lies, and leaves the path of modules as it is."""
_PATIENCE: Final = 10.0
"""Seconds that a process may take to end by itself."""


def prove_all(
    keys: Sequence[str], task: Task, jobs: int, done: Callable[[str], None] = lambda _: None
) -> Generator[Proof | Failed]:
    """What came of every exercise, in the order of `keys`, as soon as it and all before it are known.

    An exercise on which our code fails, or its process ends, is `Failed`, and the rest goes on. Closing the generator, or an
    exception such as KeyboardInterrupt, ends every process at once.

    Args:
        keys: of the exercises.
        task: banks, seeds, and how thoroughly to prove.
        jobs: processes. A single exercise is proved in this one.
        done: called with each key when it is known, whatever its place.
    """
    if len(keys) == 1:
        yield _result(attempt(library_of(task.banks), keys[0], task))
        return
    with _Pool(keys, task, min(jobs, len(keys))) as pool:
        known: dict[int, Proof | Failed] = {}
        for position in range(len(keys)):
            while position not in known:
                place, result = pool.results.get()
                known[place] = result
                done(keys[place])
            yield known.pop(position)


class _Pool:
    """Processes that share the exercises among themselves."""

    def __init__(self, keys: Sequence[str], task: Task, jobs: int) -> None:
        self.task = task
        self.results: queue.Queue[tuple[int, Proof | Failed]] = queue.Queue()
        self._waiting: queue.Queue[tuple[int, str]] = queue.Queue()
        for entry in enumerate(keys):
            self._waiting.put(entry)
        self._workers: set[_Worker] = set()
        self._over = False
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(jobs)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over = True
        for worker in tuple(self._workers):
            worker.process.kill()
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        """Give one process an exercise after the other; a process that ended is replaced."""
        worker = None
        while not self._over:
            try:
                place, key = self._waiting.get_nowait()
            except queue.Empty:
                break
            if worker is None:
                worker = _Worker(self.task)
                self._workers.add(worker)
            result = worker.prove(key)
            if result is None:
                self._workers.discard(worker)
                result, worker = Failed(key, worker.end(), ""), None
            self.results.put((place, result))
        if worker is not None:
            self._workers.discard(worker)
            worker.end()


class _Worker:
    """One process."""

    def __init__(self, task: Task) -> None:
        command = [sys.executable, "-P", "-c", _PROGRAM, grader.__file__]
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Ctrl-C is for the parent alone.
            start_new_session=sys.platform != "win32",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._in, self._replies = self.process.stdin, frames(self.process.stdout)
        self._first = msgspec.msgpack.encode(task)

    def prove(self, key: str) -> Proof | Failed | None:
        """What it says of an exercise; None if it ended."""
        try:
            for data in filter(None, (self._first, key.encode())):
                send(self._in, data)
            self._first = b""
            reply = next(self._replies, None)
        except OSError:
            return None
        return None if reply is None else _result(msgspec.msgpack.decode(reply, type=Reply))

    def end(self) -> str:
        """End it; how it ended."""
        with contextlib.suppress(OSError):
            self._in.close()
        try:
            status = self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()
        return f"the process that proved it ended, {f'signal {-status}' if status < 0 else f'status {status}'}"


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _result(reply: Reply) -> Proof | Failed:
    result = reply.proof or reply.failed
    assert result is not None
    return result
