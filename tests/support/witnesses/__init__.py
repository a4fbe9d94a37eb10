"""The table: exercise, library, how to call it, what is left out and why. The modules of this folder fill it."""

from witnessing import WITNESSES

from witnesses import attention, calculus, linear_algebra, neural_networks, numerics, optimization, probability, regression

__all__ = ["TABLE", "WITHOUT"]

TRACKS = (attention, calculus, linear_algebra, neural_networks, numerics, optimization, probability, regression)
"""Importing them fills the table; they import no library before a witness is called."""

TABLE = tuple(WITNESSES)

WITHOUT = {
    "convexity-check": "no library samples Jensen's inequality",
    "safe-divide": "a floor under the divisor that keeps its sign is this exercise's own definition",
}
"""Code exercises that nothing outside computes, and why."""
