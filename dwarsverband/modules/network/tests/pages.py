"""People with a page of their own, and the way to it."""

import re

from django.test import Client

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.accounts.models import Partnership
from dwarsverband.foundation.links import links
from dwarsverband.foundation.mail.models import Letter
from dwarsverband.modules.network.actions import consent
from dwarsverband.modules.network.models import Person
from tests import make
from tests.cast import Cast

LISTS = "/waterdal/netwerk/bericht"


def carer(cast: Cast, name: str = "Yvonne Jansen", **more: str) -> Person:
    """Somebody in care with an address, whom only one social worker knows."""
    person = make.person(
        cast.waterdal, name, "care", "GGD", **{"email": "yvonne@ggd.example", **more}
    )
    make.tie(find(cast, "Sociaal 1"), person)
    return person


def find(cast: Cast, name: str) -> Person:
    """Somebody of Waterdal, as they are stored now."""
    with make.within(cast.waterdal):
        return Person.objects.get(partnership=cast.waterdal, name=name)


def fresh(person: Person) -> Person | None:
    """The same person as they are stored now; none when they left."""
    with acting(system(person.partnership_id)):
        return Person.objects.filter(pk=person.pk).first()


def letters(home: Partnership) -> list[Letter]:
    """The mails that were written there, the oldest first."""
    with make.within(home):
        return list(Letter.objects.filter(partnership=home).order_by("written_at", "id"))


def mailed_link(cast: Cast, email: str = "yvonne@ggd.example", page: str = "ronde") -> str:
    """The address of such a page in the last mail to somebody."""
    told = [letter.text for letter in letters(cast.waterdal) if letter.to == email][-1]
    found = re.search(rf"(/{page}/[\w-]+)", told)
    assert found
    return found[1]


def own_page(cast: Cast, person: Person, who: str = "noor") -> str:
    """The address of somebody's own page, as it stands in the mail that they got."""
    with acting(cast.actors[who]):
        consent.tell_person(cast.actors[who], person)
    return last_page(cast)


def last_page(cast: Cast) -> str:
    """The address of an own page in the last mail that was written."""
    found = re.search(r"(/mijn/[\w-]+)", letters(cast.waterdal)[-1].text)
    assert found
    return found[1]


def holder(page: str) -> Actor:
    """Whoever came in with the link to an own page."""
    found = links.find(page.split("/")[2])
    assert found
    return Actor(
        kind="link",
        partnership_id=found.partnership_id,
        partnership_slug=found.partnership_slug,
        partnership_name=found.partnership_name,
        membership_id=found.id,
    )


def reader(language: str = "en") -> Client:
    """The browser of somebody without account."""
    client = Client()
    client.cookies["language"] = language
    return client
