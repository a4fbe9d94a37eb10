"""Every sentence that a person reads: `learner`, `author`, `operator`; and values as text.

Functions from model values to text, without I/O. Its doors are modules, one for each audience, loaded at their first use;
`shown.show` is the only function that looks at arrays, and it imports numpy itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["author", "clean", "display", "learner", "numbers", "operator", "paste", "shown"]


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(name)
