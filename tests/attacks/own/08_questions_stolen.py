"""Tries: read the questions to come from the pipe, in search of what is expected, and forget to answer them.

Harmless: reads its own pipe; what it finds is printed.
"""

import os


def softmax(x, axis=-1):
    os.set_blocking(200, False)
    try:
        taken = os.read(200, 1 << 20)
    except BlockingIOError:
        taken = b""
    for word in (b"expect", b"truth", b"toleran", b"reference"):
        if word in taken:
            print("REACHED", word)
    os.set_blocking(200, True)
    return x * 0
