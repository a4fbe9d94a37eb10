"""The program of the sandbox's child. It is run by its path, in an isolated interpreter (`-I -S`), and never imported.

    python -I -S -X utf8 main.py JOB RESULTS NUMPY WISH

JOB and RESULTS are the descriptors of the two pipes to the grader, NUMPY is the file that `import numpy` loads, WISH the highest
level of isolation that the grader may ask for.
"""

import gc
import os
import sys


def main() -> None:
    """Drop what was inherited, load numpy and the child's modules, and serve."""
    # Nothing that starting up makes is garbage: looking for it takes milliseconds. The answer's own garbage is collected again.
    gc.disable()
    job, results = int(sys.argv[1]), int(sys.argv[2])
    numpy, wish = sys.argv[3:5]
    del sys.argv[1:]
    if sys.platform == "win32":
        import msvcrt

        job, results = msvcrt.open_osfhandle(job, os.O_RDONLY), msvcrt.open_osfhandle(results, os.O_WRONLY)
    else:
        _close_all_but(job, results)
        if os.getsid(0) != os.getpid():
            os.setsid()
    os.chdir(os.sep)
    for stream in (sys.stdout, sys.stderr):
        # Lines that were printed before a crash or a timeout are shown; no text makes print fail.
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr] # they are TextIOWrappers
    _serve(job, results, numpy, wish)


def _close_all_but(*kept: int) -> None:
    for name in os.listdir("/dev/fd"):  # noqa: PTH208 - nothing is imported yet
        descriptor = int(name)
        if descriptor > sys.stderr.fileno() and descriptor not in kept:
            try:
                os.close(descriptor)
            except OSError:  # it belonged to the listing
                continue


def _serve(job: int, results: int, numpy: str, wish: str) -> None:
    # This folder as a package of its own, whatever the grader calls it and without its parents.
    package = type(sys)("dlprep_child")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]  # noqa: PTH100, PTH120 - nothing is imported yet
    sys.modules["dlprep_child"] = package
    from importlib import import_module

    imports = import_module("dlprep_child.imports")
    imports.packages.files["numpy"] = numpy
    imports.install()
    import_module("dlprep_child.serve").serve(job, results, wish)


main()
