"""Pages about the mail of Monday."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Request
from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.network.actions import weekly as actions
from dwarsverband.modules.network.forms import moments as forms
from dwarsverband.modules.network.queries import weekly as queries
from dwarsverband.modules.network.queries.weekly_words import weekly_words
from dwarsverband.modules.network.rules import weekly as rules


def choose_weekly_mail(request: Request) -> HttpResponse:
    own = queries.own_weekly_mail(request.actor)
    first = {"is_wanted": "ja" if own.is_wanted else "nee"}
    form = forms.ChooseWeeklyMail(request.POST or None, initial=first)
    if form.submit(actions.choose_weekly_mail, request.actor):
        messages.success(request, _("Saved."))
        return redirect(address(request.actor, "network:choose_weekly_mail"))
    verdict = rules.may_choose_weekly_mail(request.actor)
    context = {"form": form, "verdict": verdict, "own": own}
    if verdict.is_allowed:
        context["words"] = weekly_words(request.actor, queries.counts(request.actor))
    return render(request, "network/choose_weekly_mail.html", context)


@open_to("link")
def stop_weekly_mail(request: Request, secret: str) -> HttpResponse:
    mail = queries.weekly_mail_of_link(request.actor, secret)
    form = Form(request.POST if request.method == "POST" else None)
    form.submit(actions.stop_weekly_mail, request.actor, mail)
    return render(request, "network/stop_weekly_mail.html", {"form": form, "mail": mail})
