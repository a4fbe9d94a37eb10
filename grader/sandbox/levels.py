"""Which properties hold at a level, on this system."""

from __future__ import annotations

import os
import sys

from grader.model.enums import Level
from grader.model.report import Isolation


def isolation(level: Level = Level.L1) -> Isolation:
    """What an answer at `level` cannot do here, honestly: a limit that the answer itself could lift does not count.

    - `own_process`: it runs in a process of its own, and the verdict is made in another
    - `wall_clock`: it ends when its time is over, whatever it does
    - `clean_environment`: it sees no variable of the user's environment
    - `no_inherited_files`: it holds no descriptor but its own pipes
    - `own_session`: it has no terminal, and its process group dies with it
    - `memory`, `processor`: it cannot take more than it is given
    - `no_file_contents`: it can write no byte into a file
    - `files`: it cannot read what is not its own, nor make, change or remove a file
    - `file_names`: it cannot find out which files there are
    - `network`: it cannot reach one
    - `processes`: it cannot start a process that outlives it, nor reach one of the user's others
    """
    limits = level is not Level.L0
    locked = level in (Level.L2, Level.L3)
    posix = sys.platform != "win32"
    # Root may raise its own limits again, unless it is locked.
    bound = locked or (limits and sys.platform != "win32" and os.geteuid() != 0)
    return Isolation(
        level,
        {
            "own_process": True,
            "wall_clock": True,
            "clean_environment": True,
            "no_inherited_files": True,
            "own_session": posix,
            "memory": bound and sys.platform == "linux",
            "processor": bound,
            "no_file_contents": bound,
            "files": locked,
            # Landlock leaves stat free: only an own mount namespace hides names.
            "file_names": level is Level.L3,
            "network": locked,
            "processes": locked,
        },
    )
