"""Which system calls remain: an allow-list, as a program for the kernel's filter machine.

What is not named fails with EPERM, which Python raises as PermissionError. There is no socket in it, no new process, no program to
run, no file to make, no other process to reach and no limit to lift.
"""

from __future__ import annotations

import ctypes
import struct
from errno import ENOSYS, EPERM
from typing import TYPE_CHECKING, Final

from .kernel import MACHINES, NUMBERS, UNKNOWN_FROM, call

if TYPE_CHECKING:
    from collections.abc import Iterable

ALWAYS: Final = (
    # its pipes, and files that it may open: Landlock decides which
    *("read", "write", "readv", "writev", "pread64", "pwrite64", "close", "close_range", "lseek", "dup", "dup2", "dup3"),
    *("fstat", "stat", "lstat", "newfstatat", "statx", "statfs", "fstatfs", "access", "faccessat", "faccessat2"),
    *("readlink", "readlinkat", "getdents", "getdents64", "getcwd", "fadvise64", "pipe", "pipe2"),
    *("poll", "ppoll", "select", "pselect6", "epoll_create", "epoll_create1", "epoll_ctl"),
    *("epoll_wait", "epoll_pwait", "epoll_pwait2"),
    # memory; OpenBLAS calls mbind
    *("mmap", "munmap", "mremap", "mprotect", "madvise", "mincore", "brk", "mbind", "get_mempolicy", "set_mempolicy", "membarrier"),
    # threads
    *("futex", "set_robust_list", "set_tid_address", "rseq", "gettid", "sched_yield", "sched_getaffinity", "sched_getparam"),
    *("sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min", "getcpu", "exit", "exit_group"),
    # time
    *("clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times"),
    *("getitimer", "setitimer", "alarm", "pause", "restart_syscall"),
    # its own signals
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigtimedwait", "rt_sigsuspend", "sigaltstack"),
    # what it may know of itself
    *("getpid", "getppid", "getpgid", "getpgrp", "getsid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid"),
    *("getgroups", "getrlimit", "getrusage", "uname", "sysinfo", "getrandom"),
)
"""Allowed with any arguments."""

_THREAD: Final = 0x10000
_NEW_NAMESPACES: Final = 0x7E020000
_ACCESS_MODE: Final = 0x3
_TRUNCATE: Final = 0x200
_SET_NAME, _GET_NAME = 15, 16
_OWN_DESCRIPTORS: Final = (0, 1, 2, 3, 4, 1030, 1032)
"""fcntl: F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ; not F_SETOWN, which sends signals."""
_HARMLESS_REQUESTS: Final = (0x5401, 0x802C542A, 0x5413, 0x5421, 0x5450, 0x5451)
"""ioctl: TCGETS, TCGETS2, TIOCGWINSZ, FIONBIO, FIONCLEX, FIOCLEX."""

_LOAD, _AND, _EQUAL, _AT_LEAST, _JUMP, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x05, 0x06
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_X32: Final = 0x40000000
"""Numbers from here on are the same calls by another door of x86_64."""
_SET_FILTER, _ALL_THREADS, _IS_ACTION_KNOWN = 1, 1, 2


def ask() -> None:
    """Ask whether the kernel has filters that can refuse with an error.

    Raises:
        OSError: it has none, or a policy forbids to ask.
    """
    wanted = ctypes.c_uint32(_ERROR)
    call("seccomp", _IS_ACTION_KNOWN, 0, ctypes.addressof(wanted))


