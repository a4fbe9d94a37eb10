"""The cases of one check."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from grader.truth import freedom

if TYPE_CHECKING:
    from grader.build.packing import Block
    from grader.model.case import Case, Expected
    from grader.model.content import CodeContent
    from grader.model.enums import Source


class Drawn:
    """The cases of one check, in the order in which they are run, and what is expected of each (None: it must raise)."""

    def __init__(self, seed: int, source: Source, block: Block, content: CodeContent) -> None:
        self.seed, self.source, self.block = seed, source, block
        self._free = freedom(content)

    def __len__(self) -> int:
        return len(self.block)

    def case(self, index: int) -> Case:
        return self.block.case(index)

    def expecting(self, index: int) -> Expected | None:
        """What is expected of one case, with what the exercise leaves free."""
        expected = self.block.expected(index)
        return expected if expected is None or self._free is None else msgspec.structs.replace(expected, free=self._free)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        return tuple(map(self.case, range(len(self))))

    @cached_property
    def expected(self) -> tuple[Expected | None, ...]:
        return tuple(map(self.expecting, range(len(self))))
