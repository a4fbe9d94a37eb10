"""Nodes to values, with suspicion: whatever is not exactly as `Flattener` writes it is `MalformedError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# By name: an answer may put something else in their place.
from numpy import ndarray, uint8

from .frames import MAX_TEXT
from .trees import DTYPES, MAX_BITS, MAX_DEPTH, MAX_NDIM, SMALL_BITS, MalformedError, is_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from .trees import Array


class Rebuilder:
    """Turns nodes back into values. What is not exactly as `Flattener` writes it is `MalformedError`."""

    def __init__(
        self,
        take: Callable[[str, list[Any]], Array],
        made: list[Any],
        *,
        lay: Callable[[Array], Any] | None = None,
        opaque: Callable[[str, str], Any] | None = None,
        text: Callable[[str], str] | None = None,
    ) -> None:
        """`take` gives the next array; `lay`, `opaque` and `text` have the last word on arrays, unknown values and texts."""
        self._take = take
        self._made = made
        self._lay = lay or _same
        self._opaque = opaque
        self._text = text or _same

    def tree(self, node: Any, depth: int = 0) -> Any:
        """The value of `node`.

        Raises:
            MalformedError: a tag, a length, a type or a depth that is not in the format.
        """
        kind = type(node)
        if kind is list:
            return self._tagged(node, depth)
        if kind is str:
            return self._text(_short(node))
        if kind is float or kind is bool or node is None or (kind is int and node.bit_length() <= SMALL_BITS):
            return node
        raise MalformedError("a node of no known kind")

    def _tagged(self, node: list[Any], depth: int) -> Any:
        if len(node) == 3 and node[0] == "a" and type(node[1]) is str and type(node[2]) is list:
            return self._lay(self._take(node[1], node[2]))
        match node:
            case ["n", str(name)]:
                return self._take(name, [])[()]
            case ["t" | "l" | "d", *_] if depth < MAX_DEPTH:
                return self._container(node, depth + 1)
            case ["m", int(index)] if 0 <= index < len(self._made):
                return self._made[index]
            case ["o", str(kind), str(text)] if self._opaque is not None:
                return self._opaque(self._text(_short(kind)), self._text(_short(text)))
        return _special(node)

    def _container(self, node: list[Any], depth: int) -> Any:
        tag, *items = node
        if tag == "d":
            return self._dict(items, depth)
        values = [self.tree(item, depth) for item in items]
        return tuple(values) if tag == "t" else values

    def _dict(self, pairs: list[Any], depth: int) -> dict[Any, Any]:
        built: dict[Any, Any] = {}
        for pair in pairs:
            if not (isinstance(pair, list) and len(pair) == 2):
                raise MalformedError("a dict entry that is no pair")
            key = self.tree(pair[0], depth)
            if not is_key(key) or key in built:
                raise MalformedError("a dict key that cannot be one")
            built[key] = self.tree(pair[1], depth)
        return built


class Payload:
    """Hands out the arrays of a payload, one after the other, as views of it."""

    def __init__(self, buffer: bytes | bytearray) -> None:
        self._buffer = buffer
        self._at = 0

    def take(self, name: str, shape: list[Any]) -> Array:
        """The next array.

        Raises:
            MalformedError: the payload does not hold that array.
        """
        known = DTYPES.get(name)
        if known is None or len(shape) > MAX_NDIM:
            raise MalformedError("an array of no known kind")
        count = extent = 1
        for length in shape:
            if type(length) is not int or length < 0:
                raise MalformedError("an array of no known kind")
            count *= length
            extent *= length or 1
        if extent * known.itemsize >= 1 << 62:
            raise MalformedError("an array larger than memory")
        end = self._at + count * known.itemsize
        if end > len(self._buffer):
            raise MalformedError("an array longer than its bytes")
        array: Array = ndarray(tuple(shape), known, self._buffer, self._at)
        self._at = end
        if name == "bool" and array.size and array.view(uint8).max() > 1:
            raise MalformedError("a bool that is neither")
        return array if array.flags.aligned else array.copy()

    def finish(self) -> None:
        """Raises MalformedError when bytes are left over."""
        if self._at != len(self._buffer):
            raise MalformedError("bytes that belong to no array")


def _special(node: Any) -> Any:
    match node:
        case ["f", "nan" | "inf" | "-inf" as text]:
            return float(text)
        case ["i", str(text)] if len(text) <= MAX_BITS // 4 + 3:
            try:
                return int(text, 16)
            except ValueError:
                raise MalformedError("an integer that is none") from None
        case ["c", real, imaginary]:
            return complex(_part(real), _part(imaginary))
    raise MalformedError("a node of no known kind")


def _part(node: Any) -> float:
    value = _special(node) if isinstance(node, list) else node
    if not isinstance(value, float):
        raise MalformedError("a complex number that is none")
    return value


def _short(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise MalformedError("a text that is too long")
    return text


def _same(value: Any) -> Any:
    return value
