"""docs/instructors.md, followed literally in an empty folder."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "instructors.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)
FILE = re.compile(r"(?P<how>Add to |Write )?`(?P<path>[\w/.-]+\.\w+)`:$")


def commands(text):
    """Each command of a console block with the lines that it prints."""
    found = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def pattern(lines):
    """What a command prints: `...` alone is any number of lines, within a line any text."""
    parts = [r"(?:.*\n)*?" if line == "..." else re.escape(line).replace(r"\.\.\.", r".*?") + r"\n" for line in lines]
    return re.compile("".join(parts))


def run(command, folder):
    program, *arguments = shlex.split(command)
    assert program == "dlprep"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-m", "grader", *arguments], cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    return done.returncode, done.stdout, done.stderr


def test_the_page_is_followed_step_by_step(tmp_path):
    ran = 0
    for block in BLOCK.finditer(PAGE):
        if block["language"] == "console":
            for command, lines in commands(block["text"]):
                code, out, err = run(command, tmp_path)
                told = out if "new" not in command else err
                assert pattern(lines).fullmatch(told), f"$ {command}\n{told}\n{err}"
                assert code == (4 if any("does not prove itself" in line for line in lines) else 0), command
                ran += 1
        else:
            place = FILE.search(block["before"])
            assert place is not None, block["before"]
            path = tmp_path / place["path"]
            assert path.is_file() is (place["how"] != "Write "), f"{path} is not there yet, or is there already"
            path.parent.mkdir(exist_ok=True)
            kept = path.read_text(encoding="utf-8") if place["how"] == "Add to " else ""
            path.write_text(kept + block["text"], encoding="utf-8")
    assert ran >= 8
