"""A process in which the first child is a fork, as in `dlprep check`; what it finds out is read by a test.

    python forked.py MODULE FUNCTION [ARGUMENT ...]

Calls FUNCTION of MODULE with the child and the arguments, and writes the pickled result.
"""

import sys

from grader.sandbox import first_child


def is_fork(child):
    """Whether a child is a fork of this process: a program that was executed has a command line of its own."""
    with open(f"/proc/{child.pid}/cmdline", "rb") as theirs, open("/proc/self/cmdline", "rb") as ours:  # noqa: PTH123 - no imports yet
        return theirs.read() == ours.read()


def in_fork(module, function, *arguments, environment=None):
    """What the function returns when a fresh process calls it."""
    import os
    import pickle
    import subprocess
    from pathlib import Path

    here = Path(__file__)
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")} | (environment or {})
    command = [sys.executable, str(here), module, function, *arguments]
    done = subprocess.run(command, env=variables, cwd=here.parent, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return pickle.loads(done.stdout)


if __name__ == "__main__":
    child = first_child()
    forked = is_fork(child)

    import importlib
    import os
    import pickle

    told = getattr(importlib.import_module(sys.argv[1]), sys.argv[2])(child, *sys.argv[3:])
    child.end()
    with os.fdopen(1, "wb") as out:
        out.write(pickle.dumps((forked, told)))
