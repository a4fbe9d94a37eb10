"""Tries: write replies to all questions before the first is asked, while the answer is imported.

Harmless: they hold zeros, and go into the answer's own pipe.
"""

import json
import os
import struct

import numpy as np


def frame(header, payload=b""):
    text = json.dumps(header).encode()
    return struct.pack("<IQ", len(text), len(payload)) + text + payload


zeros = np.zeros((2, 3)).tobytes()
shape = ["a", "float64", [2, 3]]
for number in range(3):
    after = {"x": shape, "axis": -1}
    told = {"kind": "result", "id": number, "outcome": "returned", "value": shape, "after": after, "aliases": [], "warnings": []}
    os.write(201, frame(told, zeros + zeros))


def softmax(x, axis=-1):
    return x * 0