def program(machine: str, pid: int) -> bytes:
    """The filter for the process `pid` on one of `MACHINES`, instruction by instruction: `struct sock_filter[]`.

    A number is looked for among those that are always allowed, then among those whose arguments count.
    """
    audit, column = MACHINES[machine]
    always = [number for name in ALWAYS if (number := NUMBERS[name][column]) is not None]
    chain = [_step(_EQUAL, number, len(always) - at) for at, number in enumerate(always)]
    return b"".join(
        [
            _load(_ARCHITECTURE_AT),
            _step(_EQUAL, audit, 1),
            _step(_RETURN, _ERROR | EPERM),
            _load(_NUMBER_AT),
            _step(_AT_LEAST, _X32, 0, 1),
            _step(_RETURN, _ERROR | EPERM),
            *chain,
            _step(_JUMP, 1),
            _step(_RETURN, _ALLOW),
            *(_counted(NUMBERS[name][column], body) for name, body in _bodies(pid)),
            _step(_AT_LEAST, UNKNOWN_FROM, 0, 1),
            _step(_RETURN, _ERROR | ENOSYS),
            _step(_RETURN, _ERROR | EPERM),
        ]
    )


def install(instructions: bytes) -> None:
    """Filter this process from now on, for ever; the privilege to gain privileges must be gone.

    Raises:
        OSError: the kernel refuses.
    """
    body = ctypes.create_string_buffer(instructions, len(instructions))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(instructions) // 8, ctypes.addressof(body)))
    if call("seccomp", _SET_FILTER, _ALL_THREADS, ctypes.addressof(head)):
        raise OSError("a thread cannot be filtered")


def _bodies(pid: int) -> Iterable[tuple[str, bytes]]:
    """Calls whose arguments count, and what decides on each: it ends by returning."""
    reading = _is_not(1, _ACCESS_MODE | _TRUNCATE, _TRUNCATE), _is_not(2, _ACCESS_MODE | _TRUNCATE, _TRUNCATE)
    return (
        # Before Linux 6.2 Landlock lets a file that may be read be emptied while it is opened.
        ("open", reading[0]),
        ("openat", reading[1]),
        ("clone", _is_one_of(0, (_THREAD,), _THREAD | _NEW_NAMESPACES)),
        # Its flags lie in memory, where a filter cannot look; without it, libc uses clone.
        ("clone3", _step(_RETURN, _ERROR | ENOSYS)),
        ("kill", _is_one_of(0, (pid,))),
        ("tgkill", _is_one_of(0, (pid,))),
        ("prctl", _is_one_of(0, (_SET_NAME, _GET_NAME))),
        ("prlimit64", _is_zero(2) + _is_one_of(0, (0,))),
        ("fcntl", _is_one_of(1, _OWN_DESCRIPTORS)),
        ("ioctl", _is_one_of(1, _HARMLESS_REQUESTS)),
    )


def _counted(number: int | None, body: bytes) -> bytes:
    return b"" if number is None else _step(_EQUAL, number, 0, len(body) // 8) + body


def _is_one_of(argument: int, values: tuple[int, ...], mask: int | None = None) -> bytes:
    """Allow where the lower half of an argument is one of `values`: all of these are C ints."""
    masked = b"" if mask is None else _step(_AND, mask)
    tests = [_step(_EQUAL, value, len(values) - at) for at, value in enumerate(values)]
    return b"".join([_low(argument), masked, *tests, _step(_RETURN, _ERROR | EPERM), _step(_RETURN, _ALLOW)])


def _is_not(argument: int, mask: int, value: int) -> bytes:
    """Allow unless the masked lower half of an argument is `value`."""
    refuse = _step(_RETURN, _ERROR | EPERM)
    return _low(argument) + _step(_AND, mask) + _step(_EQUAL, value, 0, 1) + refuse + _step(_RETURN, _ALLOW)


def _is_zero(argument: int) -> bytes:
    """Go on where a pointer is null."""
    refuse = _step(_RETURN, _ERROR | EPERM)
    return b"".join(half + _step(_EQUAL, 0, 1) + refuse for half in (_low(argument), _high(argument)))


def _low(argument: int) -> bytes:
    return _load(_ARGUMENTS_AT + 8 * argument)


def _high(argument: int) -> bytes:
    return _load(_ARGUMENTS_AT + 8 * argument + 4)


def _load(at: int) -> bytes:
    return _step(_LOAD, at)


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction; `then` and `otherwise` say how many to skip."""
    # An unconditional jump has its distance where others have their value.
    return struct.pack("@HBBI", code, then, otherwise, value)
