"""Random bits that are the same on every machine: SplitMix64, used as a counter.

Stream `key` is the published generator started at state `key` (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom
number generators", OOPSLA 2014; the constants are those of S. Vigna's public-domain splitmix64.c). Word j of a stream needs no word
before it, so that a case, an input or a choice has a key of its own, and adding one changes no other. `numpy.random` is not
imported: that alone would cost more than drawing 100 cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MASK: Final = 2**64 - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB


def mix(z: int) -> int:
    """One word from one state: the output function of SplitMix64."""
    z = ((z ^ (z >> 30)) * _FIRST) & _MASK
    z = ((z ^ (z >> 27)) * _SECOND) & _MASK
    return z ^ (z >> 31)


def step(key: int, part: int) -> int:
    """The key of one part (below 2**64) within another key."""
    return mix(((key ^ part) + _GOLDEN) & _MASK)


def fold(*parts: int) -> int:
    """A key from any whole numbers >= 0, of any size; their order matters."""
    key = 0
    for part in parts:
        key = step(key, part & _MASK)
        while part := part >> 64:
            key = step(key, part & _MASK)
    return key


def text_key(text: str) -> int:
    """A key from a name: FNV-1a over its UTF-8 bytes."""
    key = 0xCBF29CE484222325
    for byte in text.encode():
        key = ((key ^ byte) * 0x100000001B3) & _MASK
    return key


def words(keys: NDArray[np.uint64], count: int) -> NDArray[np.uint64]:
    """The first `count` words of each stream: shape `keys.shape + (count,)`."""
    steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(_GOLDEN)
    return mix_array(np.asarray(keys, dtype=np.uint64)[..., None] + steps)


def mix_array(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """`mix` of every entry."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(_FIRST)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(_SECOND)
    return z ^ (z >> np.uint64(31))


def step_arrays(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """`step(left, right)` of every pair of words, broadcast."""
    return mix_array((left ^ right) + np.uint64(_GOLDEN))


def uniforms(keys: NDArray[np.uint64], count: int) -> NDArray[np.float64]:
    """Evenly spread over the multiples of 2**-53 in [0, 1): shape `keys.shape + (count,)`."""
    return (words(keys, count) >> np.uint64(11)).astype(np.float64) * 2.0**-53
