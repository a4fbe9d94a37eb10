"""The program of the sandbox's child. The grader runs it by its path, in an isolated interpreter (`-I -S`), or forks into `serve`.

    python -I -S -X utf8 main.py JOB RESULTS NUMPY WISH

JOB and RESULTS are the descriptors of the two pipes to the grader, NUMPY is the file that `import numpy` loads, WISH the highest
level of isolation that the grader may ask for.
"""

import gc
import os
import sys

_STDERR = 2


def main() -> None:
    """Read the command line, drop what was inherited, and serve."""
    job, results = int(sys.argv[1]), int(sys.argv[2])
    numpy, wish = sys.argv[3:5]
    del sys.argv[1:]
    if sys.platform == "win32":
        import msvcrt

        job, results = msvcrt.open_osfhandle(job, os.O_RDONLY), msvcrt.open_osfhandle(results, os.O_WRONLY)
    else:
        close_all_but(job, results)
        if os.getsid(0) != os.getpid():
            os.setsid()
    serve(job, results, numpy, wish)


def serve(job: int, results: int, numpy: str, wish: str) -> None:
    """Load numpy and the child's modules, and serve; never returns."""
    # Nothing that starting up makes is garbage: looking for it takes milliseconds. The answer's own garbage is collected again.
    gc.disable()
    sys.modules["__main__"] = type(sys)("__main__")
    os.chdir(os.sep)
    for stream in (sys.stdout, sys.stderr):
        # Lines that were printed before a crash or a timeout are shown; no text makes print fail.
        stream.reconfigure(line_buffering=True, errors="backslashreplace")  # type: ignore[union-attr] # they are TextIOWrappers
    # This folder as a package of its own, whatever the grader calls it and without its parents.
    package = type(sys)("dlprep_child")
    package.__path__ = [os.path.dirname(os.path.abspath(__file__))]
    sys.modules["dlprep_child"] = package
    from importlib import import_module

    imports = import_module("dlprep_child.imports")
    imports.packages.files["numpy"] = numpy
    imports.install()
    import_module("dlprep_child.serve").serve(job, results, wish)


def close_all_but(*kept: int) -> None:
    """Close every descriptor above stderr but these."""
    for name in os.listdir("/dev/fd"):
        descriptor = int(name)
        if descriptor > _STDERR and descriptor not in kept:
            try:
                os.close(descriptor)
            except OSError:  # it belonged to the listing
                continue


if __name__ == "__main__":
    main()
