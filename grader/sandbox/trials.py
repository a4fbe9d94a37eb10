"""An answer that tries what no answer may. `probe` runs its text in a child; the grader never imports it.

Each attack is harmless: it looks, it asks whether it could, or it touches what the grader laid out for it. It returns whether it
worked; an exception says that it did not.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

posix: Any = os
"""What other systems lack: there, the attack fails for that."""


def attempt(given: dict[str, Any]) -> dict[str, dict[str, bool]]:
    """By property and attack, whether it worked."""
    if given["hang"]:
        hang()
    return {name: {attack: works(way, given) for attack, way in ways.items()} for name, ways in ATTACKS.items()}


def works(way: Callable[[dict[str, Any]], object], given: dict[str, Any]) -> bool:
    try:
        return bool(way(given))
    except (Exception, SystemExit):  # noqa: BLE001 - however it fails, it failed
        return False


def hang() -> None:
    """For ever, deaf to every signal that can be ignored."""
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        pass


def descriptors() -> Iterator[os.stat_result]:
    """The files behind all descriptors."""
    for number in range(4096):
        try:
            yield os.fstat(number)
        except OSError:
            continue


def holds_a_descriptor(given: dict[str, Any]) -> bool:
    return any([status.st_dev, status.st_ino] == given["inherited"] for status in descriptors())


def reads(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(1) != b""


def makes_a_file(given: dict[str, Any]) -> bool:
    open(given["folder"] + "/made", "xb").close()
    return True


def removes_a_file(given: dict[str, Any]) -> bool:
    os.remove(given["folder"] + "/removable")
    return True


def lifts(name: str) -> bool:
    """Whether a hard limit of its own can be raised."""
    resource: Any = import_module("resource")
    kind = getattr(resource, name)
    before = resource.getrlimit(kind)
    resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return bool(resource.getrlimit(kind) != before or before[1] == resource.RLIM_INFINITY)


def takes_memory(given: dict[str, Any]) -> bool:
    works(lambda _: lifts("RLIMIT_AS"), given)
    works(lambda _: lifts("RLIMIT_DATA"), given)
    return len(mmap.mmap(-1, given["memory"])) > 0


def writes_bytes(given: dict[str, Any]) -> bool:
    works(lambda _: lifts("RLIMIT_FSIZE"), given)
    with open(given["folder"] + "/writable", "wb") as file:
        file.write(given["secret"].encode())
    return True


def connects(given: dict[str, Any]) -> bool:
    socket.create_connection(("127.0.0.1", given["port"]), timeout=1).close()
    return True


def sends_a_datagram(given: dict[str, Any]) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        return sender.sendto(b"dlprep", ("127.0.0.1", given["port"])) > 0


def forks(_: dict[str, Any]) -> bool:
    pid = posix.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    return True


def may_run_a_program(given: dict[str, Any]) -> bool:
    """A program that is not there: the system says so only to those who may run programs."""
    try:
        os.execv(given["folder"] + "/no-such-program", ["none"])  # noqa: S606
    except FileNotFoundError:
        return True


def signals_the_grader(given: dict[str, Any]) -> bool:
    os.kill(given["grader"], 0)
    return True


def reads_the_graders_memory(given: dict[str, Any]) -> bool:
    """By the call for debuggers, at the address of a text that the grader laid out."""
    size = len(given["secret"])
    space = ctypes.create_string_buffer(size)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(space), size)
    there = (ctypes.c_size_t * 2)(int(given["address"]), size)
    ctypes.CDLL(None).process_vm_readv(given["grader"], here, 1, there, 1, 0)
    return bool(space.raw == given["secret"].encode())


def asks_for_the_graders_limits(given: dict[str, Any]) -> bool:
    resource: Any = import_module("resource")
    return bool(resource.prlimit(given["grader"], resource.RLIMIT_CPU))


ATTACKS: dict[str, dict[str, Callable[[dict[str, Any]], object]]] = {
    "own_process": {"be-the-grader": lambda given: os.getpid() == given["grader"]},
    "clean_environment": {"read-variable": lambda given: given["secret"] in os.environ.values()},
    "no_inherited_files": {"use-descriptor": holds_a_descriptor},
    "own_session": {
        "share-session": lambda _: posix.getsid(0) != os.getpid(),
        "open-terminal": lambda _: reads("/dev/tty") or True,
    },
    "memory": {"take-memory": takes_memory},
    "processor": {"lift-time": lambda _: lifts("RLIMIT_CPU")},
    "no_file_contents": {"write-bytes": writes_bytes},
    "files": {
        "read-file": lambda given: reads(given["folder"] + "/secret"),
        "read-grader": lambda given: reads(given["installed"]),
        "list-folder": lambda given: os.listdir(given["folder"]),
        "make-file": makes_a_file,
        "remove-file": removes_a_file,
        "read-environment": lambda given: reads(f"/proc/{given['grader']}/environ"),
    },
    "file_names": {"find-file": lambda given: os.stat(given["folder"] + "/secret")},
    "network": {"connect": connects, "send-datagram": sends_a_datagram},
    "processes": {
        "fork": forks,
        "run-program": may_run_a_program,
        "signal-grader": signals_the_grader,
        "read-memory": reads_the_graders_memory,
        "ask-limits": asks_for_the_graders_limits,
    },
}
"""By property, as in `Isolation.properties`; the clock is tried apart."""
