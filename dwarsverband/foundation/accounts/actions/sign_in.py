"""What belongs to signing in, and so to no partnership: the language, a new password, what is left.

These write no log, because a log belongs to a partnership; but for guesses, in a job that has one.
"""

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from dwarsverband.foundation.access import Actor, log
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.actions import sessions
from dwarsverband.foundation.accounts.models import Membership, User
from dwarsverband.foundation.accounts.queries import member_actors
from dwarsverband.foundation.api import limits

# What is written to somebody when it changes how they sign in.
PASSWORD, APP, PASSKEY = "password", "app", "passkey"
REMOVED, CODES, TAKEN = "removed", "codes", "taken"
CHANGES = {
    PASSWORD: gettext_noop("Your password was changed."),
    APP: gettext_noop("An app on a telephone makes codes for your account now."),
    PASSKEY: gettext_noop("A device signs in to your account with a passkey now."),
    REMOVED: gettext_noop("A way to sign in was removed from your account."),
    CODES: gettext_noop(
        "New recovery codes were made for your account; the old ones work no longer."
    ),
    TAKEN: gettext_noop("Whoever runs Dwarsverband took away your second step. Set it up again."),
}


def choose_language(actor: Actor, language: str) -> None:
    """Remember the language in which somebody reads."""
    if actor.user_id is not None:
        User.objects.filter(pk=actor.user_id).update(language=language)


def ask_new_password(users: Iterable[User]) -> None:
    """Have a letter sent; for an address without account the same is done, and nothing is sent."""
    numbers = [str(user.pk) for user in users] or [""]
    for number in numbers:
        app.configure_task("accounts.send_new_password").defer(user=number)


def send_new_password(number: str) -> None:
    """Write to somebody, in their own language, where to choose a new password."""
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None:
        return
    way = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    names = {
        "address": settings.PUBLIC_ADDRESS + reverse("account_reset_password_from_key", kwargs=way),
        "site": settings.PUBLIC_ADDRESS,
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    with translation.override(user.language):
        text = _(
            "Hello,\n\nChoose a new password on this page. The link works for %(hours)s hours, once:"
            "\n\n%(address)s\n\nDid you not ask for this? Then do nothing."
        )
        reason = _("You get this mail because your address was filled in on %(site)s.")
        letter = f"{text % names}\n\n-- \n{reason % names}\n"
        EmailMessage(_("A new password"), letter, to=[user.email]).send()


def tell_change(user: User, change: str) -> None:
    """Have a letter sent about a change in how somebody signs in, when it has been kept."""
    app.configure_task("accounts.send_change").defer(user=str(user.pk), change=change)


def send_change(number: str, change: str) -> None:
    """Write to somebody, in their own language, what changed, and what to do if it was not them."""
    user = User.objects.filter(pk=number, is_active=True).first()
    if user is None:
        return
    with translation.override(user.language):
        names = {
            "change": _(CHANGES[change]),
            "page": settings.PUBLIC_ADDRESS + reverse("account_reset_password"),
            "site": settings.PUBLIC_ADDRESS,
        }
        text = _(
            "Hello,\n\n%(change)s\n\nWas it you? Then do nothing.\n\nWas it not you? Choose a new "
            "password at once, and tell your coordinator:\n\n%(page)s"
        )
        reason = _("You get this mail because you have an account on %(site)s.")
        letter = f"{text % names}\n\n-- \n{reason % names}\n"
        EmailMessage(_("You sign in differently now"), letter, to=[user.email]).send()


def note_guesses(email: str) -> None:
    """Have the logs say that somebody guesses; for an address without account the same is asked."""
    number = User.objects.filter(email=email.lower()).values_list("pk", flat=True).first()
    app.configure_task("accounts.note_guesses").defer(user=str(number or ""))


def write_guesses(number: str) -> None:
    """One line in the log of each network in which somebody takes part."""
    for member in member_actors(number):
        actor = system(member.partnership_id)
        with acting(actor):
            one = Membership.objects.get(pk=str(member.membership_id))
            log.write(actor, "accounts.sign_in", (one,), verdict="denied")


def forget_sign_ins() -> None:
    """Remove what is left of sign-ins that have ended."""
    SessionStore.clear_expired()
    sessions.forget_ended()
    limits.forget_old()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < now()")
