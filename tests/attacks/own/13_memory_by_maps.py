"""Tries: take memory past malloc: maps of every kind, grown in place, and stacks of threads.

Harmless: stops at 4 GB; pages are reserved, few are touched.
"""

import mmap
import threading

import numpy as np


def softmax(x, axis=-1):
    kept, taken = [], 0
    try:
        while taken < 4 << 30:
            kept.append(mmap.mmap(-1, 64 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | getattr(mmap, "MAP_NORESERVE", 0)))
            taken += 64 << 20
            kept[-1][0] = 1
        print("REACHED", taken)
    except (OSError, ValueError, MemoryError):
        pass
    kept.clear()
    threading.stack_size(256 << 20)
    try:
        for _ in range(16):
            threading.Thread(target=threading.Event().wait, args=(20,), daemon=True).start()
        print("REACHED 16 stacks")
    except (RuntimeError, MemoryError):
        pass
    return np.ones(1 << 29)
