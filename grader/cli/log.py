"""The log of a bug of ours: everything that a report of it needs, in one file."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from grader import __version__


def write_log(arguments: list[str], error: BaseException | str) -> str:
    """Write the log of an error, or of one that is told already, into the temporary folder.

    Returns:
        Its path, or an empty text if even that fails.
    """
    now = datetime.now(UTC)
    lines = [
        f"dlprep {__version__}, Python {platform.python_version()}, {platform.platform()}, {now.isoformat(timespec='seconds')}",
        f"command: dlprep {' '.join(arguments)}",
        f"numpy loaded: {'numpy' in sys.modules}, sympy loaded: {'sympy' in sys.modules}",
        "",
        *([error] if isinstance(error, str) else traceback.format_exception(error)),
    ]
    path = Path(tempfile.gettempdir()) / f"dlprep-{now:%Y%m%dT%H%M%S%f}.log"
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
    except OSError:
        sys.stderr.write("\n".join(lines))
        return ""
    return str(path)
