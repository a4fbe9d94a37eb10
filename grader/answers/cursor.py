"""Where a reader stands in the tokens: what is here, what it takes, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.answers.functions import FUNCTIONS, FunctionSpec
from grader.answers.tokens import Kind, Token
from grader.answers.tree import Apply
from grader.model.answers import AnswerError, AnswerFault

if TYPE_CHECKING:
    from grader.answers.names import Names
    from grader.answers.tree import Node
    from grader.model.answers import Note

MAX_DEPTH: Final = 40
MAX_NODES: Final = 400

CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
COMPARISONS: Final = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne", "=": "eq"}


class Cursor:
    """A place in the tokens of one text."""

    def __init__(self, tokens: list[Token], names: Names) -> None:
        self.tokens, self.names = tokens, names
        self.at = 0
        self.level = 0
        self.count = 0
        self.bars: list[str] = []
        """What `|` and `‖` close, innermost last; a bracket hides those around it."""
        self.after_exponent = False
        """Whether the token before this one is an exponent that is a number, as in `e^2x`."""
        self.notes: dict[Note, None] = {}

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, offset: int = 1) -> Token:
        return self.tokens[min(self.at + offset, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.here
        self.at += 1
        return token

    def is_operator(self, *texts: str) -> bool:
        return self.here.kind is Kind.OPERATOR and self.here.text in texts

    def end(self) -> None:
        """Nothing may be left."""
        token = self.here
        if token.kind is Kind.END:
            return
        if token.kind is Kind.OPERATOR and token.text in (")", "]", "}"):
            raise AnswerError(AnswerFault.UNOPENED, *token.place, bracket=token.text)
        if token.kind is Kind.OPERATOR and token.text == "=":
            raise AnswerError(AnswerFault.EQUALS, *token.place)
        if token.kind is Kind.OPERATOR and token.text in COMPARISONS:
            raise AnswerError(AnswerFault.CONDITION, *token.place)
        if token.text in ("%", "&", "_", "!="):
            raise AnswerError(AnswerFault.CHARACTER, *token.place, character=token.text)
        raise AnswerError(AnswerFault.OPERATOR, *token.place, found=token.text)

    def apply(self, operation: str, arguments: tuple[Node, ...], start: int) -> Apply:
        self.count += 1
        if self.count > MAX_NODES:
            raise AnswerError(AnswerFault.TOO_MANY_PARTS, start, 1, most=MAX_NODES)
        return Apply(operation, arguments, start, self.tokens[max(self.at - 1, 0)].end)

    def deeper(self) -> None:
        self.level += 1
        if self.level > MAX_DEPTH:
            raise AnswerError(AnswerFault.TOO_DEEP, *self.here.place, most=MAX_DEPTH)

    def close(self, opening: Token) -> None:
        """Takes the bracket that closes `opening`."""
        if self.is_operator(CLOSING[opening.text]):
            self.take()
            return
        token = self.here
        if token.kind is Kind.END:
            raise AnswerError(AnswerFault.UNCLOSED, *opening.place, bracket=opening.text)
        if token.text in (")", "]", "}"):
            raise AnswerError(AnswerFault.UNOPENED, *token.place, bracket=token.text)
        if token.text == ",":
            raise AnswerError(AnswerFault.LIST, *token.place)
        raise AnswerError(AnswerFault.OPERATOR, *token.place, found=token.text)

    def no_operand(self) -> AnswerError:
        token = self.here
        before = self.tokens[self.at - 1] if self.at else None
        if token.kind is Kind.END:
            if before is None:
                return AnswerError(AnswerFault.EMPTY, 0, 1)
            return AnswerError(AnswerFault.ENDS, *before.place, after=before.text)
        if token.text in (")", "]", "}") and (before is None or before.text not in CLOSING):
            fault = AnswerFault.ENDS if before is not None and self.level else AnswerFault.UNOPENED
            return AnswerError(fault, *token.place, bracket=token.text, after=before.text if before else "")
        if token.text in ("=", "=="):
            return AnswerError(AnswerFault.EQUALS, *token.place)
        return AnswerError(AnswerFault.OPERAND, *token.place, found=token.text)

    def follows_argument(self, offset: int = 0) -> bool:
        """Whether what follows can be the argument of a function without parentheses."""
        token = self.ahead(offset)
        return token.kind in (Kind.NAME, Kind.NUMBER) or (token.kind is Kind.OPERATOR and token.text in ("√", "|", *CLOSING))

    def is_index(self) -> bool:
        """Whether `[` behind a factor holds one number alone: `x[0]` is an entry of something, and no product."""
        return self.ahead().kind is Kind.NUMBER and self.ahead(2).text == "]"

    def refuse_doubtful_percent(self, first: int) -> None:
        """`1/3 %` may be a third of 1 % or 1 over 3 %, and `7 % 3` a remainder; what % follows begins at token `first`."""
        before = self.tokens[first - 1].text if first else ""
        alone = sum(token.text == "%" for token in self.tokens) == 1
        if before in ("^", "**") or (before == "/" and alone) or self.follows_argument(1):
            raise AnswerError(AnswerFault.PERCENT, *self.here.place)

    def spec(self, function: str) -> FunctionSpec:
        own = self.names.functions.get(function)
        count = len(own.parameters) if own else 0
        return FunctionSpec(count, count, "") if own else FUNCTIONS[function]
