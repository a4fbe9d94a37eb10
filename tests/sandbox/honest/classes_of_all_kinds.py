"""dataclasses, enums, abstract classes, protocols, named tuples, annotations."""

from __future__ import annotations

import abc
import enum
import typing
from collections import namedtuple
from dataclasses import asdict, dataclass, field, replace


class Activation(enum.StrEnum):
    RELU = enum.auto()
    TANH = enum.auto()


class Layer(abc.ABC):
    @abc.abstractmethod
    def forward(self, x): ...


@dataclass(frozen=True, order=True)
class Dense(Layer):
    width: int
    activation: Activation = Activation.RELU
    tags: list[str] = field(default_factory=list, compare=False)

    def forward(self, x):
        return x * self.width


class Sized(typing.Protocol):
    width: int


T = typing.TypeVar("T")


class Stack(typing.Generic[T]):
    def __init__(self):
        self.items: list[T] = []


def f():
    dense = Dense(3)
    assert asdict(replace(dense, width=4)) == {"width": 4, "activation": "relu", "tags": []}
    assert typing.get_type_hints(Dense)["width"] is int and hash(Dense(2, tags=None)) is not None
    try:
        Layer()
    except TypeError:
        return Stack[int]().items == [] and namedtuple("P", "x y")(1, 2).y == 2 and dense.forward(2) == 6
