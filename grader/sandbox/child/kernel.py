"""System calls that neither libc nor Python has a function for, by their numbers on this machine."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MACHINES: Final = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
"""By what `uname -m` says: AUDIT_ARCH_*, by which a filter tells whose table a number belongs to, and the column of `NUMBERS`."""

NUMBERS: Final = {
    # name: x86_64, aarch64. From the kernel's asm/unistd_64.h and asm-generic/unistd.h.
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "ioctl": (16, 29), "pread64": (17, 67), "pwrite64": (18, 68), "readv": (19, 65),
    "writev": (20, 66), "sched_yield": (24, 124), "mremap": (25, 216), "mincore": (27, 232), "madvise": (28, 233),
    "dup": (32, 23), "nanosleep": (35, 101), "getitimer": (36, 102), "setitimer": (38, 103), "getpid": (39, 172),
    "clone": (56, 220), "exit": (60, 93), "kill": (62, 129), "uname": (63, 160), "fcntl": (72, 25), "getcwd": (79, 17),
    "gettimeofday": (96, 169), "getrlimit": (97, 163), "getrusage": (98, 165), "sysinfo": (99, 179), "times": (100, 153),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177), "getppid": (110, 173),
    "getgroups": (115, 158), "getresuid": (118, 148), "getresgid": (120, 150), "getpgid": (121, 155), "getsid": (124, 156),
    "rt_sigpending": (127, 136), "rt_sigtimedwait": (128, 137), "rt_sigsuspend": (130, 133), "sigaltstack": (131, 132),
    "statfs": (137, 43), "fstatfs": (138, 44), "sched_getparam": (143, 121), "sched_getscheduler": (145, 120),
    "sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126), "prctl": (157, 167), "gettid": (186, 178),
    "futex": (202, 98), "sched_getaffinity": (204, 123), "getdents64": (217, 61), "set_tid_address": (218, 96),
    "restart_syscall": (219, 128), "fadvise64": (221, 223), "timer_create": (222, 107), "timer_settime": (223, 110),
    "clock_gettime": (228, 113), "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "exit_group": (231, 94),
    "epoll_ctl": (233, 21), "tgkill": (234, 131), "mbind": (237, 235), "set_mempolicy": (238, 237),
    "get_mempolicy": (239, 236), "openat": (257, 56), "newfstatat": (262, 79), "readlinkat": (267, 78),
    "faccessat": (269, 48), "pselect6": (270, 72), "ppoll": (271, 73), "set_robust_list": (273, 99),
    "epoll_pwait": (281, 22), "epoll_create1": (291, 20), "dup3": (292, 24), "pipe2": (293, 59), "prlimit64": (302, 261),
    "getcpu": (309, 168), "seccomp": (317, 277), "getrandom": (318, 278), "membarrier": (324, 283), "statx": (332, 291),
    "rseq": (334, 293), "clone3": (435, 435), "close_range": (436, 436), "faccessat2": (439, 439),
    "epoll_pwait2": (441, 441), "landlock_create_ruleset": (444, 444), "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    # Of x86_64 alone; newer architectures began without them.
    "open": (2, None), "stat": (4, None), "lstat": (6, None), "poll": (7, None), "access": (21, None), "pipe": (22, None),
    "select": (23, None), "dup2": (33, None), "pause": (34, None), "alarm": (37, None), "getdents": (78, None),
    "readlink": (89, None), "getpgrp": (111, None), "time": (201, None), "epoll_create": (213, None), "epoll_wait": (232, None),
}  # fmt: skip
"""None: the architecture has no such call."""
UNKNOWN_FROM: Final = 450
"""Calls of later kernels than this table: a libc that tries one must hear that it is not there, and does without."""


def machine() -> str | None:
    """What this process runs on, one of `MACHINES`; None where its calls are not known."""
    if sys.platform == "linux":
        name = os.uname().machine
        return name if name in MACHINES and struct.calcsize("P") == 8 else None
    else:
        return None


def call(name: str, *arguments: int) -> int:
    """Make a system call; pointers are addresses.

    Raises:
        OSError: what the kernel says.
    """
    return prepared(name, *arguments)()


def prepared(name: str, *arguments: int) -> Callable[[], int]:
    """A system call that will be made often with the same arguments; raises as `call` does."""
    number = NUMBERS[name][_COLUMN]
    if number is None:
        raise OSError(f"no {name} on this machine")
    converted = [ctypes.c_long(value) for value in (number, *arguments, *(0,) * (6 - len(arguments)))]

    def made() -> int:
        result: int = _syscall(*converted)
        if result < 0:
            error = ctypes.get_errno()
            raise OSError(error, f"{os.strerror(error)} ({name})")
        return result

    return made


_COLUMN: Final = MACHINES.get(machine() or "", (0, 0))[1]
_syscall = ctypes.CDLL(None, use_errno=True).syscall
_syscall.restype = ctypes.c_long
