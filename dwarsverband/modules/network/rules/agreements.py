"""What an actor may do with what was agreed with key persons."""

from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.modules.network.models import Agreement, Person
from dwarsverband.modules.network.queries.agreements import has_agreement, is_kept_by
from dwarsverband.modules.network.queries.consent import holds_page_of


def may_record_agreement(actor: Actor, person: Person) -> Verdict:
    """The coordinator writes down what somebody agreed to."""
    if not (actor.is_coordinator or actor.kind == "system"):
        return denied(_("Only the coordinator writes down what was agreed."))
    if person.objected_on is not None:
        return denied(_("This person objects. Decide about that first."))
    if has_agreement(actor, person):
        return denied(_("Something was agreed with this person already. Change that."))
    return ALLOWED


def may_change_agreement(actor: Actor, agreement: Agreement) -> Verdict:
    """Whoever keeps an agreement changes it, together with the person."""
    if not (actor.is_coordinator or is_kept_by(actor, agreement)):
        return denied(_("Only whoever keeps this agreement changes it."))
    return ALLOWED


def may_end_agreement(actor: Actor, agreement: Agreement) -> Verdict:
    """The person ends it, and so does whoever keeps it, or its term."""
    is_own = holds_page_of(actor, agreement.person)
    if is_own or actor.kind == "system":
        return ALLOWED
    return may_change_agreement(actor, agreement)


def may_show_reach(actor: Actor, agreement: Agreement) -> Verdict:
    """The coordinator and the two keepers look up how to reach somebody; others ask these."""
    if not (actor.is_coordinator or is_kept_by(actor, agreement)):
        return denied(_("Ask one of the two who keep this agreement. They reach this person."))
    return ALLOWED
