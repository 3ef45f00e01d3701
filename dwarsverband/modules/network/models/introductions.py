"""Who could meet, and who was asked to introduce them."""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dwarsverband.foundation.accounts.models import Domain
from dwarsverband.foundation.database.models import Personal
from dwarsverband.modules.network.models.people import Person


class End(NamedTuple):
    """One of the two who could meet, and the domain for which they would."""

    person: Person
    domain: Domain | None


class Introduction(Personal):
    """Two people who could meet, and whoever knows both; the smaller number first.

    Pages and mails show them in the order of their domains, as everywhere: see `ends`.
    """

    class Status(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Asked")
        LATER = "later", pgettext_lazy("an answer", "Later")
        ACCEPTED = "accepted", _("Will introduce them")
        DECLINED = "declined", _("Declined")
        MET = "met", _("They met")

    first = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    second = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    introducer = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    first_domain = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    second_domain = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    people_before = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ASKED)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True)
    again_on = models.DateField(null=True)
    met_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-asked_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "first", "second", "asked_on"],
                name="introduction_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="introduction_in_order"
            ),
        ]
        indexes = [models.Index(fields=["partnership", "asked_on"], name="introduction_asked")]

    @property
    def ends(self) -> tuple[End, End]:
        """The two, the domain that comes first in the list of domains first."""
        both = End(self.first, self.first_domain), End(self.second, self.second_domain)
        one, other = sorted(both, key=lambda end: _place(end.domain))
        return one, other


def _place(domain: Domain | None) -> tuple[bool, int, str]:
    return (domain is None, domain.order if domain else 0, domain.code if domain else "")
