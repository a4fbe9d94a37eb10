"""Tries: find the child's own modules, and put functions in their place that report success and right values.

Harmless: in its own process.
"""

import sys


def claim(self, request, take):
    shape = ["a", "float64", [2, 3]]
    told = {
        "outcome": "returned",
        "value": shape,
        "after": {"x": shape, "axis": -1},
        "aliases": [],
        "warnings": [],
        "verdict": "PASS",
    }
    return told, []


child = {name: module for name, module in list(sys.modules.items()) if name.startswith("dlprep_child")}
for module in child.values():
    for name in ("Caller", "Flattener", "Wire", "Payload"):
        kind = getattr(module, name, None)
        if kind is not None and hasattr(kind, "reply"):
            kind.reply = claim
        if kind is not None and hasattr(kind, "tree"):
            kind.tree = lambda self, value, *_: 1.0 / 3


def softmax(x, axis=-1):
    return x * 0
