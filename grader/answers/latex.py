"""LaTeX commands -> the plain tokens that the reader knows, at the places of the learner's own text."""

from __future__ import annotations

from typing import Final

from grader.answers.characters import GREEK_NAMES
from grader.answers.functions import ALIASES, ELEMENTWISE
from grader.answers.tokens import Kind, Token
from grader.model.answers import AnswerError, AnswerFault

MAX_DEPTH: Final = 40

_DROPPED: Final = frozenset(
    "left right quad qquad thinspace enspace displaystyle textstyle limits nolimits > /".split()
    + [size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")]
)
_FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_FONTS: Final = frozenset("mathrm mathbf mathit mathsf boldsymbol bm text textrm textbf mathcal operatorname mathop mathbb".split())
_ACCENTS: Final = {"hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde"}
_SIGNS: Final = {
    "cdot": "·", "times": "*", "ast": "*", "div": "/", "odot": "⊙", "circ": "⊙", "le": "<=", "leq": "<=", "leqslant": "<=",
    "ge": ">=", "geq": ">=", "geqslant": ">=", "lt": "<", "gt": ">", "ne": "!=", "neq": "!=", "vert": "|", "lvert": "|",
    "rvert": "|", "mid": "|", "Vert": "‖", "lVert": "‖", "rVert": "‖", "|": "‖", "{": "(", "}": ")", "lbrace": "(", "rbrace": ")",
    "lbrack": "[", "rbrack": "]", "top": "⊤", "intercal": "⊤", "%": "%", "_": "_",
}  # fmt: skip
_NAMES: Final = {
    "varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi", "varrho": "rho", "varsigma": "sigma", "infty": "inf", "ell": "l",
}  # fmt: skip
_FUNCTIONS: Final = frozenset({*ELEMENTWISE, *ALIASES, "max", "min", "det", "inv"})
_MATRICES: Final = frozenset({"bmatrix", "pmatrix", "matrix", "Bmatrix"})


def plain_tokens(tokens: list[Token]) -> list[Token]:
    """The tokens without LaTeX commands and without subscripts that stand by themselves.

    Raises:
        AnswerError: for a command that is not known, and for one whose argument is missing.
    """
    if not any(token.kind is Kind.COMMAND or token.text == "_" for token in tokens):
        return tokens
    return _Rewriter(tokens).all()


class _Rewriter:
    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = list(tokens)
        self.at = 0
        self.out: list[Token] = []
        self.level = 0

    def all(self) -> list[Token]:
        while self.tokens[self.at].kind is not Kind.END:
            self.one()
        return [*self.out, self.tokens[self.at]]

    def one(self) -> None:
        """Rewrites the next token, and what belongs to it."""
        token = self.tokens[self.at]
        self.at += 1
        subscript = token.text == "_" and token.kind is Kind.OPERATOR
        if token.kind is not Kind.COMMAND and not subscript:
            self.out.append(token)
            return
        self.level += 1
        if self.level > MAX_DEPTH:
            raise AnswerError(AnswerFault.TOO_DEEP, *token.place, most=MAX_DEPTH)
        if subscript:
            self.subscript(token)
        else:
            self.command(token)
        self.level -= 1

    def command(self, token: Token) -> None:
        name = token.text
        if name in _DROPPED:
            return
        if name in _FRACTIONS:
            self.operator("(", token)
            self.argument(token)
            self.operator("/", token)
            self.argument(token)
            self.operator(")", token)
        elif name == "sqrt":
            self.root(token)
        elif name in _FONTS:
            self.spliced(token)
        elif name in _ACCENTS:
            self.spliced(token, _ACCENTS[name])
        elif name in _SIGNS:
            self.operator(_SIGNS[name], token)
        elif name == "begin":
            self.matrix(token)
        elif name == "prime":
            raise AnswerError(AnswerFault.PRIME, *token.place)
        else:
            known = _NAMES.get(name, name)
            if not (known in GREEK_NAMES or known in _FUNCTIONS or name in _NAMES):
                raise AnswerError(AnswerFault.COMMAND, *token.place, command=name, near=_nearest(name))
            self.out.append(Token(Kind.NAME, known, token.start, token.end, token.spaced))

    def operator(self, text: str, token: Token) -> None:
        self.out.append(Token(Kind.OPERATOR, text, token.start, token.end, token.spaced))

    def argument(self, owner: Token) -> None:
        r"""One group, or one token, between parentheses; of a number its first digit: `\frac12`. `.5` stays whole."""
        while self.tokens[self.at].kind is Kind.COMMAND and self.tokens[self.at].text in _DROPPED:
            self.at += 1
        token = self.tokens[self.at]
        if token.kind is Kind.END or token.text in ("}", ")", "]", "&"):
            raise AnswerError(AnswerFault.ENDS, *owner.place, after=f"\\{owner.text}")
        self.operator("(", token)
        if token.text == "{":
            self.at += 1
            self.until("}", token)
        elif token.text == "(" and token.kind is Kind.OPERATOR:  # \sqrt(x): nobody means the bracket alone
            self.at += 1
            self.until(")", token)
        elif token.kind is Kind.NUMBER and len(token.text) > 1 and token.text[0] != ".":
            split = token.start + 1
            if token.text[1] in "eE.":  # `\frac1.5`: nobody can tell where the first argument ends
                raise AnswerError(AnswerFault.OPERATOR, split, token.end - split, found=token.text[1:])
            self.out.append(Token(Kind.NUMBER, token.text[0], token.start, split))
            self.tokens[self.at] = Token(Kind.NUMBER, token.text[1:], split, token.end)
        else:
            self.one()
        self.operator(")", token)

    def until(self, closing: str, opening: Token) -> None:
        """Rewrites up to the closing bracket, which is left out."""
        deep = 0
        while True:
            token = self.tokens[self.at]
            if token.kind is Kind.END:
                raise AnswerError(AnswerFault.UNCLOSED, *opening.place, bracket=opening.text)
            if token.kind is Kind.OPERATOR and deep == 0 and token.text == closing:
                self.at += 1
                return
            brackets = ("(", ")") if closing == ")" else ("{[", "}]")
            deep += (token.kind is Kind.OPERATOR) * ((token.text in brackets[0]) - (token.text in brackets[1]))
            self.one()

    def root(self, token: Token) -> None:
        opening = self.tokens[self.at]
        degree: list[Token] = []
        if opening.text == "[":
            self.at += 1
            kept, self.out = self.out, []
            self.until("]", opening)
            degree, self.out = self.out, kept
        self.out.append(Token(Kind.NAME, "root" if degree else "sqrt", token.start, token.end, token.spaced))
        self.operator("(", token)
        self.argument(token)
        if degree:
            self.operator(",", token)
            self.out.extend(degree)
        self.operator(")", token)

    def spliced(self, token: Token, accent: str = "") -> None:
        """The argument itself: a font does not matter, and an accent is part of the name."""
        before = len(self.out)
        if self.tokens[self.at].text == "*":  # \operatorname*
            self.at += 1
        self.argument(token)
        inner = self.out[before + 1 : -1]
        if len(inner) == 1:
            word = inner[0]
            kind = Kind.NAME if accent else word.kind
            self.out[before:] = [Token(kind, word.text + accent, token.start, self.tokens[self.at - 1].end, token.spaced)]
        elif accent:
            raise AnswerError(AnswerFault.COMMAND, *token.place, command=token.text, near="")

    def subscript(self, token: Token) -> None:
        r"""Joins a subscript to the name before it: `\sigma_1`, `\log_2`."""
        before = len(self.out)
        self.argument(token)
        tail = [part for part in self.out[before + 1 : -1] if part.text != ","]
        owner = self.out[before - 1] if before else None
        joined = "".join(part.text for part in tail)
        norm = owner is not None and owner.text in ("‖", "|")
        if owner is None or not (owner.kind is Kind.NAME or norm) or not joined.isalnum() or not joined.isascii():
            raise AnswerError(AnswerFault.CHARACTER, *token.place, character="_")
        del self.out[before:]
        if norm:
            self.out.append(Token(Kind.OPERATOR, f"_{joined}", token.start, tail[-1].end))
        else:
            self.out[-1] = Token(Kind.NAME, f"{owner.text}_{joined}", owner.start, tail[-1].end, owner.spaced)

    def matrix(self, token: Token) -> None:
        r"""`\begin{bmatrix} a & b \\ c & d \end{bmatrix}` as a list of rows; one column as a list."""
        self.environment(token)
        rows: list[list[list[Token]]] = [[[]]]
        kept = self.out
        while True:
            here = self.tokens[self.at]
            self.out = rows[-1][-1]
            if here.kind is Kind.END:
                raise AnswerError(AnswerFault.UNCLOSED, *token.place, bracket="\\begin")
            if here.kind is Kind.COMMAND and here.text == "end":
                self.at += 1
                break
            if here.text == "&":
                self.at += 1
                rows[-1].append([])
            elif here.kind is Kind.COMMAND and here.text == "\\":
                self.at += 1
                rows.append([[]])
            else:
                self.one()
        self.out = kept
        self.environment(token)
        self.rows([row for row in rows if row != [[]]], token)

    def environment(self, token: Token) -> None:
        found = [self.tokens[min(self.at + i, len(self.tokens) - 1)].text for i in range(3)]
        if found[0] != "{" or found[1] not in _MATRICES or found[2] != "}":
            raise AnswerError(AnswerFault.COMMAND, *token.place, command=f"begin{{{found[1]}}}"[:30], near="begin{bmatrix}")
        self.at += 3

    def rows(self, rows: list[list[list[Token]]], token: Token) -> None:
        column = all(len(row) == 1 for row in rows)
        self.operator("[", token)
        for number, row in enumerate(rows):
            if number:
                self.operator(",", token)
            if not column and len(rows) > 1:
                self.operator("[", token)
            for place, cell in enumerate(row):
                if place:
                    self.operator(",", token)
                self.out.extend(cell)
            if not column and len(rows) > 1:
                self.operator("]", token)
        self.operator("]", token)


def _nearest(name: str) -> str:
    from grader.answers.near import nearest

    return nearest(name, [*GREEK_NAMES, *_FUNCTIONS, *_FRACTIONS, *_SIGNS, *_NAMES, *_DROPPED, *_FONTS, "begin"])
