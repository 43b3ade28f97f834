"""Moments become what a reader sees of them: a deadline, a status, what is past, and what that will be later."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from oproep.catalogue.linked import LinkedCall
from oproep.model.deadline import DeadlineMoment, Undated
from oproep.model.moment import Moment
from oproep.model.status import Status, Timeline
from oproep.rendering.later import Saying, instant, timed
from oproep.rendering.parts import DeadlineLine, DeadlineView, Standing
from oproep.rendering.scribe import Scribe
from oproep.rendering.words import TimedWords, When, Words


def when(scribe: Scribe, moment: Moment | date) -> When:
    """A moment in words; for machines its instant when it has a time, else its date."""
    return scribe.once(("when", moment), lambda: when_it_is(scribe, moment))


def when_it_is(scribe: Scribe, moment: Moment | date) -> When:
    """The same, written now."""
    found = moment if isinstance(moment, Moment) else Moment(moment)
    zone = scribe.catalogue.settings.zone
    iso = found.day.isoformat() if found.time is None else instant(found.begins(zone))
    return When(text=scribe.tongue.moment(found), iso=iso)


def until(scribe: Scribe, starts: Moment, ends: Moment) -> When:
    """When something ends that began at that moment: on the same day its time says it."""
    found = when(scribe, ends)
    return found._replace(text=scribe.tongue.clock(ends.time)) if ends.time and ends.day == starts.day else found


def in_zone(scribe: Scribe, moment: Moment) -> str:
    """A deadline as a sentence, with the city whose time it is."""
    city = scribe.tongue.city(scribe.catalogue.settings.zone.key)
    words = scribe.tongue.moment(moment)
    return (
        scribe.tongue.text("end-of-day", day=words, city=city)
        if moment.time is None
        else scribe.tongue.text("in-zone", moment=words, city=city)
    )


def deadline(scribe: Scribe, call: LinkedCall) -> DeadlineView:
    """The deadline: the next moment a newcomer can meet, else the last one, or in words why there is none."""
    facts, moments = call.facts.deadline, call.facts.deadline.moments
    if facts.undated:
        return undated(scribe, call, facts.undated)
    staged = facts.staged
    alone = None if len(moments) > 1 else moments[0]
    sentence, short = only(scribe, alone.at) if alone else coming(scribe, call)
    before = alone.extended_from if alone else None
    told = () if alone and not alone.label else enumerate(moments, alone is None or staged)
    return DeadlineView(
        sentence=sentence,
        short=short,
        lines=tuple(
            line(scribe, replace(moment, extended_from=None) if alone else moment, at, staged=staged)
            for at, moment in told
        ),
        extended_from=when(scribe, before) if before else None,
        note=scribe.tongue.text("deadline-second-stage") if staged else None,
    )


def undated(scribe: Scribe, call: LinkedCall, why: Undated) -> DeadlineView:
    """A deadline without a date: the reason for it, and in the end that it is over."""
    text, now, changes = scribe.tongue.text, scribe.catalogue.now, call.timeline.changes()

    def word(at: datetime) -> str:
        return "deadline-over" if why is not Undated.UNKNOWN and call.timeline.at(at).over else f"deadline-{why}"

    return DeadlineView(
        sentence=timed(lambda at: (text(word(at)),), now, changes),
        short=timed(lambda at: (text(f"{word(at)}-short"),), now, changes),
    )


def only(scribe: Scribe, moment: Moment) -> tuple[TimedWords, TimedWords]:
    """The only moment of a deadline, as a sentence and in short: it stays what it is."""

    def written() -> tuple[TimedWords, TimedWords]:
        iso = when(scribe, moment).iso
        short = scribe.tongue.moment(moment, short=True)
        return TimedWords(text=in_zone(scribe, moment), iso=iso), TimedWords(text=short, iso=iso)

    return scribe.once(("only", moment), written)


def coming(scribe: Scribe, call: LinkedCall) -> tuple[TimedWords, TimedWords]:
    """The next of several moments, as a sentence and in short: each takes the place of the one before."""
    facts, zone, now = call.facts.deadline, scribe.catalogue.settings.zone, scribe.catalogue.now
    changes = {*call.timeline.changes(), *(moment.at.ends(zone) for moment in facts.moments)}
    entries = [*zip(call.timeline.closes, facts.entries, strict=True)]

    def next_one(at: datetime) -> Moment:
        return next((moment.at for end, moment in entries if at < end), entries[-1][1].at)

    def sentence(at: datetime) -> Saying:
        stage = stage_to_come(call, zone, at)
        if stage is None:
            return in_zone(scribe, next_one(at)), when(scribe, next_one(at)).iso
        moment = scribe.tongue.moment(stage.at)
        return scribe.tongue.text("deadline-next-stage", number=stage.stage, moment=moment), when(scribe, stage.at).iso

    def short(at: datetime) -> Saying:
        return scribe.tongue.moment(next_one(at), short=True), when(scribe, next_one(at)).iso

    return timed(sentence, now, changes), timed(short, now, changes)


def stage_to_come(call: LinkedCall, zone: ZoneInfo, at: datetime) -> DeadlineMoment | None:
    """The next stage of a call that is closed to newcomers: only those invited can still meet it."""
    if not call.facts.deadline.staged or call.timeline.at(at) is not Status.CLOSED:
        return None
    return next((moment for moment in call.facts.deadline.moments if at < moment.at.ends(zone)), None)


def line(scribe: Scribe, moment: DeadlineMoment, position: int, *, staged: bool) -> DeadlineLine:
    """One moment of a deadline that has several; `position` is 0 for the only one, which needs no number."""
    number = moment.stage or str(position)
    own = Words(text=scribe.tongue.text("stage-n" if staged else "cutoff-n", number=number)) if position else None
    return DeadlineLine(
        when=When(text=in_zone(scribe, moment.at), iso=when(scribe, moment.at).iso),
        label=scribe.label(moment.label) or own,
        past=past_mark(scribe, moment.at),
        extended_from=when(scribe, moment.extended_from) if moment.extended_from else None,
    )


def past_mark(scribe: Scribe, moment: Moment) -> TimedWords:
    """The word beside a moment that is past."""
    end = moment.ends(scribe.catalogue.settings.zone)
    return timed(lambda at: (scribe.tongue.text("past") if at >= end else "",), scribe.catalogue.now, (end,))


def outdated(scribe: Scribe, call: LinkedCall) -> TimedWords | None:
    """What warns a reader of a call that is not over and whose facts were checked long ago; the same on every day."""
    settings, checked = scribe.catalogue.settings, call.facts.verified
    if checked is None or call.status.over:  # what is over stays so
        return None
    begins = Moment(checked + timedelta(days=settings.fresh_days + 1)).begins(settings.zone)

    def warning(at: datetime) -> Saying:
        told = at >= begins and not call.timeline.at(at).over
        return (scribe.tongue.text("facts-outdated", days=settings.fresh_days) if told else "",)

    found = timed(warning, scribe.catalogue.now, {begins, *call.timeline.changes()})
    return found if found.text or found.later else None


def standing(scribe: Scribe, call: LinkedCall) -> Standing:
    """The status at the build, with the instants by which the browser works it out again."""
    label = scribe.tongue.text(f"status-{call.status}")
    return Standing(code=str(call.status), label=label, moments=moments(call.timeline))


@lru_cache(maxsize=256)
def moments(line: Timeline) -> str:
    """A timeline as the browser reads it; each is asked for by rows and pages in every language."""
    return json.dumps(
        {
            "opens": instant(line.opens) if line.opens else None,
            "closes": [instant(moment) for moment in line.closes],
            "until": instant(line.until) if line.until else None,
            "announced": line.announced,
            "cancelled": instant(line.cancelled) if line.cancelled else None,
            "closing_days": line.closing_days,
        },
        separators=(",", ":"),
    )
