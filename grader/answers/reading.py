"""Tokens -> a tree, by recursive descent. Nothing is ever evaluated here.

Operators from loose to tight: `+ -`; `* / · @ ⊙` and juxtaposition, from left to right; sign; `^` from right to left; `.T !`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from grader.answers.cursor import CLOSING, COMPARISONS, Cursor
from grader.answers.functions import CONDITIONS
from grader.answers.splitting import glued, refuse_split_exponent, spread
from grader.answers.tokens import Kind, Token
from grader.answers.tree import Apply, Name, Node, Number, is_exponential, walk
from grader.model.answers import AnswerError, AnswerFault, Note

_PRODUCTS: Final = {"*": "star", "/": "div", "·": "cdot", "@": "matmul", "⊙": "hadamard"}
_ONE: Final = Number(Fraction(1), "1")
_HUNDRED: Final = Number(Fraction(100), "100")


class Reader(Cursor):
    """Reads one text; each rule takes what it reads."""

    def comparison(self) -> Node:
        """`a < b`, or `a < b <= c`, as 1 or 0; without a comparison the sum itself."""
        start = self.here.start
        left = self.sum()
        found: list[Node] = []
        while self.here.kind is Kind.OPERATOR and self.here.text in COMPARISONS:
            token = self.take()
            operation = COMPARISONS[token.text]
            if found and any(isinstance(part, Apply) and part.operation in CONDITIONS for part in walk(left)):
                # It stands in the tree twice; nested, it would double at every level.
                raise AnswerError(AnswerFault.CONDITION, *token.place)
            right = self.sum()
            found.append(self.apply(operation, (left, right), start))
            left = right
        if not found:
            return left
        return found[0] if len(found) == 1 else self.apply("both", tuple(found), start)

    def sum(self) -> Node:
        """Terms with + and -; `a - b` is a + (-b)."""
        start = self.here.start
        terms = [self.product()]
        while self.is_operator("+", "-"):
            sign = self.take()
            term = self.product()
            terms.append(self.apply("neg", (term,), sign.start) if sign.text == "-" else term)
        return terms[0] if len(terms) == 1 else self.apply("add", tuple(terms), start)

    def product(self) -> Node:
        start = self.here.start
        spread(self)
        left = self.signed()
        divided = False
        while True:
            if self.here.kind is Kind.OPERATOR and self.here.text in _PRODUCTS:
                operation = _PRODUCTS[self.take().text]
                if operation == "star":
                    spread(self)
                left = self.apply(operation, (left, self.signed()), start)
                divided = operation == "div"
            elif self.begins_factor():
                if divided:
                    self.notes[Note.DIVISION] = None
                name = "" if self.here.spaced or self.here.kind is not Kind.NAME else self.here.text
                if self.after_exponent and name and not self.names.function(name) and is_exponential(left):
                    self.notes[Note.EXPONENT] = None
                spread(self)
                left = self.apply("beside", (left, self.power()), start)
            else:
                return left

    def begins_factor(self) -> bool:
        """Whether the next token starts a factor that stands beside the last one."""
        token = self.here
        if token.kind is Kind.NUMBER:
            raise AnswerError(AnswerFault.OPERATOR, *token.place, found=token.text)
        if token.kind is Kind.NAME:
            return True
        if token.kind is not Kind.OPERATOR:
            return False
        if token.text in ("|", "‖"):
            return not self.bars or self.bars[-1] not in (token.text, token.text * 2)
        if token.text == "[" and self.is_index():
            raise AnswerError(AnswerFault.LIST, *token.place)
        return token.text in ("(", "{", "[", "√")

    def signed(self, *, exponent: bool = False) -> Node:
        self.after_exponent = False
        signs = []
        while self.is_operator("+", "-"):
            self.deeper()
            signs.append(self.take())
        if exponent:
            refuse_split_exponent(self)
        value = self.power()
        for sign in reversed(signs):
            self.level -= 1
            value = self.apply("neg", (value,), sign.start) if sign.text == "-" else value
        return value

    def power(self) -> Node:
        """A factor; of a word that is a product, `xy^2`, the power belongs to the last name."""
        start = self.here.start
        leading: Node | None = None
        for _ in range(spread(self) - 1):
            name = self.name(self.names.value(self.take().text))
            leading = name if leading is None else self.apply("beside", (leading, name), start)
        value = self.raised_atom()
        return value if leading is None else self.apply("beside", (leading, value), start)

    def raised_atom(self) -> Node:
        start = self.here.start
        base = self.postfix()
        self.after_exponent = False  # one within brackets is closed
        while self.here.kind is Kind.SUPERSCRIPT:
            exponent = self.take()
            base = self.apply("pow", (base, _whole(exponent.text, self)), start)
        if not self.is_operator("^", "**"):
            return base
        return self.raised(base, self.take(), start)

    def raised(self, base: Node, caret: Token, start: int) -> Node:
        """`base` to what follows the caret; to T, transposed."""
        while caret.text == "^" and (mark := self.transpose_mark()):
            base = self.apply("transpose", (base,), start)
            if mark == "-T":
                base = self.apply("inv", (base,), start)
            if not self.is_operator("^", "**"):
                return base
            caret = self.take()
        self.deeper()
        exponent = self.signed(exponent=True)
        self.level -= 1
        self.after_exponent = self.tokens[self.at - 1].kind is Kind.NUMBER
        return self.apply("starpow" if caret.text == "**" else "pow", (base, exponent), start)

    def transpose_mark(self) -> str:
        """`T` if T or ⊤ follows, also between brackets, and is taken; `-T` for `{-T}`; else nothing."""
        bracket = self.is_operator("{", "(")
        minus = bracket and self.ahead().text == "-"
        token = self.ahead(1 + minus) if bracket else self.here
        if not ((token.kind is Kind.NAME and token.text == "T" and not self.names.value("T")) or token.text == "⊤"):
            return ""
        if bracket and self.ahead(2 + minus).text != CLOSING[self.here.text]:
            return ""
        self.at += 3 + minus if bracket else 1
        return "-T" if minus else "T"

    def postfix(self) -> Node:
        first, start = self.at, self.here.start
        value = self.atom()
        while True:
            if self.is_operator("!", "⊤"):
                value = self.apply("factorial" if self.take().text == "!" else "transpose", (value,), start)
            elif self.names.percent and self.is_operator("%") and self.tokens[self.at - 1].text != "%":
                self.refuse_doubtful_percent(first)
                self.take()
                value = self.apply("div", (value, _HUNDRED), start)
            else:
                return value

    def atom(self) -> Node:
        token = self.here
        if token.kind is Kind.NUMBER:
            self.take()
            self.count += 1
            return Number(Fraction(token.text), token.text)
        if token.kind is Kind.NAME:
            return self.word()
        if token.kind is Kind.OPERATOR and token.text in CLOSING:
            return self.group()
        if token.kind is Kind.OPERATOR and token.text in ("|", "‖"):
            return self.between_bars()
        if token.kind is Kind.OPERATOR and token.text == "√":
            self.take()
            self.deeper()
            inner = self.postfix()
            self.level -= 1
            return self.apply("sqrt", (inner,), token.start)
        raise self.no_operand()

    def group(self) -> Node:
        """Between brackets; square ones too, around one expression: `s[1 - s]`."""
        opening = self.take()
        if opening.text == "[" and self.is_operator("["):
            raise AnswerError(AnswerFault.LIST, *opening.place)
        self.deeper()
        bars, self.bars = self.bars, []
        value = self.comparison()
        if opening.text == "[" and self.is_operator(","):
            raise AnswerError(AnswerFault.LIST, *opening.place)
        self.close(opening)
        self.bars = bars
        self.level -= 1
        return value

    def between_bars(self) -> Node:
        """`|x|`, `‖x‖` or `||x||`, the norms with `_1`, `_2` or `_F`."""
        opening = self.take()
        double = opening.text == "|" and self.here.text == "|" and self.here.start == opening.end
        if double:
            self.take()
        closing = "||" if double else opening.text
        self.deeper()
        self.bars.append(closing)
        value = self.sum()
        self.bars.pop()
        self.level -= 1
        for bar in closing:
            if not self.is_operator(bar):
                raise AnswerError(AnswerFault.UNCLOSED, *opening.place, bracket=closing)
            self.take()
        if closing == "|":
            return self.apply("bars", (value,), opening.start)
        return self.apply("norm", self.norm_arguments(value), opening.start)

    def norm_arguments(self, value: Node) -> tuple[Node, ...]:
        if self.here.kind is Kind.OPERATOR and self.here.text in ("_1", "_2", "_F"):
            kind = self.take().text
            return (value, _ONE) if kind == "_1" else (value,)
        return (value,)

    def word(self) -> Node:
        """A name, a call, or a product of names written without a space."""
        token = self.take()
        called = self.is_operator(*CLOSING)
        value = self.names.value(token.text)
        function = self.names.function(token.text)
        if value and not (called and token.text in self.names.functions):
            return self.name(value)
        if function:
            return self.call(function, token)
        if token.text == "I":
            return self.apply("identity", (), token.start)
        ways = self.names.product(token.text, called=self.follows_argument())
        if len(ways) > 1:
            both = [" ".join(way) for way in ways]
            raise AnswerError(AnswerFault.AMBIGUOUS, *token.place, name=token.text, ways=both)
        if ways:
            return self.split(ways[0], token)
        if not called and (plain := glued(self.names, token.text)):
            raise AnswerError(AnswerFault.GLUED, *token.place, name=token.text, plain=plain)
        called = self.is_operator("(", "{")
        fault = AnswerFault.FUNCTION if called else AnswerFault.NAME
        known = sorted(self.names.symbols)
        raise AnswerError(fault, *token.place, name=token.text, near=self.names.near(token.text, called=called), known=known)

    def split(self, way: list[str], token: Token) -> Node:
        self.notes[Note.SPLIT] = None
        value: Node | None = None
        for piece in way:
            name = self.names.value(piece)
            factor = self.name(name) if name else self.call(self.names.function(piece), token)
            value = factor if value is None else self.apply("beside", (value, factor), token.start)
        assert value is not None
        return value

    def name(self, value: str) -> Node:
        self.count += 1
        return Name(value, constant=value not in self.names.symbols and value not in self.names.dims)

    def call(self, function: str, token: Token) -> Node:
        """A function and its arguments: `f(x)`, `f^2(x)`, or without parentheses `f x`."""
        from grader.answers.calls import read_call

        return read_call(self, function, token)


def _whole(text: str, reader: Reader) -> Node:
    reader.count += 1
    value = Number(Fraction(abs(int(text))), text.lstrip("+-"))
    return reader.apply("neg", (value,), reader.here.start) if text.startswith("-") else value
