"""Exercise -> cases with certified expected values. What does not agree is refused here, before any answer is graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.door import lazily

if TYPE_CHECKING:
    from grader.build.drawn import Drawn
    from grader.build.packing import pack_tree, unpack_tree
    from grader.build.prepared import SEEDS, Prepared, prepare
    from grader.build.record import Record

__all__ = ["SEEDS", "Drawn", "Prepared", "Record", "pack_tree", "prepare", "unpack_tree"]

# numpy is loaded at the first use of any.
__getattr__ = lazily(
    __name__,
    {
        "Drawn": "drawn",
        "Prepared": "prepared",
        "Record": "record",
        "SEEDS": "prepared",
        "pack_tree": "packing",
        "prepare": "prepared",
        "unpack_tree": "packing",
    },
)
