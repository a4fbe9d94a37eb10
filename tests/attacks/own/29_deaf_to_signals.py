"""Tries: never end: every signal blocked and ignored, threads that spin and threads that wait.

Harmless: 20 s at most.
"""

import signal
import threading
import time

END = time.monotonic() + 20


def spin():
    while time.monotonic() < END:
        pass


def softmax(x, axis=-1):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    for _ in range(3):
        threading.Thread(target=spin).start()
    while time.monotonic() < END:
        try:
            time.sleep(1)
        except BaseException:
            pass
    return x * 0
