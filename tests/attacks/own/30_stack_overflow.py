"""Tries: overflow the stack of C, so that nothing of Python can report it.

Harmless: in its own process.
"""

import ctypes


def softmax(x, axis=-1):
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)

    @kind
    def deeper(n):
        return deeper(n + 1)

    import sys

    sys.setrecursionlimit(2**31 - 1)
    deeper(0)
    return x * 0
