"""Pages of tables: who sits there, who is missing, and the chairs."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.modules.network.queries.people import today
from dwarsverband.modules.tables import forms, rules
from dwarsverband.modules.tables.actions import tables as actions
from dwarsverband.modules.tables.queries import chairs, page, table_words, tables
from dwarsverband.modules.tables.rules.meetings import may_plan_meeting

PAGE = 25


def table_list(request: Request) -> HttpResponse:
    wanted = request.GET.get("zoek", "").replace("\0", "").strip()
    is_past = "vroeger" in request.GET
    told = page.told_tables(request.actor, wanted, is_past=is_past)
    context = {
        "page": Paginator(told, PAGE).get_page(request.GET.get("pagina")),
        "wanted": wanted,
        "is_past": is_past,
        "verdict": rules.may_add_table(request.actor),
        "answer": table_words.list_answer(told),
    }
    return render(request, "tables/table_list.html", context)


def table_detail(request: Request, pk: UUID) -> HttpResponse:
    table = tables.get_table(request.actor, pk)
    shown = page.table_page(request.actor, table)
    verdict = rules.may_change_table(request.actor, table)
    context = {"table": table, "shown": shown, "around": shown.around, "verdict": verdict}
    context["may_lead"] = may_plan_meeting(request.actor, table)
    return render(request, "tables/table_detail.html", context)


def add_table(request: Request) -> HttpResponse:
    form = forms.AddTable(request.POST or None).for_actor(request.actor)
    if form.submit(actions.add_table, request.actor):
        messages.success(request, _("It is there. Now choose who sits at it."))
        return redirect(address(request.actor, "tables:add_table_seat", pk=form.result.pk))
    verdict = rules.may_add_table(request.actor)
    return render(request, "tables/add_table.html", {"form": form, "verdict": verdict})


def change_table(request: Request, pk: UUID) -> HttpResponse:
    table = tables.get_table(request.actor, pk)
    form = forms.ChangeTable(request.POST or None, initial=tables.table_form(table))
    if form.for_actor(request.actor).submit(actions.change_table, request.actor, table):
        messages.success(request, _("Saved."))
        return _table(request, table.pk)
    verdict = rules.may_change_table(request.actor, table)
    context = {"form": form, "table": table, "verdict": verdict}
    return render(request, "tables/change_table.html", context)


@require_POST
def end_table(request: Request, pk: UUID) -> HttpResponse:
    table = tables.get_table(request.actor, pk)
    actions.end_table(request.actor, table)
    messages.success(request, _("This table meets no more. What was decided can still be read."))
    return _table(request, table.pk)


def add_table_seat(request: Request, pk: UUID) -> HttpResponse:
    table = tables.get_table(request.actor, pk)
    form = forms.AddTableSeat(request.POST or None).for_actor(request.actor)
    if form.submit(actions.add_table_seat, request.actor, table):
        messages.success(request, _("This seat is there now. Who takes it?"))
        return redirect(address(request.actor, "tables:fill_table_seat", pk=form.result.pk))
    context = {
        "form": form,
        "table": table,
        "shown": page.table_page(request.actor, table),
        "verdict": rules.may_add_table_seat(request.actor, table),
    }
    return render(request, "tables/add_table_seat.html", context)


@require_POST
def leave_seat_out(request: Request, pk: UUID) -> HttpResponse:
    table = tables.get_table(request.actor, pk)
    empty = chairs.get_empty(request.actor, table, request.POST.get("seat", ""))
    actions.leave_seat_out(request.actor, empty)
    messages.success(request, _("Left out. This table can do without."))
    return _seats(request, table.pk)


def fill_table_seat(request: Request, pk: UUID) -> HttpResponse:
    seat = tables.get_seat(request.actor, pk)
    form = forms.FillTableSeat(request.POST or None, initial={"on": today()})
    if form.for_actor(request.actor).submit(actions.fill_table_seat, request.actor, seat):
        messages.success(request, table_words.filled(request.actor, form.result))
        return _seats(request, seat.table_id)
    wanted = request.GET.get("zoek", "").replace("\0", "").strip()
    found = page.who_could_sit(request.actor, seat, wanted)
    context = {"form": form, "seat": seat, "found": found, "wanted": wanted}
    context["verdict"] = rules.may_fill_table_seat(request.actor, seat)
    return render(request, "tables/fill_table_seat.html", context)


@require_POST
def empty_table_seat(request: Request, pk: UUID) -> HttpResponse:
    return _changed(request, pk, actions.empty_table_seat, _("This seat is empty now."))


@require_POST
def remove_table_seat(request: Request, pk: UUID) -> HttpResponse:
    return _changed(request, pk, actions.remove_table_seat, _("Taken away."))


@require_POST
def hand_over_chair(request: Request, pk: UUID) -> HttpResponse:
    return _changed(request, pk, actions.hand_over_chair, _("Somebody else leads this table now."))


def _changed(
    request: Request, pk: UUID, change: Callable[..., object], receipt: str
) -> HttpResponse:
    seat = tables.get_seat(request.actor, pk)
    change(request.actor, seat)
    messages.success(request, receipt)
    return _seats(request, seat.table_id)


def _table(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "tables:table_detail", pk=pk))


def _seats(request: Request, pk: UUID) -> HttpResponse:
    return redirect(address(request.actor, "tables:add_table_seat", pk=pk))
