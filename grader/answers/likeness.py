"""Whether two texts with formulas say the same, one as its author wrote it and one as a screen shows it."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from grader.answers.characters import GREEK, GREEK_NAMES, OPERATORS
from grader.answers.functions import ALIASES, FUNCTIONS

_COMMAND: Final = re.compile(r"\\([A-Za-z]+)")
_WORDS: Final = frozenset({*GREEK_NAMES, *FUNCTIONS, *ALIASES})


def text_key(text: str, *, signs: bool = False) -> str:
    r"""Letters and digits alone, the same for `$u^\top S u = \lambda$` and `uᵀ S u = λ`.

    With `signs` those that stand in the text stay too, which tells `a + b` from `a - b`; that of a formula and that of a screen may
    differ then.
    """
    plain = _COMMAND.sub(lambda found: "T" if found[1] == "top" else found[1] if found[1] in _WORDS else " ", text)
    spelled = "".join(
        GREEK.get(character) or OPERATORS.get(character, character) for character in unicodedata.normalize("NFKD", plain)
    )
    return re.sub(r"[\s$`]" if signs else "[^a-z0-9]", "", spelled.lower())
