"""From what a person types to one exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from grader.model.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from grader.bank.bank import Bank
    from grader.model.exercise import Exercise, Summary

_OF_A_BANK: Final = "\nif {group} is a bank of yours, name its folder: dlprep --bank DIR ..., or once in .dlprep/config.toml"
_ENDINGS: Final = (".yaml", ".yml", ".py", ".txt")


class Library:
    """Several banks, the built-in one first."""

    def __init__(self, banks: Sequence[Bank]) -> None:
        self.banks = tuple(banks)

    def summaries(self) -> tuple[Summary, ...]:
        """Every exercise of every bank, in the order of the banks.

        Raises:
            BankError: see `Bank.summaries`.
        """
        return tuple(summary for bank in self.banks for summary in bank.summaries())

    def find(self, key: str, first: Collection[str] = ()) -> Exercise:
        """The exercise that `key` names: an id, `track/id`, `bank/id`, with hyphens or underscores, or the name of its file.

        An id alone means that of a bank of the names in `first`, else the built-in one, else that of the only bank that has it.

        Raises:
            UsageError: if it names none, or several.
            BankError: with every fault of its file.
        """
        group, id = split_key(key)  # noqa: A001  the word of the format
        known = [(bank, track, name) for bank in self.banks for track, name in bank.ids()]
        found = [(bank, track) for bank, track, name in known if name == id and (not group or group in (bank.name, track))]
        if not found:
            groups = {part for bank, track, _ in known for part in (bank.name, track)}
            hint = "" if not group or group in groups else _OF_A_BANK.format(group=group)
            raise UsageError(unknown(key, [f"{bank.name}/{name}".strip("/") for bank, _, name in known], id) + hint)
        for preferred in ({group} - {""}, first, ("",), {bank.name for bank in self.banks}):
            banks = list(dict.fromkeys(bank for bank, _ in found if bank.name in preferred))
            if len(banks) > 1:
                names = " or ".join(f"{bank.name}/{id}" for bank in banks)
                raise UsageError(f"several banks have an exercise {id}: say {names}")
            if banks:
                break
        return banks[0].exercise(id)


def split_key(key: str) -> tuple[str, str]:
    """Bank or track (or an empty text) and id: `numerics/stable_softmax.yaml` -> `numerics`, `stable-softmax`."""
    parts = [part for part in key.strip().replace("\\", "/").split("/") if part not in ("", ".")]
    name = parts[-1] if parts else ""
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    group = parts[-2] if len(parts) > 1 and parts[-2] not in ("solutions", "..") else ""
    return group, name.replace("_", "-").lower()


def unknown(key: str, known: Iterable[str], id: str = "") -> str:  # noqa: A002  the word of the format
    """What to say of a key that names no exercise: the nearest, by spelling or by a common word."""
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    wanted = id or split_key(key)[1]
    by_id = {name.rpartition("/")[2]: name for name in reversed(names)}  # of the first bank that has it
    near = get_close_matches(wanted, by_id, n=3, cutoff=0.6)
    near += [one for one in by_id if wanted and len(wanted) > 2 and wanted in one and one not in near]
    said = f"no exercise is called `{key}`"
    if not near:
        return f"{said}; `dlprep list` shows all {len(names)}" if names else f"{said}: the bank is empty"
    suggestions = [by_id[one] for one in near[:3]]
    return f"{said}; did you mean {' or '.join(f'`{one}`' for one in suggestions)}?"
