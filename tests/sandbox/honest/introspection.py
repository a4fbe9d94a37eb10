"""What a process may know of itself and of the machine."""

import gc
import locale
import os
import platform
import resource
import sys
import sysconfig
import tracemalloc

import numpy as np


def f():
    assert os.cpu_count() >= 1 and len(os.sched_getaffinity(0)) >= 1
    assert os.getpid() != os.getppid() and os.getuid() >= 0 and os.getcwd()
    assert platform.python_version() == ".".join(map(str, sys.version_info[:3])) and platform.machine()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > 0
    assert resource.getrlimit(resource.RLIMIT_STACK) and os.get_terminal_size is not None
    assert sysconfig.get_config_var("py_version_nodot") and sysconfig.get_paths()["stdlib"]
    tracemalloc.start()
    kept = np.ones(1 << 16)
    assert tracemalloc.get_traced_memory()[0] > kept.nbytes
    tracemalloc.stop()
    gc.collect()
    assert locale.localeconv()["decimal_point"] == "." and sys.getsizeof(kept) > kept.nbytes
    return os.environ["OPENBLAS_NUM_THREADS"] == "1" and not sys.stdout.isatty()
