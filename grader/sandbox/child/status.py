"""Exit statuses of the child itself."""

from __future__ import annotations

from typing import Final

OUR_FAULT: Final = 70
"""Something failed outside of the answer, or the answer broke what the child stands on."""
OUT_OF_MEMORY: Final = 71
NO_CONNECTION: Final = 72
"""A pipe to the grader could not be read or written."""
