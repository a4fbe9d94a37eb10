"""Tries: take memory bit by bit until the machine has none left.

Harmless: stops at 4 GB.
"""


def softmax(x, axis=-1):
    kept = []
    while len(kept) < 4096:
        kept.append(bytearray(1 << 20))
    print("REACHED 4 GB")
    return x * 0
