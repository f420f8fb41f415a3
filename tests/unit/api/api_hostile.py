"""Readings whose every text tries to become markup, script, formula or control."""

from __future__ import annotations

from datetime import date

from communique.records import (
    Actor,
    Article,
    ArticleField,
    Candidate,
    Event,
    EventMention,
    EventType,
    Explanation,
    Place,
    Reading,
    Resolution,
    Sector,
    Statement,
    Status,
    Time,
    When,
)

ATTACKS = (
    "<script>window.hacked=1</script>",
    '"><img src=x onerror="window.hacked=1">',
    "'-window.hacked=1-'",
    "</textarea></title></style><svg onload=window.hacked=1>",
    "{{ 7*7 }}{% print(1) %}${7*7}",
    '=HYPERLINK("http://evil.example","x")',
    "javascript:window.hacked=1",
    "../../../../etc/passwd",
    "\u202egnp.exe\u2066 \x1b[31m \x00",
    "<!--#include--><![CDATA[ ]]>&lt;script&gt;",
)


def hostile_readings() -> list[Reading]:
    """One reading for each attack, with the attack in every field that holds text."""
    return [_reading(number, attack) for number, attack in enumerate(ATTACKS, 1)]


def _reading(number: int, attack: str) -> Reading:
    text = f"{attack} visited {attack} on Monday, {attack} said."
    article = Article(
        f"h{number}#{attack}",
        f"Title {attack}",
        text,
        date(2031, 3, number),
        f"Outlet {attack}",
        f"javascript:alert(1)//{attack}",
    )
    whole = article.span(ArticleField.TEXT, 0, len(text))
    start = text.index(" visited ") + 1
    trigger = article.span(ArticleField.TEXT, start, start + len("visited"))
    first = article.span(ArticleField.TEXT, 0, len(attack))
    resolution = Resolution("base", attack, (Candidate(attack, "KEN", None, 1.0, attack),))
    actor = Actor(attack, "KEN", Sector.GOV, f"person:{attack}", first, resolution)
    events = tuple(
        Event(
            id=f"{article.id}#{count}",
            type=kind,
            mode=attack,
            mutual=False,
            actors=(actor,),
            recipients=(Actor(f"other {attack}", "ETH", Sector.MIL),),
            mentions=(EventMention(whole, trigger),),
            status=status,
            said_by=(actor,),
            when=When("2031-03-0" + str(1 + number % 9), first, "2031"),
            where=Place(attack, "KEN", -1.3, 36.8, 1, first),
            confidence=0.9,
            contexts=(attack,),
            explanation=Explanation(((kind, 0.9),), attack, (attack,)),
        )
        for count, (kind, status) in enumerate(
            (
                (EventType.CONSULT, Status.OCCURRED),
                (EventType.ASSAULT, Status.ALLEGED),
                (EventType.COOPERATE, Status.PLANNED),
            ),
            1,
        )
    )
    return Reading(
        article,
        events,
        (Statement(actor, first, trigger, (whole,), direct=True, addressee=first),),
        (Time(first, "2031-03"),),
        (Place(attack, "KEN", -1.3, 36.8, 1, first),),
        (f"note {attack}",),
    )
