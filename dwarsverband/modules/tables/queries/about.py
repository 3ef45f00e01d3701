"""What tables hold about one person: for the file that they take along, and for their own page."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import Person
from dwarsverband.modules.tables.models import Table, TableInvitation, TableSeat


def person_file(actor: Actor, person: Person) -> dict[str, object]:
    """Everything that stands here about somebody, under the names of the file."""
    own = {"partnership_id": actor.partnership_id}
    seats = TableSeat.objects.filter(**own, person=person).select_related("table")
    invitations = TableInvitation.objects.filter(**own, person=person)
    return {
        "seats": [
            {"table": one.table.name, "seat": one.name, "since": str(one.filled_on or "")}
            for one in seats
        ],
        "chairs": list(Table.objects.filter(**own, chair=person).values_list("name", flat=True)),
        "tableInvitations": [_invitation(one) for one in invitations.select_related("seat__table")],
    }


def person_told(actor: Actor, person: Person) -> Iterator[str]:
    """The same in sentences, for somebody's own page."""
    seats = TableSeat.objects.filter(partnership_id=actor.partnership_id, person=person)
    for one in seats.select_related("table"):
        told = {"table": one.table.name, "seat": one.name}
        yield _("You sit at the table %(table)s, on the seat %(seat)s.") % told
    invitations = TableInvitation.objects.filter(partnership_id=actor.partnership_id, person=person)
    for invitation in invitations.select_related("seat__table"):
        told = {
            "table": invitation.seat.table.name,
            "day": date_format(invitation.asked_on, "j F Y"),
            "answer": invitation.get_status_display(),
        }
        yield _("On %(day)s you were invited to the table %(table)s. Answer: %(answer)s.") % told


def _invitation(one: TableInvitation) -> dict[str, str]:
    return {
        "table": one.seat.table.name,
        "seat": one.seat.name,
        "status": one.status,
        "instead": one.instead,
        "askedOn": str(one.asked_on),
        "answeredOn": str(one.answered_on or ""),
        "keptUntil": str(one.ends_on),
        "source": one.source,
        "legalBasis": one.legal_basis,
    }
