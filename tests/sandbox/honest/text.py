"""Regular expressions, formatting, unicode, parsing."""

import difflib
import re
import shlex
import string
import textwrap
import unicodedata


def f():
    assert re.sub(r"(?P<a>\d+)", lambda m: str(int(m["a"]) + 1), "a1b22") == "a2b23"
    assert re.compile(r"^\s*x", re.MULTILINE | re.VERBOSE).findall("x\n x") == ["x", " x"]
    assert string.Template("$a").substitute(a=1) == f"{1:d}" == "{}".format(1)
    assert textwrap.dedent("  a\n  b") == "a\nb" and shlex.split("a 'b c'") == ["a", "b c"]
    assert unicodedata.normalize("NFD", "é") != "é" and "ß".casefold() == "ss"
    return difflib.get_close_matches("softmx", ["softmax", "relu"]) == ["softmax"] and "é".encode("latin-1") == b"\xe9"
