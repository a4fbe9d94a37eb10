"""Exercise files with one fault put in: what `benchmarks/faults.py` measures with, and what the tests of the bank sample from.

Every injection takes the plain data of a sound file, changes one place chosen at random, and says which path an error must name.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import msgspec

from injection.given import GIVEN
from injection.meaning import MEANING
from injection.structure import STRUCTURE
from injection.syntax import SYNTAX
from injection.writing import render, write

if TYPE_CHECKING:
    import random

    from injection.writing import Data

__all__ = ["KINDS", "Injected", "inject", "write"]

KINDS = {**STRUCTURE, **MEANING, **GIVEN}
"""Injections into the data, by name; those into the text are in `SYNTAX`."""


class Injected(msgspec.Struct, frozen=True):
    """A faulty file."""

    kind: str
    text: bytes
    paths: frozenset[str]
    """An error must name one of these."""
    line: int = 0
    """Or, where the syntax is broken and there is no path, this line."""


def inject(data: Data, rng: random.Random) -> Injected:
    """One fault, of a kind and at a place drawn from `rng`, in a file with this content."""
    while True:
        kind = rng.choice([*KINDS, *SYNTAX])
        changed = copy.deepcopy(data)
        if kind in SYNTAX:
            damage = SYNTAX[kind](write(changed, rng, blocks=True), rng)
            if damage is not None:
                text, paths, line = damage
                return Injected(kind, text, frozenset(paths), line)
        else:
            paths = KINDS[kind](changed, rng)
            if paths:
                return Injected(kind, write(changed, rng).encode(), frozenset(map(render, paths)))
