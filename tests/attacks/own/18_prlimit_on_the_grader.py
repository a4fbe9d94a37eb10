"""Tries: look at the grader's limits, its priority, its processors and its scheduler, and set them to what they are.

Harmless: nothing changes.
"""

import ctypes
import os
import resource

libc = ctypes.CDLL(None, use_errno=True)


def softmax(x, axis=-1):
    grader = os.getppid()
    for pid in (grader, 1, os.getpid()):
        try:
            limit = resource.prlimit(pid, resource.RLIMIT_CPU)
            print("REACHED prlimit", pid)
            resource.prlimit(pid, resource.RLIMIT_CPU, limit)
        except (OSError, ValueError):
            pass
    ways = {
        "affinity": lambda: os.sched_setaffinity(grader, os.sched_getaffinity(grader)),
        "scheduler": lambda: os.sched_setscheduler(grader, os.sched_getscheduler(grader), os.sched_getparam(grader)),
        "priority": lambda: os.setpriority(os.PRIO_PROCESS, grader, os.getpriority(os.PRIO_PROCESS, grader)),
        "group": lambda: os.setpgid(grader, os.getpgid(grader)),
    }
    for name, way in ways.items():
        try:
            way()
            print("REACHED", name)
        except OSError:
            pass
    return x * 0
