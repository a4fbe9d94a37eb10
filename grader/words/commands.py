"""Sentences of the command line: what a command did, or why it could not."""

from __future__ import annotations

import shlex


def no_current() -> str:
    return "no exercise is being worked on here; fetch one: dlprep next"


def built_in(key: str, mine: str) -> str:
    return f"{key} is the built-in exercise; that of your bank is {mine}"


def this_is_a_bank(command: str) -> str:
    return f"this folder is a bank; to mean it: dlprep --bank . {command}"


def all_solved(total: int) -> str:
    if not total:
        return "the bank is empty"
    return f"all {total} exercises are solved; `dlprep list` shows them, `dlprep next ID` brings one back"


def started(path: str, *, created: bool) -> str:
    return f"wrote {path}" if created else f"{path} is there already and was left as it is"


def not_solved_yet(key: str, program: str) -> str:
    return f"{key} is not solved yet; to see the solution all the same: {program} solution {shlex.quote(key)} --give-up"


def was_reset(path: str, archived: str) -> str:
    return f"{path} begins anew" + (f"; your old answer is kept in {archived}" if archived else "")


def no_file_named(key: str, program: str) -> str:
    key = shlex.quote(key)
    return f"--exercise {key} says what a file answers; name the file too: {program} check FILE --exercise {key}"


def not_an_answer(path: str, key: str, program: str) -> str:
    command = f"{program} check {shlex.quote(path)} --exercise {shlex.quote(key)}"
    return f"{path} is not an answer of this workspace; to grade any file: {command}"


def no_typed_answer(key: str) -> str:
    return f"the answer to {key} is code: write it into its file"


def not_kept(reason: str) -> str:
    return f"this attempt is not kept: {reason}"


def no_file(path: str) -> str:
    return f"there is no file {path}"


def page_written(path: str) -> str:
    return f"page {path}"


def our_bug(error: str, log: str) -> str:
    where = f"\nlog {log}" if log else ""
    return f"dlprep: a bug of ours, not of your answer: {error}{where}\nNothing of yours was changed. Please send us the log."


def proof_failed(key: str, error: str, log: str) -> str:
    where = f"\nlog {log}" if log else ""
    return f"dlprep: a bug of ours, not of {key}: {error}{where}"


def all_or_some() -> str:
    return "--all means every exercise; leave the ids out, or --all"


def no_exercises(bank: str) -> str:
    return f"{bank or 'the built-in bank'} has no exercise yet; make one: dlprep author new ID --form code"


def tour_fetch(path: str) -> str:
    return f"1. An exercise is fetched into a workspace, here a temporary one; its answer goes into\n   {path}"


def tour_naive() -> str:
    return "2. The formula as it stands in the textbook:"


def tour_right() -> str:
    return "3. The same with each slice shifted by its maximum, and integers promoted:"


def tour_end(page: str, folder: str) -> str:
    return (
        f"4. Each check can be a page, for a browser:\n   {page}\n\n"
        f"Now you, in a folder of your own: dlprep next\n(The tour's workspace {folder} can be deleted.)"
    )
