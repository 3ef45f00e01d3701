"""Tables for tests, by plain functions."""

from dwarsverband.foundation.accounts.models import Domain, Partnership, Theme
from dwarsverband.modules.network.models import Person, Seat
from dwarsverband.modules.tables.models import Table, TableSeat, TableTheme
from tests import make


def found(home: Partnership, name: str) -> Person:
    """Somebody of the cast's network, by name."""
    with make.within(home):
        return Person.objects.get(partnership=home, name=name)


def seat(table: Table, domain: str, name: str, person: Person | None = None) -> TableSeat:
    own = {"partnership_id": table.partnership_id}
    with make.within(table.partnership):
        return TableSeat.objects.create(
            **own,
            table=table,
            domain=Domain.objects.get(**own, code=domain),
            name=name,
            person=person,
        )


def table(home: Partnership, *people: tuple[str, str], name: str = "Jeugd en wijk") -> Table:
    """A table about inclusion that needs social work, the police, a school and care; people by domain."""
    with make.within(home):
        theme = Theme.objects.get(partnership=home, code="inclusion")
        Seat.objects.filter(partnership=home, theme=theme).delete()
        for domain, wanted in (
            ("social", "Jongerenwerk"),
            ("safety", "Politie"),
            ("education", "School"),
            ("care", "Zorg"),
        ):
            Seat.objects.create(
                partnership=home,
                theme=theme,
                domain=Domain.objects.get(partnership=home, code=domain),
                name=wanted,
            )
        made = Table.objects.create(
            partnership=home, name=name, purpose="Iedereen doet mee.", begins_on="2026-01-05"
        )
        TableTheme.objects.create(partnership=home, table=made, theme=theme)
    for domain, person in people:
        seat(made, domain, "Vaste gast", found(home, person))
    return made
