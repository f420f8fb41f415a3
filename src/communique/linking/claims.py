"""Claims: what is alleged, who asserts, denies or will not comment on it, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from communique.linking.cues import CueKind, find_cues
from communique.linking.remarks import Remark
from communique.linking.report import Party, Report
from communique.records import EventType, Sector, Status


class StanceKind(StrEnum):
    """What a speaker does about a claim."""

    ASSERTS = "asserts"
    ALLEGES = "alleges"
    DENIES = "denies"
    DECLINES = "declines to comment"
    ADMITS = "admits"
    RETRACTS = "retracts"


class Standing(StrEnum):
    """How a claim stands."""

    OPEN = "open"
    UNCONTESTED = "uncontested"
    DISPUTED = "disputed"
    CONCEDED = "conceded"


@dataclass(frozen=True, slots=True)
class Stance:
    """What one speaker said about a claim in one article.

    Attributes:
        speaker: Name, as that article gives it.
        country: ISO 3166-1 alpha-3, or None.
        kind: What the speaker does.
        taken: Day of publication, or None.
        report_id: The report that tells it; for silence and retractions, the report of the claim
            in the same article.
        camp: Within its country, against the state (" against the state") or not ("").
    """

    speaker: str
    country: str | None
    kind: StanceKind
    taken: date | None
    report_id: str
    camp: str = ""

    @property
    def side(self) -> str:
        """The country or, without one, the name: one side speaks through many mouths.

        Those who fight the state or oppose it are a side of their own.
        """
        return f"{self.country}{self.camp}" if self.country else self.speaker


@dataclass(frozen=True, slots=True)
class Claim:
    """An event that somebody alleges or denies, with all stances on it.

    Attributes:
        event_id: The event.
        standing: How it stands.
        stances: Earliest first.
    """

    event_id: str
    standing: Standing
    stances: tuple[Stance, ...]

    @property
    def id(self) -> str:
        """The event's id with another letter in front."""
        return "c" + self.event_id.removeprefix("e")


def claim_of(
    event_id: str,
    reports: Sequence[Report],
    denials: Mapping[str, Sequence[Report]],
    remarks: Mapping[str, Sequence[Remark]],
    independent: Mapping[str, str],
) -> Claim | None:
    """Gives the claim that an event's reports make, or None where nobody alleges or denies it.

    What another than the doer reports as a fact becomes a claim, too, once the doer turns it down
    in the same article.

    Args:
        event_id: The event.
        reports: Its reports.
        denials: Article id -> reports of that article in which somebody turns a charge down.
        remarks: Article id -> what is said there about silence and retraction.
        independent: Article id -> id of the article whose text it shares: a copy adds no stance.
    """
    if not is_claimed(reports, denials):
        return None
    first_told: dict[tuple[str, str, StanceKind], Stance] = {}
    for report in sorted(reports, key=lambda one: one.order):
        source = independent.get(report.article_id, report.article_id)
        for stance in _stances_of(report, reports, denials, remarks):
            own_voice = stance.country is None and stance.speaker == _voice(report)
            speaker = "" if own_voice else stance.side
            first_told.setdefault((source, speaker, stance.kind), stance)
    unique = tuple(sorted(first_told.values(), key=_order))
    return Claim(event_id, standing(unique), unique)


def is_claimed(reports: Sequence[Report], denials: Mapping[str, Sequence[Report]]) -> bool:
    """Whether somebody alleges or denies what the reports tell, or turns it down beside them."""
    return any(
        report.status in (Status.ALLEGED, Status.DENIED)
        or _answered(report, _answers(report, denials))
        for report in reports
    )


def _answers(report: Report, denials: Mapping[str, Sequence[Report]]) -> Sequence[Report]:
    """Denials of the article that may answer a report: what is recalled does not answer news."""
    return [
        denial
        for denial in denials.get(report.article_id, ())
        if report.background or not denial.background or denial.sentence == report.sentence
    ]


def _stances_of(
    report: Report,
    reports: Sequence[Report],
    denials: Mapping[str, Sequence[Report]],
    remarks: Mapping[str, Sequence[Remark]],
) -> Iterable[Stance]:
    yield from _told(report, _answers(report, denials))
    yield from _remarked(report, remarks.get(report.article_id, ()), reports)


def _order(stance: Stance) -> tuple[date, str, str, str]:
    return (stance.taken or date.max, stance.report_id, stance.kind.value, stance.speaker)


def is_denial(report: Report) -> bool:
    """Whether a report tells that somebody turns a charge down, rather than an offer."""
    refuses = report.type.plover is EventType.REJECT
    return refuses and bool(find_cues(report.sentence, CueKind.DENIES))


def _told(report: Report, denials: Sequence[Report]) -> Iterable[Stance]:
    if report.status is Status.DENIED:
        yield from _stances(_deniers(report, denials), StanceKind.DENIES, report)
    elif report.status is Status.ALLEGED:
        speakers = report.said_by or ()
        yield from _stances(speakers, StanceKind.ALLEGES, report)
        if not speakers:
            yield _stance_of_nobody(StanceKind.ALLEGES, report)
        yield from _stances(_deniers_beside(report, denials), StanceKind.DENIES, report)
    elif report.status is Status.OCCURRED:
        yield from _assertions(report)
        yield from _stances(_answered(report, denials), StanceKind.DENIES, report)


