"""An answer that reads its own source, and the files beside it."""

import inspect
import linecache
import pathlib

import a_neighbour


def f():
    folder = pathlib.Path(a_neighbour.__file__).parent
    text = (folder / "own_source.py").read_text(encoding="utf-8")
    assert text.startswith('"""An answer that reads its own source')
    assert "a_neighbour.py" in [path.name for path in folder.iterdir()]
    assert linecache.getline(a_neighbour.__file__, 1).startswith('"""')
    return inspect.getsource(f) in text and inspect.signature(a_neighbour.double).parameters.keys() == {"x"}
