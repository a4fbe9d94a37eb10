"""Tries: read and write the grader's memory, by every call for debuggers.

Harmless: reads a few bytes; attaches to nothing that it does not let go.
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
READ, WRITE, KCMP, MADVISE = (310, 311, 312, 440) if os.uname().machine == "x86_64" else (270, 271, 272, 440)
SEIZE, DETACH, TRACEME = 0x4206, 17, 0


def softmax(x, axis=-1):
    grader = os.getppid()
    if libc.ptrace(SEIZE, grader, None, None) == 0:
        print("REACHED ptrace")
        libc.ptrace(DETACH, grader, None, None)
    space = ctypes.create_string_buffer(64)
    here = (ctypes.c_size_t * 2)(ctypes.addressof(space), 64)
    # The same address in the grader: often mapped there, and never written to.
    there = (ctypes.c_size_t * 2)(id(None), 16)
    if libc.syscall(READ, grader, here, 1, there, 1, 0) > 0:
        print("REACHED process_vm_readv")
    if libc.syscall(WRITE, grader, here, 0, there, 0, 0) == 0:
        print("REACHED process_vm_writev")
    if libc.syscall(KCMP, grader, os.getpid(), 0, 0, 0) >= 0:
        print("REACHED kcmp")
    for path in (f"/proc/{grader}/mem", f"/proc/{grader}/maps", "/proc/self/mem"):
        try:
            with open(path, "rb"):
                print("REACHED", path)
        except OSError:
            pass
    return x * 0