def _assertions(report: Report) -> Iterable[Stance]:
    if not report.said_by:
        yield _stance_of_nobody(StanceKind.ASSERTS, report)
        return
    doers = _doers(report)
    for speaker in report.said_by:
        own = bool(doers) and all(_one_voice(speaker, doer) for doer in doers)
        kind = StanceKind.ADMITS if own else StanceKind.ASSERTS
        if own and find_cues(report.sentence, CueKind.DENIES):
            # "China called a fabrication the report that …": no report of its own act.
            kind = StanceKind.DENIES
        yield from _stances([speaker], kind, report)


def _stance_of_nobody(kind: StanceKind, report: Report) -> Stance:
    """The reporter's own voice: the outlet speaks."""
    return Stance(_voice(report), None, kind, report.published, report.id)


def _voice(report: Report) -> str:
    return report.publisher or "the reporter"


def _deniers(report: Report, denials: Sequence[Report]) -> Sequence[Party]:
    """Who denies: whoever is said to; else who turns a charge down there; else the accused."""
    return report.said_by or _deniers_beside(report, denials) or report.actors


def _deniers_beside(report: Report, denials: Sequence[Report]) -> Sequence[Party]:
    """Those parties to the matter that turn a charge down elsewhere in the same article."""
    parties = (*report.actors, *report.recipients)
    speakers = [party for denial in denials for party in denial.actors]
    return [one for one in speakers if any(_same_side(one, party) for party in parties)]


def _answered(report: Report, denials: Sequence[Report]) -> Sequence[Party]:
    """The doers who turn down, in the same article, what somebody else reports as a fact."""
    doers = _doers(report)
    others = [one for one in report.said_by if not any(_one_voice(one, doer) for doer in doers)]
    if report.status is not Status.OCCURRED or not others:
        return []
    speakers = [party for denial in denials for party in denial.actors]
    return [one for one in speakers if any(_same_side(one, doer) for doer in doers)]


def _doers(report: Report) -> Sequence[Party]:
    """Who acts; a speaker that the reading also lists among the actors is not counted."""
    names = {speaker.name for speaker in report.said_by}
    return [party for party in report.actors if party.name not in names] or report.actors


def _remarked(
    report: Report, remarks: Sequence[Remark], reports: Sequence[Report]
) -> Iterable[Stance]:
    """Silence of a party to the matter, and retraction by somebody who alleged it."""
    parties = (*report.actors, *report.recipients)
    accusers = [party for one in reports for party in one.said_by]
    for remark in remarks:
        retracts = remark.kind is CueKind.RETRACTS
        wanted = accusers if retracts else [*parties, *accusers]
        if any(_same_side(remark.speaker, party) for party in wanted):
            kind = StanceKind.RETRACTS if retracts else StanceKind.DECLINES
            yield from _stances([remark.speaker], kind, report)


def _same_side(first: Party, second: Party) -> bool:
    if first.country or second.country:
        return first.country == second.country
    return bool(first.words & second.words)


def _one_voice(speaker: Party, doer: Party) -> bool:
    """Whether a speaker owns up to an act when telling of it: state and society do not mix."""
    if not _same_side(speaker, doer) or _camp(speaker) != _camp(doer):
        return False
    return None in (speaker.of_state, doer.of_state) or speaker.of_state == doer.of_state


def _camp(party: Party) -> str:
    return " against the state" if party.sector in _AGAINST_THE_STATE else ""


_AGAINST_THE_STATE = (Sector.REB, Sector.OPP, Sector.CRM)


def _stances(speakers: Iterable[Party], kind: StanceKind, report: Report) -> Iterable[Stance]:
    for party in speakers:
        yield Stance(party.name, party.country, kind, report.published, report.id, _camp(party))


def standing(stances: Sequence[Stance]) -> Standing:
    """Gives how a claim stands by the last word of each side.

    Conceded: who denied it has admitted it, or all who alleged it have taken it back. Disputed:
    one side holds it and another denies it, or it is denied without our knowing the accuser.
    Uncontested: two sides hold it, or one does in its own voice as a matter of fact, and nobody
    denies it. Open: all else, as a charge that nobody has answered.
    """
    last: dict[str, StanceKind] = {}
    for stance in stances:
        if stance.kind is not StanceKind.DECLINES:
            last[stance.side] = stance.kind
    kinds = list(last.values())
    if StanceKind.ADMITS in kinds:
        return Standing.CONCEDED
    holding = [kind for kind in kinds if kind in (StanceKind.ASSERTS, StanceKind.ALLEGES)]
    if StanceKind.RETRACTS in kinds and not holding:
        return Standing.CONCEDED
    if StanceKind.DENIES in kinds:
        return Standing.DISPUTED
    if len(holding) > 1 or StanceKind.ASSERTS in holding:
        return Standing.UNCONTESTED
    return Standing.OPEN
