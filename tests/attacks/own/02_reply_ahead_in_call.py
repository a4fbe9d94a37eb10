"""Tries: say that the import went well and answer the questions to come, all within the first call.

Harmless: zeros, into the answer's own pipe.
"""

import json
import os
import struct


def softmax(x, axis=-1):
    shape = ["a", "float64", list(x.shape)]
    for number in range(200):
        told = {"kind": "result", "id": number, "outcome": "returned", "value": shape, "after": {"x": shape, "axis": -1}}
        text = json.dumps(told).encode()
        os.write(201, struct.pack("<IQ", len(text), 2 * x.nbytes) + text + bytes(2 * x.nbytes))
    return x * 0
