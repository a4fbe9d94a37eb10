"""Tries: keep the grader waiting for ever, with one byte of a reply at a time.

Harmless: 20 s at most.
"""

import os
import struct
import time


def softmax(x, axis=-1):
    os.write(201, struct.pack("<IQ", 1 << 16, 0))
    for _ in range(2000):
        os.write(201, b" ")
        time.sleep(0.01)
    return x * 0
