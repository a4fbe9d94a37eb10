"""Output of every kind, flushed and not."""

import os
import pprint
import sys

import numpy as np


def f():
    print("loss", 0.5, sep=": ", end="\n", flush=True)
    pprint.pprint({"w": list(range(40))})
    with np.printoptions(precision=2, threshold=5):
        print(np.arange(100.0))
    sys.stderr.write("to the other stream\n")
    os.write(1, "é\n".encode())
    sys.stdout.buffer.write(b"bytes\n")
    print("\N{GREEK SMALL LETTER ALPHA}", file=sys.__stdout__)
    return sys.stdin.read() == ""
