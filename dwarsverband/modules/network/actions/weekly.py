"""What is done with the mail of Monday: choose it, write it, stop it."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.access.verdict import NOWHERE
from dwarsverband.foundation.accounts.queries import own_member
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.letters import write_letter
from dwarsverband.modules.network.models import WeeklyMail
from dwarsverband.modules.network.queries.people import own_people
from dwarsverband.modules.network.queries.weekly import LINK_DAYS, PURPOSE, counts, monday_of
from dwarsverband.modules.network.queries.weekly_words import weekly_words
from dwarsverband.modules.network.rules import weekly as rules


@action(rules.may_choose_weekly_mail)
def choose_weekly_mail(actor: Actor, *, is_wanted: bool) -> WeeklyMail:
    """Say whether you want the mail; the first comes on the Monday after you said yes."""
    mail, _is_new = WeeklyMail.objects.get_or_create(
        partnership_id=actor.partnership_id, membership_id=actor.membership_id or NOWHERE
    )
    this_week = monday_of(timezone.localdate())
    if is_wanted and not mail.is_wanted:
        mail.written_for = max(mail.written_for or this_week, this_week)
    mail.is_wanted = is_wanted
    mail.save(update_fields=["is_wanted", "written_for"])
    return mail


@action(rules.may_write_weekly_mail)
def write_weekly_mail(actor: Actor, *, monday: date) -> WeeklyMail | None:
    """Write the mail of one week, once: the week is claimed together with the letter."""
    mails = WeeklyMail.objects.filter(
        Q(written_for=None) | Q(written_for__lt=monday),
        partnership_id=actor.partnership_id,
        membership=actor.membership_id,
        is_wanted=True,
    )
    if not mails.update(written_for=monday, letter=None):
        return None
    found = counts(actor)
    if not found.is_empty:
        ends_at = timezone.now() + timedelta(days=LINK_DAYS)
        _link, secret = links.make(
            actor, PURPOSE, ends_at, details={}, subject=actor.membership_id, is_single_use=False
        )
        words = weekly_words(actor, found, secret)
        member = own_member(actor)
        letter = write_letter(
            actor,
            to=member.user.email,
            language=actor.language,
            subject=words.subject,
            text=words.text,
            reason=words.reason,
            about=own_people(actor).values_list("pk", flat=True),
            is_once=True,
        )
        WeeklyMail.objects.filter(membership=member).update(letter=letter.pk)
    return WeeklyMail.objects.get(
        partnership_id=actor.partnership_id, membership=actor.membership_id
    )


@action(rules.may_stop_weekly_mail)
def stop_weekly_mail(actor: Actor, mail: WeeklyMail) -> WeeklyMail:
    """No longer send the mail; whoever wants it again chooses it anew."""
    mail.is_wanted = False
    mail.save(update_fields=["is_wanted"])
    return mail
