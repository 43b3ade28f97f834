"""What an import did becomes an account of it in lines: every result is in one of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from oproep.importing.folder import Outcome
from oproep.importing.renewing import Say
from oproep.importing.tallying import Tally
from oproep.rendering.tongue import Tongue


def account(tally: Tally, left_out: int, outcome: Outcome, content: Path) -> Iterator[str]:
    """The account of an import: what differs first, the numbers last. `left_out` were not asked for."""
    for change in outcome.changed:
        yield f"changed {change.file}: {', '.join(change.keys) or 'verified'}"
        yield from (f"    {line}" for line in change.diff.splitlines())
    for path, reason in outcome.unreadable:
        yield f"left alone {path}: it cannot be read ({reason})"
    for path, reason in outcome.newer:
        yield f"kept {path}: {reason}"
    for path in outcome.gone:
        yield f"not in these answers: {path} (nothing was removed)"
    for draft in tally.drafts:
        for note in draft.notes:
            yield f"note {draft.identifier}: {note}"
    for identifier, how in tally.merged:
        yield f"duplicate {identifier}: {how}"
    for rejected in tally.rejected:
        yield f"rejected {rejected.where}: {rejected.reason}"
    yield (
        f"{tally.results} results = {len(tally.drafts)} drafts + {len(tally.merged)} duplicates merged "
        f"+ {len(tally.rejected)} rejected"
    )
    written, changed, alone = len(outcome.written), len(outcome.changed), len(outcome.unreadable)
    yield (
        f"{len(tally.drafts) - left_out} drafts taken = {written} new + {changed} changed "
        f"+ {outcome.same + len(outcome.newer)} unchanged "
        f"+ {alone} left alone; {left_out} left out; {len(outcome.funds)} new funds; in {content}"
    )


def in_words(tongues: Mapping[str, Tongue]) -> Say:
    """Says a change of a fact in every language of the catalogue."""

    def say(key: str, before: str, after: str) -> dict[str, str]:
        return {
            code: tongue.text("fact-changed", key=tongue.text(f"key-{key}"), before=before, after=after)
            for code, tongue in tongues.items()
        }

    return say
