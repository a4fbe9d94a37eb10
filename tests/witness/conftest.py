"""What the run says at its end: how much was compared, and which library was not there."""

from witnesses import TABLE
from witnessing import COMPARED, Library, summary


def pytest_terminal_summary(terminalreporter):
    if COMPARED:
        for line in summary(TABLE, [library for library in Library if library.installed], COMPARED):
            terminalreporter.write_line(line)
