"""Modules of the standard library, imported when a function first needs them: their folder cannot be listed any more."""

import importlib
import sys

NAMES = """
abc argparse ast asyncio base64 bisect builtins bz2 calendar cmath cmd code codecs collections.abc colorsys compileall concurrent.futures
configparser contextlib contextvars copy copyreg csv ctypes ctypes.util datetime decimal difflib dis email.message encodings.utf_16 enum
errno fileinput filecmp fnmatch fractions functools gc getopt getpass gettext glob graphlib gzip hashlib heapq hmac html html.parser
http.client importlib.metadata importlib.resources inspect io ipaddress itertools json json.tool keyword linecache locale logging.config
logging.handlers lzma mailbox marshal math mimetypes mmap multiprocessing multiprocessing.pool netrc numbers opcode operator optparse
os.path pathlib pdb pickle pickletools pkgutil platform plistlib pprint profile cProfile pstats py_compile pyclbr queue quopri random re
reprlib resource runpy sched secrets select selectors shelve shlex shutil signal site socket socketserver sqlite3 ssl stat statistics
string stringprep struct subprocess symtable sys sysconfig tabnanny tarfile tempfile textwrap threading time timeit token tokenize tomllib
trace traceback tracemalloc types typing unicodedata unittest.mock urllib.parse urllib.request uuid venv warnings wave weakref webbrowser
wsgiref.util xml.dom.minidom xml.etree.ElementTree xmlrpc.client zipapp zipfile zipimport zlib zoneinfo
""".split()


def f():
    importlib.invalidate_caches()
    for name in NAMES:
        importlib.import_module(name)
    del sys.modules["wave"]
    import wave

    return wave.__name__ == "wave" and len(NAMES) > 140
