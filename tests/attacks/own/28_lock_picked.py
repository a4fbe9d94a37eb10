"""Tries: lift its limits, filters and rules, gain privileges, and change what keeps it in place.

Harmless: in its own process.
"""

import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)
SECCOMP, CAPSET, BPF, KEYCTL, PERF, USERFAULT, HANDLE = (
    (317, 126, 321, 250, 298, 323, 304) if os.uname().machine == "x86_64" else (277, 91, 280, 219, 241, 282, 265)
)


def softmax(x, axis=-1):
    for name in ("RLIMIT_AS", "RLIMIT_DATA", "RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_NPROC"):
        kind = getattr(resource, name)
        before = resource.getrlimit(kind)
        for limit in ((resource.RLIM_INFINITY,) * 2, (before[1] + 1,) * 2):
            try:
                resource.setrlimit(kind, limit)
            except (OSError, ValueError):
                pass
        if resource.getrlimit(kind) != before:
            print("REACHED", name)
    space = ctypes.create_string_buffer(256)
    calls = {
        "no_new_privs": lambda: libc.prctl(38, 0, 0, 0, 0),
        "dumpable": lambda: libc.prctl(4, 1, 0, 0, 0),
        "death signal": lambda: libc.prctl(1, 0, 0, 0, 0),
        "seccomp off": lambda: libc.prctl(22, 0, 0, 0, 0),
        "another filter": lambda: libc.syscall(SECCOMP, 1, 0, space),
        "another ruleset": lambda: libc.syscall(444, space, 24, 0),
        "capset": lambda: libc.syscall(CAPSET, space, space),
        "setuid": lambda: libc.setuid(os.getuid()),
        "setgroups": lambda: libc.setgroups(0, None),
        "personality": lambda: libc.personality(0x0040000),
        "bpf": lambda: libc.syscall(BPF, 0, space, 64),
        "keys": lambda: libc.syscall(KEYCTL, 0, -3, 1),
        "perf": lambda: libc.syscall(PERF, space, 0, -1, -1, 0),
        "page faults": lambda: libc.syscall(USERFAULT, 0),
        "handles": lambda: libc.syscall(HANDLE, -100, space, 0),
        "nice": lambda: os.nice(0) or 0,
        "cpu": lambda: os.sched_setaffinity(0, os.sched_getaffinity(0)) or 0,
    }
    for name, way in calls.items():
        try:
            if way() >= 0:
                print("REACHED", name)
        except OSError:
            pass
    return x * 0
