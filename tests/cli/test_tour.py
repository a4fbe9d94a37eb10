"""The tour and the README's example are what the program really prints."""

import re
from pathlib import Path

from commanding import NAIVE

README = Path(__file__).parent.parent.parent / "README.md"
EXAMPLE = re.compile(r"<!-- example: kept true by a test -->\n```console\n(.*?)```", re.DOTALL)


def test_the_tour_fails_passes_and_writes_a_page(dlprep):
    told = dlprep("tour")
    assert told.code == 0
    assert told.out.index("WRONG  stable-softmax") < told.out.index("PASS  stable-softmax")
    page = next(line.strip() for line in told.out.splitlines() if line.strip().endswith(".html"))
    assert "PASS" in Path(page).read_text()
    assert list(dlprep.folder.iterdir()) == [], "nothing of the learner's is touched"


def test_the_example_of_the_readme_is_what_the_program_prints(dlprep):
    (example,) = EXAMPLE.findall(README.read_text())
    commands = re.split(r"^\$ (.*)\n", example, flags=re.MULTILINE)[1:]
    for line, printed in zip(commands[::2], commands[1::2], strict=True):
        command, *arguments = line.split()
        if command == "cat":
            assert printed.rstrip() == NAIVE.rstrip()
            (dlprep.folder / arguments[0]).write_text(NAIVE)
            continue
        assert command == "dlprep", line
        told = dlprep(*arguments)
        expected = re.split(r"^\.\.\.$", printed, flags=re.MULTILINE)
        got = (told.err + told.out).rstrip("\n")
        for part in expected:
            assert part.strip() in got, f"{line}\n{got}"
