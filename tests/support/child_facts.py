"""What an answer finds around it, whichever way its child was started."""

from grader.model.case import Call
from grader.model.content import Limits
from grader.sandbox import Job, Session

SOURCE = """
import builtins, os, signal, sys

def f():
    kept = sys.stdlib_module_names | {"numpy", "answer", "dlprep_child", "__main__"}
    handled = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)
    return {
        "path": list(sys.path),
        "finders": [getattr(finder, "__name__", type(finder).__name__) for finder in sys.meta_path],
        "modules": sorted({name.partition(".")[0] for name in sys.modules} - kept),
        "environment": sorted(map(repr, os.environ.items())),
        "arguments": len(sys.argv),
        "builtins": sorted(vars(builtins)),
        "prefixes": [sys.prefix, sys.exec_prefix],
        "main": sorted(name for name in vars(sys.modules["__main__"]) if not name.startswith("_")),
        "input": sys.stdin.read(),
        "encodings": [(stream.encoding, stream.errors) for stream in (sys.stdin, sys.stdout, sys.stderr)],
        "signals": [repr(signal.getsignal(number)) for number in handled],
        "mask": sorted(signal.pthread_sigmask(signal.SIG_BLOCK, ())),
        "leader": [os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()],
        "folder": os.getcwd(),
        "open": [number for number in range(3, 300) if is_open(number)],
        "collected": __import__("gc").isenabled(),
    }

def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
"""


def facts(child):
    """What `SOURCE` finds in `child`."""
    patient = Limits(seconds=60.0, call_seconds=30.0)
    with child, Session(child, Job(source=SOURCE, file="f.py", function="f", limits=patient)) as session:
        seen = session.run([Call({})])[0]
        session.close()
    assert seen.error is None, seen.error
    return seen.value
