r"""LaTeX commands that are written on a terminal in a way of their own; pylatexenc knows the other symbols."""

from __future__ import annotations

from typing import Final

BACK: Final = "\ue000"
"""Takes away the space before it."""
PLAIN: Final = frozenset({"text", "mathrm", "textrm", "mathit", "mathbf", "boldsymbol", "bm", "mathsf", "mathtt", "operatorname"})
"""Fonts: what they hold is shown as it stands."""
SIZES: Final = frozenset({"left", "right", "bigl", "bigr", "big", "Big", "Bigl", "Bigr", "displaystyle", "limits", "nolimits"})
"""Shown as nothing."""
ACCENTS: Final = {"hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303", "dot": "\u0307"}
FUNCTIONS: Final = {
    "exp", "log", "ln", "sin", "cos", "tan", "tanh", "max", "min", "sup", "inf", "arg", "det", "dim", "ker", "lim", "Pr", "argmax",
    "argmin", "arcsin", "arccos", "arctan", "sinh", "cosh",
}  # fmt: skip
"""Shown as their own names."""
SIGNS: Final = {"ne": "≠", "top": "⊤", "odot": "⊙", "|": "‖", "dots": "...", "ldots": "...", "cdots": "..."}
TIGHT: Final = {"lVert": "‖", "lvert": "|", "rVert": f"{BACK}‖", "rvert": f"{BACK}|", "partial": "∂", "nabla": "∇"}
"""Signs without a space behind them."""
SPACES: Final = {",": " ", ";": " ", ":": " ", "!": "", " ": " ", "quad": "  ", "qquad": "  ", "\\": "; "}
FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac"})
SHOWN: Final = frozenset(
    {"begin", "end", "middle", "binom", "sqrt", *PLAIN, *SIZES, *ACCENTS, *FUNCTIONS, *SIGNS, *TIGHT, *SPACES, *FRACTIONS}
)
"""All of them."""
