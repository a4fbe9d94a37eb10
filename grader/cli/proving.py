"""`dlprep author check`: proofs, one after the other on the screen, many at a time behind it."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.cli.authored import authored, unnamed
from grader.model.enums import ExitCode
from grader.model.errors import UsageError
from grader.model.proof import Failed, Proof
from grader.words import commands
from grader.words.proof import fresh_text, proof_lines, total_text

if TYPE_CHECKING:
    from grader.bank import Bank
    from grader.cli.context import Context
    from grader.model.exercise import Exercise


class Asked(msgspec.Struct, frozen=True):
    """The arguments of the command."""

    keys: tuple[str, ...]
    every: bool = False
    jobs: int | None = None
    seed: int | None = None
    no_mutants: bool = False
    equivalent_cases: int = 100_000
    as_json: bool = False
    page: Path | None = None


def run_proofs(context: Context, asked: Asked) -> int:
    """Prove, show, write the page; the exit code."""
    from grader.author import SEEDS, Task, Wish, cores, prove_all
    from grader.build import SEEDS as MANY
    from grader.report.terminal.progress import Bar

    keys = _keys(context, asked)
    fresh = int.from_bytes(os.urandom(4), "big") % MANY if asked.seed is None else asked.seed
    context.say(fresh_text(fresh))
    banks = tuple((bank.folder, bank.name) for bank in context.library.banks)
    wish = Wish(fresh=fresh, mutants=not asked.no_mutants, equivalent_cases=asked.equivalent_cases)
    results: list[Proof | Failed] = []
    with Bar(len(keys), context.color) as bar:
        proving = prove_all(keys, Task(banks, SEEDS, wish), asked.jobs or cores(), bar.done)
        with contextlib.closing(proving):
            for result in proving:
                results.append(result)
                with bar.aside():
                    _show(context, result, asked)
    return _end(context, asked, results, fresh)


def _keys(context: Context, asked: Asked) -> list[str]:
    """Of the exercises that are meant; each can be loaded."""
    if asked.keys:
        if asked.every:
            raise UsageError(commands.all_or_some())
        return [_sound(context, authored(context, key, f"author check {key}")) for key in dict.fromkeys(asked.keys)]
    if unnamed(context) is not None:
        raise UsageError(commands.this_is_a_bank("author check --all"))
    banks = _meant(context)
    keys = [exercise.key for bank in banks for exercise in bank.load_all()]  # every fault at once, before anything is run
    if not keys:
        raise UsageError(commands.no_exercises(banks[-1].name))
    return keys


def _sound(context: Context, exercise: Exercise) -> str:
    """Its key; what it needs of others is there, which the proof of one exercise does not ask."""
    bank = next(bank for bank in context.library.banks if bank.name == exercise.bank)
    bank.check_needs(exercise.id)
    return exercise.key


def _meant(context: Context) -> tuple[Bank, ...]:
    """The banks of `--bank`; without it, the built-in one."""
    banks = context.library.banks
    return tuple(bank for bank in banks if bank.name in context.named_banks) or banks[:1]


def _show(context: Context, result: Proof | Failed, asked: Asked) -> None:
    """What came of one exercise; of a whole bank only what is worth a look."""
    if isinstance(result, Failed):
        from grader.cli.log import write_log

        log = write_log(sys.argv[1:], f"{result.exercise}: {result.error}\n{result.trace}")
        context.say(commands.proof_failed(result.exercise, result.error, log))
    elif not asked.as_json:
        context.show(proof_lines(result, brief=not asked.keys))


def _end(context: Context, asked: Asked, results: list[Proof | Failed], fresh: int) -> ExitCode:
    proofs = [result for result in results if isinstance(result, Proof)]
    failed = [result for result in results if isinstance(result, Failed)]
    if asked.as_json:
        from grader.report.json import proofs_json

        context.show(proofs_json(proofs, failed, fresh))
    elif len(results) > 1:
        context.show(total_text(proofs, len(failed)))
    if asked.page is not None:
        from grader.cli.pages import write_bank_page

        context.say(commands.page_written(str(write_bank_page(asked.page, proofs, failed))))
    if failed:
        return ExitCode.OUR_BUG
    return ExitCode.ACCEPTED if all(proof.holds for proof in proofs) else ExitCode.BANK_INVALID
