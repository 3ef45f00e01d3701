"""What an actor may do with members, invitations, lists and the reasons for keeping names."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.foundation.accounts.models import (
    Domain,
    Membership,
    Organisation,
    Partnership,
    Processing,
    SignIn,
    SignInRule,
    Theme,
    Token,
)
from dwarsverband.foundation.accounts.queries import INVITATION, READS_LOG, is_used
from dwarsverband.foundation.accounts.queries.factors import (
    APP,
    PASSKEY,
    factors,
    has_second_step,
    must_have_second_step,
    visible_factors,
)
from dwarsverband.foundation.links.models import Link

MOST_PASSKEYS = 10


def may_invite_member(actor: Actor) -> Verdict:
    """The coordinator invites; the first one is invited by whoever runs the installation."""
    if not (actor.is_coordinator or actor.kind == "system"):
        return denied(_("Only the coordinator invites people."))
    return _by_hand(actor)


def may_withdraw_invitation(actor: Actor, link: Link) -> Verdict:
    """The coordinator withdraws an invitation that nobody has accepted yet."""
    if link.used_at or link.withdrawn_at:
        return denied(_("This invitation no longer works, so there is nothing to withdraw."))
    if not actor.is_coordinator:
        return denied(_("Only the coordinator withdraws an invitation."))
    return _by_hand(actor)


def may_accept_invitation(actor: Actor, link: Link) -> Verdict:
    """Whoever holds the link accepts."""
    if actor.kind != "link" or link.pk != actor.membership_id or link.purpose != INVITATION:
        return denied(_("An invitation is accepted with the link in the mail."))
    return ALLOWED


def may_change_membership(actor: Actor, membership: Membership) -> Verdict:
    """The coordinator says what a member is here for, until when, and where."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator changes a membership."))
    return _beyond(actor, membership) or _by_hand(actor)


def may_change_account(actor: Actor, membership: Membership) -> Verdict:
    """Everybody says themselves what they are called, and in which language they read."""
    if not actor.is_member or membership.pk != actor.membership_id:
        return denied(_("People change their own name and language themselves."))
    return ALLOWED


