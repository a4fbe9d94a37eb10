"""The pairs of tests/typed/pairs.yaml."""

from pathlib import Path
from typing import NamedTuple

import yaml

from grader.model.answers import Agreement, Domain, Symbol

FILE = Path(__file__).parents[1] / "typed" / "pairs.yaml"


class Pair(NamedTuple):
    about: str
    got: str
    expected: str
    verdict: Agreement
    symbols: tuple[Symbol, ...]


def symbol(name, kind):
    return Symbol(name, shape=tuple(kind)) if isinstance(kind, list) else Symbol(name, Domain(kind))


def pairs():
    found = []
    for group in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        symbols = tuple(symbol(name, kind) for name, kind in group["symbols"].items())
        for key, verdict in (("equal", Agreement.EQUAL), ("different", Agreement.DIFFERENT)):
            found += [Pair(group["about"], *texts, verdict, symbols) for texts in group.get(key, ())]
    return found
