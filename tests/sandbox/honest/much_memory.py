"""Most of the memory that an answer may take, taken and given back; and the error of too much."""

import numpy as np


def f():
    for _ in range(5):
        large = np.ones(40 << 20)
        large += 1
        assert large[-1] == 2
        del large
    parts = [bytearray(8 << 20) for _ in range(40)]
    assert sum(map(len, parts)) == 320 << 20
    del parts
    try:
        np.ones(1 << 30)
    except MemoryError:
        return bool(np.ones(10 << 20).sum() == 10 << 20)
