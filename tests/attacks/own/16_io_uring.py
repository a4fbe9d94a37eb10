"""Tries: set up io_uring, whose requests pass by filters of system calls, and the older asynchronous I/O.

Harmless: an empty ring.
"""

import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def softmax(x, axis=-1):
    parameters = ctypes.create_string_buffer(256)
    if libc.syscall(425, 4, parameters) >= 0:
        print("REACHED io_uring")
    if libc.syscall(427, 0, 0, 0, 0) >= 0:
        print("REACHED register")
    context = ctypes.c_ulong(0)
    if libc.syscall(206 if os.uname().machine == "x86_64" else 0, 4, ctypes.byref(context)) >= 0:
        print("REACHED aio")
    return x * 0
