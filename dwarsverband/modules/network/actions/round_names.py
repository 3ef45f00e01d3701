"""What the coordinator decides about names that somebody missed on the list."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, later
from dwarsverband.foundation.access.context import system
from dwarsverband.foundation.accounts.models import Organisation
from dwarsverband.foundation.accounts.queries import (
    get_processing,
    visible_domains,
    visible_organisations,
)
from dwarsverband.foundation.database.ledger import note
from dwarsverband.modules.network.actions.import_memory import months_later
from dwarsverband.modules.network.actions.round_answers import count_contact
from dwarsverband.modules.network.actions.rounds import SOURCE
from dwarsverband.modules.network.models import MissingName, NamedContact, Person, Position
from dwarsverband.modules.network.queries.names import folded, sort_name
from dwarsverband.modules.network.queries.withdrawn import has_withdrawn
from dwarsverband.modules.network.rules import rounds as rules


@action(rules.may_admit_name)
def admit_name(actor: Actor, missing: MissingName) -> Person:
    """Take somebody into the network who was missed, with a tie to whoever named them."""
    if not MissingName.objects.select_for_update().filter(pk=missing.pk).exists():
        raise ValidationError(_("Somebody decided about this name a moment ago."))
    processing = get_processing(actor)
    if processing is None:
        raise ValidationError(
            _("First record why you keep people's names. That takes two minutes.")
        )
    if has_withdrawn(actor, {"name": missing.name, "organisation": missing.organisation}):
        told = _(
            "Somebody of this name asked to be taken out. Bring them in by a list, if it is somebody else."
        )
        raise ValidationError(told)
    today = timezone.localdate()
    person = Person.objects.create(
        partnership_id=actor.partnership_id,
        name=missing.name,
        sort_name=sort_name(missing.name),
        source=f"{SOURCE}, {today.isoformat()}",
        legal_basis=processing.legal_basis,
        ends_on=months_later(today, processing.months_kept),
    )
    _place(actor, person, missing)
    contact = NamedContact.objects.create(
        partnership_id=actor.partnership_id,
        participation_id=missing.participation_id,
        person=person,
    )
    count_contact(contact.participation, contact, today)
    _forget(missing)
    later("network.place_people", system(actor.partnership_id))
    return person


@action(rules.may_drop_name)
def drop_name(actor: Actor, missing: MissingName) -> None:
    """Leave a name out; nothing of it stays."""
    _forget(missing)


def _place(actor: Actor, person: Person, missing: MissingName) -> None:
    """Where somebody works, as it was passed on; a new organisation with its domain, if that was said."""
    domain = visible_domains(actor).filter(code=missing.domain_code or None).first()
    wanted = folded(missing.organisation)
    found: Organisation | None = next(
        (one for one in visible_organisations(actor) if wanted and folded(one.name) == wanted), None
    )
    if found is None and wanted:
        found = Organisation.objects.create(
            partnership_id=actor.partnership_id, name=missing.organisation, domain=domain
        )
    if found is not None:
        Position.objects.create(
            partnership_id=actor.partnership_id,
            person=person,
            organisation=found,
            domain_id=domain.pk if domain else found.domain_id,
        )


def _forget(missing: MissingName) -> None:
    note("network_missingname", [missing.pk])
    MissingName.objects.filter(pk=missing.pk).delete()
