"""Tries: an ndarray of a class that lies about its type, its bytes, its shape and every comparison.

Harmless: in its own process.
"""

import numpy as np


class Right(np.ndarray):
    __class__ = np.ndarray
    shape = property(lambda self: (2, 3))
    nbytes = size = property(lambda self: 0)
    dtype = property(lambda self: np.dtype(float))
    flags = __array_interface__ = __array_struct__ = property(lambda self: None)

    def __array__(self, *args, **kwargs):
        return np.ones((2, 3)) / 3

    def __array_ufunc__(self, *args, **kwargs):
        return True

    def __array_function__(self, *args, **kwargs):
        return True

    def __reduce__(self):
        return print, ("REACHED unpickled",)

    def __eq__(self, other):
        return True

    __hash__ = None
    __le__ = __lt__ = __ge__ = __gt__ = __sub__ = __rsub__ = __eq__

    def tobytes(self, *args):
        return b"\0" * 48

    tolist = reshape = view = astype = tobytes


def softmax(x, axis=-1):
    return np.zeros_like(x).view(Right)
