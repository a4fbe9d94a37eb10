"""Tries: go on writing to the grader after the reply, from a thread, to come before or into the next one.

Harmless: one second of spaces.
"""

import os
import threading
import time


def drip():
    end = time.monotonic() + 1
    while time.monotonic() < end:
        os.write(201, b" ")
        time.sleep(0.001)


def softmax(x, axis=-1):
    threading.Thread(target=drip, daemon=True).start()
    time.sleep(0.05)
    return x * 0
