"""People's decisions on whether two reports tell of one event; kept only when that is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse

from communique.api.asking import service_of
from communique.api.errors import RequestError
from communique.api.forms import form_of, refuse_without
from communique.api.rendering import address
from communique.api.service import Service
from communique.ledger import LedgerError, Questions

if TYPE_CHECKING:
    from communique.linking.judgement import Verdict

router = APIRouter()

LONGEST_NOTE = 1000


async def _checked_form(request: Request) -> dict[str, str]:
    service = service_of(request)
    if not service.options.allow_judgements:
        raise RequestError(403, "this server keeps no judgements; start it with --allow-judgements")
    fields = await form_of(request)
    refuse_without(service.csrf, fields)
    return dict(fields)


Form = Annotated[dict[str, str], Depends(_checked_form)]


@router.post("/judge", include_in_schema=False)
def judge(request: Request, form: Form) -> RedirectResponse:
    """Keeps a judgement and leads back to the event of its first report."""
    from communique.linking.judgement import Verdict

    service = service_of(request)
    first, second = form.get("first", ""), form.get("second", "").strip()
    verdict = form.get("verdict", "")
    if verdict not in ("same", "different") or not first or not second:
        raise RequestError(422, "a verdict (same or different) on two reports is wanted")
    if verdict == "same":
        second = _report_of(service, second)
    _write(service, Verdict(verdict), first, second, form)
    return _back(first)


@router.post("/judge/withdraw", include_in_schema=False)
def withdraw(request: Request, form: Form) -> RedirectResponse:
    """Withdraws a judgement: all is as it was before."""
    from communique.linking.linker import Linker

    service = service_of(request)
    try:
        with service.door.write() as ledger:
            Linker(ledger).withdraw(form.get("judgement", ""), signed=_signature(service, form))
    except LedgerError as error:
        raise RequestError(404, str(error)) from error
    return _back(form.get("report", ""))


def _write(
    service: Service, verdict: Verdict, first: str, second: str, form: dict[str, str]
) -> None:
    from communique.linking.linker import Linker

    try:
        with service.door.write() as ledger:
            Linker(ledger).judge(
                verdict,
                first,
                second,
                signed=_signature(service, form),
                note=form.get("note", "")[:LONGEST_NOTE],
            )
    except (LedgerError, ValueError) as error:
        raise RequestError(422, str(error)) from error


def _report_of(service: Service, named: str) -> str:
    """Gives the report that is named, or the first report of the event that is.

    Args:
        service: What the server is made of.
        named: Id of a report or event, or the address of an event's page.
    """
    named = named.partition("/event/")[2].partition("/")[0] or named
    with service.door.borrow(seconds=service.options.limits.seconds) as ledger:
        asked = Questions(ledger)
        event = asked.event(named)
        reports = asked.reports([event.event_id]) if event else ()
    ids = [report.report_id for report in reports]
    if not ids:
        raise RequestError(404, "there is no such event or report in this ledger")
    return named if named in ids else ids[0]


def _signature(service: Service, form: dict[str, str]) -> str:
    return form.get("signed", "").strip()[:200] or service.options.signed


def _back(report: str) -> RedirectResponse:
    return RedirectResponse(address("/event", {"report": report}), status_code=303)