def may_end_membership(actor: Actor, membership: Membership) -> Verdict:
    """The coordinator ends a membership, but not the own one: somebody has to stay."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator ends a membership."))
    if membership.pk == actor.membership_id:
        return denied(_("You cannot end your own membership. Ask another coordinator."))
    return _beyond(actor, membership) or _by_hand(actor)


def may_make_token(actor: Actor) -> Verdict:
    """Every member makes tokens for the programs they use; a token makes no other."""
    if not actor.is_member:
        return denied(_("Only members make tokens."))
    return _by_hand(actor)


def may_make_calendar(actor: Actor) -> Verdict:
    """Every member makes an address with which their own calendar is read."""
    if not actor.is_member:
        return denied(_("Only members make an address for their own calendar."))
    return _by_hand(actor)


def may_end_calendar(actor: Actor) -> Verdict:
    """Whoever made the address ends it."""
    return may_make_calendar(actor)


def may_end_token(actor: Actor, token: Token) -> Verdict:
    """Whoever made it ends it, and so does the coordinator."""
    if not (actor.is_coordinator or token.membership_id == actor.membership_id):
        return denied(_("Only whoever made it and the coordinator end a token."))
    return _by_hand(actor)


def may_add_app(actor: Actor) -> Verdict:
    """Every member lets an app make codes: one, because a second is a copy of the same."""
    if visible_factors(actor).filter(type=APP).exists():
        return denied(_("You have an app already. Take it away first if you have a new phone."))
    return _own_factors(actor)


def may_add_passkey(actor: Actor) -> Verdict:
    """Every member adds passkeys, as many as they have devices, up to ten."""
    if visible_factors(actor).filter(type=PASSKEY).count() >= MOST_PASSKEYS:
        return denied(_("You have ten passkeys. Take away one that you no longer use first."))
    return _own_factors(actor)


def may_remove_factor(actor: Actor, factor: Authenticator) -> Verdict:
    """Whose it is; but for the last one of somebody whose role asks for a second step."""
    if factor.user_id != actor.user_id:
        return denied(_("People take away their own ways to sign in only."))
    if factors(actor).count == 1 and must_have_second_step(actor):
        return denied(_("Your role asks for a second step. Add another way first."))
    return _own_factors(actor)


def may_make_recovery_codes(actor: Actor) -> Verdict:
    """Whoever has a second step makes codes for the day on which it is lost."""
    if not has_second_step(actor):
        return denied(_("Add an app or a passkey first. Recovery codes come with it."))
    return _own_factors(actor)


def may_remove_factors(actor: Actor, membership: Membership) -> Verdict:
    """Whoever runs the installation helps somebody who lost phone and codes."""
    if actor.kind != "system":
        return denied(_("This is done by whoever runs the installation."))
    return ALLOWED


def may_require_second_factor(actor: Actor, rule: SignInRule) -> Verdict:
    """The coordinator and the privacy officer ask of others what they do themselves."""
    if not actor.is_member or actor.role not in READS_LOG:
        return denied(_("Only the coordinator and the privacy officer decide this."))
    if actor.regions:
        return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))
    if not (actor.has_second_factor or has_second_step(actor)):
        return denied(_("Set up a second step yourself first. Then you can ask it of others."))
    return _by_hand(actor)


def may_link_identity(actor: Actor) -> Verdict:
    """Every member links another place that says who they are, once signed in here."""
    return _own_factors(actor)


def may_unlink_identity(actor: Actor, identity: SocialAccount) -> Verdict:
    """Everybody takes away their own links."""
    if identity.user_id != actor.user_id:
        return denied(_("People take away their own ways to sign in only."))
    return _own_factors(actor)


def may_end_session(actor: Actor, session: SignIn) -> Verdict:
    """Everybody ends their own sessions."""
    if session.user_id != actor.user_id:
        return denied(_("People end their own sessions only."))
    return _own_factors(actor)


def may_end_other_sessions(actor: Actor) -> Verdict:
    """Everybody signs themselves out everywhere else."""
    return _own_factors(actor)


def may_confirm_identity(actor: Actor) -> Verdict:
    """Every member shows again who they are, before what matters most."""
    return _own_factors(actor)


def may_record_processing(actor: Actor, processing: Processing | None = None) -> Verdict:
    """The coordinator and the privacy officer record why names are kept."""
    if actor.is_member and actor.role in {"coordinator", "privacy_officer"}:
        return ALLOWED
    return denied(_("Only the coordinator and the privacy officer record this."))


def may_see_privacy(actor: Actor) -> Verdict:
    """The privacy page is for the coordinator and the privacy officer."""
    return may_record_processing(actor)


def may_export_log(actor: Actor) -> Verdict:
    """The coordinator and the privacy officer take the log along."""
    return may_see_privacy(actor)


def may_found_partnership(actor: Actor, partnership: Partnership) -> Verdict:
    """Whoever runs the installation founds partnerships."""
    if actor.kind != "system":
        return denied(_("Partnerships are founded by whoever runs the installation."))
    return ALLOWED


def may_forget_old(actor: Actor) -> Verdict:
    """What is past its term is destroyed by the product itself."""
    if actor.kind != "system":
        return denied(_("What is past its term is destroyed by itself, every night."))
    return ALLOWED


def may_add_domain(actor: Actor) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_change_domain(actor: Actor, domain: Domain) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_move_domain_up(actor: Actor, domain: Domain) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_remove_domain(actor: Actor, domain: Domain) -> Verdict:
    """The coordinator of the whole partnership; a domain that is used stays."""
    return _may_remove(actor, domain)


def may_add_theme(actor: Actor) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_change_theme(actor: Actor, theme: Theme) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_move_theme_up(actor: Actor, theme: Theme) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_remove_theme(actor: Actor, theme: Theme) -> Verdict:
    """The coordinator of the whole partnership; a theme that is used stays."""
    return _may_remove(actor, theme)


def may_add_organisation(actor: Actor) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_change_organisation(actor: Actor, organisation: Organisation) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_merge_organisation(actor: Actor, organisation: Organisation) -> Verdict:
    """The coordinator of the whole partnership keeps its lists."""
    return _keeps_lists(actor)


def may_remove_organisation(actor: Actor, organisation: Organisation) -> Verdict:
    """The coordinator of the whole partnership; an organisation that is used stays, and can be merged."""
    return _may_remove(actor, organisation)


def _own_factors(actor: Actor) -> Verdict:
    if not actor.is_member:
        return denied(_("Only members have ways to sign in here."))
    return _by_hand(actor)


def _beyond(actor: Actor, membership: Membership) -> Verdict | None:
    """Whoever sees some municipalities only decides about nobody who sees more."""
    within = set(membership.regions) <= set(actor.regions) if membership.regions else False
    if not actor.regions or within:
        return None
    return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))


def _by_hand(actor: Actor) -> Verdict:
    """Who takes part, and with what, is decided by people and never by a program."""
    if actor.means is not None:
        return denied(_("A token cannot do this. Do it on the page."))
    return ALLOWED


def _keeps_lists(actor: Actor) -> Verdict:
    """Whoever sees some municipalities only cannot see what else a change would touch."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator changes the lists of the network."))
    if actor.regions:
        return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))
    return ALLOWED


def _may_remove(actor: Actor, thing: Domain | Theme | Organisation) -> Verdict:
    verdict = _keeps_lists(actor)
    if verdict.is_allowed and is_used(actor, thing):
        return denied(_("This is in use, so it stays."))
    return verdict
