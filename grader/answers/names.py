"""Which name a word means: a symbol, a constant, a function, or a product of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from grader.answers.functions import ALIASES, CONSTANTS, FUNCTIONS
from grader.answers.near import nearest
from grader.answers.tree import Definition
from grader.model.answers import Symbol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_SPELLINGS: Final = {"lambda": "lam", "epsilon": "eps", "varepsilon": "eps"}
"""Greek letters that are often written short."""
LONGEST_PRODUCT: Final = 24
"""Letters in a word that is looked at as a product of names."""


class Names(msgspec.Struct, frozen=True):
    """What an answer may use."""

    symbols: dict[str, Symbol]
    dims: frozenset[str]
    functions: dict[str, Definition]
    spelled: dict[str, str]
    """Every name under its spelling without `_`, Greek letters short."""
    percent: bool = False
    """Whether % may follow a number."""

    def value(self, word: str) -> str:
        """The symbol, dim or constant that a word means, or nothing."""
        if word in self.symbols or word in self.dims:
            return word
        found = self.spelled.get(_spelling(word), "")
        return found or (word if word in CONSTANTS else "")

    def function(self, word: str) -> str:
        """The function that a word means, or nothing. What the exercise defines comes before what everybody knows."""
        if word in self.functions:
            return word
        plain = word.replace("_", "")
        for own in self.functions:
            if _spelling(own) == _spelling(word):
                return own
        if plain == "sigma" and not self.value(word):
            return "sigmoid"
        known = ALIASES.get(plain, plain)
        return known if known in FUNCTIONS and known != "matmul" else ""

    def product(self, word: str, *, called: bool) -> list[list[str]]:
        """The ways in which a word is a product of values, those of fewest factors; if it is called, the last may be a function."""
        if len(word) > LONGEST_PRODUCT:
            return []
        ways: list[list[list[str]]] = [[[]], *([] for _ in word)]
        for end in range(1, len(word) + 1):
            for start in range(end):
                piece = word[start:end]
                fits = self.value(piece) or (called and end == len(word) and self.function(piece))
                if fits and not piece.startswith("_"):
                    ways[end].extend([*way, piece] for way in ways[start])
            fewest = min(map(len, ways[end]), default=0)
            ways[end] = [way for way in ways[end] if len(way) == fewest][:2]
        return ways[-1]

    def near(self, word: str, *, called: bool = False) -> str:
        """The nearest name, or nothing."""
        values = [*self.symbols, *self.dims]
        return nearest(word, [*self.functions, *FUNCTIONS, *ALIASES, *values] if called else [*values, *self.functions])


def declare(symbols: Sequence[Symbol], functions: Mapping[str, Definition]) -> Names:
    """The names of an exercise; the dims of its shapes are numbers that may be used too."""
    own = {symbol.name: symbol for symbol in symbols}
    dims = frozenset(dim for symbol in symbols for dim in symbol.shape if dim.isidentifier() and dim not in own)
    spelled = {_spelling(name): name for name in [*dims, *own]}
    return Names(own, dims, dict(functions), spelled)


def _spelling(word: str) -> str:
    plain = word.replace("_", "")
    for long, short in _SPELLINGS.items():
        plain = plain.replace(long, short)
    return plain
