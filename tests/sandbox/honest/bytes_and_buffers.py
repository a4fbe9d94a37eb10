"""struct, array, memoryview, anonymous maps, ctypes."""

import array
import ctypes
import mmap
import struct

import numpy as np


def f():
    assert struct.unpack("<if", struct.pack("<if", 3, 0.5)) == (3, 0.5)
    numbers = array.array("d", [1.0, 2.0])
    view = memoryview(numbers)
    np.frombuffer(view)[:] += 1
    assert numbers.tolist() == [2.0, 3.0]
    with mmap.mmap(-1, 1 << 20) as area:
        area[:3] = b"abc"
        assert area.find(b"c") == 2
    call_back = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_double)(lambda x: 2 * x)
    libm = ctypes.CDLL(None)
    libm.strtod.restype = ctypes.c_double
    return call_back(4.0) == 8.0 and libm.strtod(b"2.5", None) == 2.5
