"""What goes here when somebody leaves the network, and what is past its term."""

from dwarsverband.foundation.access import Actor, action
from dwarsverband.foundation.database.ledger import note
from dwarsverband.foundation.links import links
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables import rules
from dwarsverband.modules.tables.models import TableInvitation
from dwarsverband.modules.tables.queries.invitations import invitations_past_term


@action(rules.may_forget_at_tables)
def forget_at_tables(actor: Actor, person: Person) -> None:
    """Destroy what tables hold about somebody who leaves; their chairs stay, empty."""
    invitations = TableInvitation.objects.filter(partnership_id=actor.partnership_id, person=person)
    keys = list(invitations.values_list("pk", flat=True))
    links.destroy(actor, keys)
    note("tables_tableinvitation", keys)
    invitations.delete()


@action(rules.may_destroy_old_invitations)
def destroy_old_invitations(actor: Actor) -> None:
    """Destroy the invitations that are past their term."""
    old = invitations_past_term(actor)
    keys = list(old.values_list("pk", flat=True))
    links.destroy(actor, keys)
    note("tables_tableinvitation", keys)
    old.delete()
