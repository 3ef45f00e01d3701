"""Pages on which a list comes in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.actions import import_undo as undo_actions
from dwarsverband.modules.network.actions import imports as actions
from dwarsverband.modules.network.forms import imports as forms
from dwarsverband.modules.network.queries import (
    import_review,
    import_review_words,
    import_undo,
    imports,
)

SECONDS = 2


def start_import(request: Request) -> HttpResponse:
    form = forms.StartImport(request.POST or None, request.FILES or None)
    if form.submit(actions.start_import, request.actor):
        return redirect(address(request.actor, "network:review_import", pk=form.result.pk))
    context = {
        "form": form,
        "verdict": rules.may_start_import(request.actor),
        "processing": get_processing(request.actor),
        "drafts": import_undo.earlier_lists(request.actor),
    }
    return render(request, "network/start_import.html", context)


def review_import(request: Request, pk: UUID) -> HttpResponse:
    draft = imports.get_import(request.actor, pk)
    review = import_review.review(request.actor, draft)
    form = forms.MapImport().for_review(review) if review.is_open else Form()
    response = _page(request, review, form)
    if review.is_waiting:
        response["Refresh"] = str(SECONDS)
    return response


@require_POST
def map_import(request: Request, pk: UUID) -> HttpResponse:
    draft = imports.get_import(request.actor, pk)
    review = import_review.review(request.actor, draft)
    form = forms.MapImport(request.POST).for_review(review)
    if form.submit(actions.map_import, request.actor, draft):
        return redirect(address(request.actor, "network:review_import", pk=pk))
    return _page(request, review, form)


@require_POST
def apply_import(request: Request, pk: UUID) -> HttpResponse:
    draft = imports.get_import(request.actor, pk)
    review = import_review.review(request.actor, draft)
    answers = forms.MapImport(request.POST).for_review(review, is_saving=True)
    if not answers.submit(actions.map_import, request.actor, draft):
        return _page(request, review, answers)
    form = forms.ApplyImport({**request.POST.dict(), "version": answers.result.version})
    if answers.changes_columns:
        messages.info(request, _("You read the list in another way. Look at it, then save."))
    else:
        form.submit(actions.apply_import, request.actor, answers.result)
    return redirect(address(request.actor, "network:review_import", pk=pk))


def undo_import(request: Request, pk: UUID) -> HttpResponse:
    draft = imports.get_import(request.actor, pk)
    verdict = rules.may_undo_import(request.actor, draft)
    form = Form(request.POST if request.method == "POST" else None)
    if form.submit(undo_actions.undo_import, request.actor, draft):
        messages.success(request, _("Undone. %(told)s") % {"told": form.result.outcome})
        return redirect(address(request.actor, "network:start_import"))
    context = {"draft": draft, "form": form, "verdict": verdict}
    if verdict.is_allowed:
        plan = import_undo.undo_plan(request.actor, draft)
        context |= {"plan": plan, "words": list(import_undo.undo_words(plan))}
    return render(request, "network/undo_import.html", context)


@require_POST
def discard_import(request: Request, pk: UUID) -> HttpResponse:
    draft = imports.get_import(request.actor, pk)
    actions.discard_import(request.actor, draft)
    return redirect(address(request.actor, "network:start_import"))


def _page(request: Request, review: import_review.Review, form: Form) -> HttpResponse:
    """A list as it stands: with its questions, on its way, or saved."""
    context = {
        "review": review,
        "words": import_review_words.review_words(review, get_processing(request.actor)),
        "draft": review.draft,
        "form": form,
    }
    if review.is_waiting:
        context["may_discard"] = rules.may_discard_import(request.actor, review.draft)
    if review.is_done:
        context["may_undo"] = rules.may_undo_import(request.actor, review.draft)
    return render(request, "network/review_import.html", context)
