"""Values and closed sets; no behaviour beyond themselves. Importable without numpy.

Modules with structs that are decoded do without `from __future__ import annotations`: msgspec would evaluate every annotation as a
text, 4 ms on the way of each check.
"""
