"""People, what they do where, and the ties between them."""

import re
from datetime import date
from typing import Any, ClassVar  # Any: the values of a row

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.accounts.models import Domain, Organisation, Theme
from dwarsverband.foundation.database.models import Closed, Personal

# What is told of a source that is no list.
AGREED, ROUND = "agreement", "contact round"
CONVERSATION, HELP = "conversation", "question for help"
_SOURCES = {
    AGREED: _("what was agreed"),
    CONVERSATION: _("a conversation"),
    HELP: _("a question for help"),
    "offer": _("what the person offered"),
    "table": _("a meeting table"),
    "introduction": _("an introduction"),
    "handed over": _("a contact that was handed over"),
    "demo": _("the demo town"),
}
_BASES = {
    "agreed by the person": _("Agreed by the person"),
    "offered by the person": _("Offered by the person"),
    "asked by a member": _("Asked by a member"),
}
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def source_words(source: str) -> str:
    """A source with its day in words: `lijst.xlsx, 24 november 2026`."""
    if source in _SOURCES:
        return str(_SOURCES[source])
    if source.startswith(ROUND):
        source = source.replace(ROUND, gettext("contact round"), 1)
    return _DAY.sub(lambda found: _in_words(found[0]), source)


def basis_words(basis: str) -> str:
    """A legal basis as a reader says it: what the product writes itself has words in each language."""
    return str(_BASES.get(basis, basis))


def _in_words(day: str) -> str:
    try:
        return date_format(date.fromisoformat(day), "j F Y")
    except ValueError:
        return day


class Person(Personal):
    """A professional, or a key person who agreed. Never a resident, a client or a pupil.

    Whoever objects stays out of everything until the coordinator has decided.
    """

    class Told(models.TextChoices):
        """How somebody heard that they are recorded."""

        MAIL = "mail", _("by mail")
        LETTER = "letter", _("by letter")
        PERSON = "person", _("in person")

    name = models.CharField(max_length=160)
    sort_name = models.CharField(max_length=160)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    identifier = models.CharField(max_length=80, blank=True)
    municipality = models.CharField(max_length=10, blank=True)
    neighbourhoods = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=10, choices=Told.choices, blank=True)
    objected_on = models.DateField(null=True, blank=True)
    objection = models.TextField(max_length=1000, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def is_key_person(self) -> bool:
        """Whether something was agreed with them, as `with_positions` reads along."""
        return bool(self.__dict__.get("has_agreement"))

    @property
    def source_words(self) -> str:
        """Where it came from, as a reader says it."""
        return source_words(self.source)

    @property
    def work_themes(self) -> list[dict[str, str]]:
        """The themes on which somebody works, each with its number and its name."""
        keys = [row["key"] for row in self._works_on()]
        return [{"pk": key, "name": name} for key, name in zip(keys, self.theme_names, strict=True)]

    @property
    def theme_codes(self) -> list[str]:
        """The codes of the themes on which somebody works."""
        return [row["code"] for row in self._works_on()]

    @property
    def theme_names(self) -> list[str]:
        """Their names, in the language of the page."""
        language = "en" if get_language() == "en" else "nl"
        return [row[language] for row in self._works_on()]

    def _works_on(self) -> list[dict[str, Any]]:
        """The themes in the order of the list: read along by `with_themes`, or else read now."""
        if "theme_rows" not in self.__dict__:
            names = {"nl": "theme__name_nl", "en": "theme__name_en"}
            columns = {"key": "theme_id", "code": "theme__code", **names}
            rows = self.themes.order_by("theme__order", "theme__code")
            self.__dict__["theme_rows"] = list(
                rows.values(**{name: models.F(column) for name, column in columns.items()})
            )
        found: list[dict[str, Any]] = self.__dict__["theme_rows"]
        return found

    class Meta:
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["partnership", "sort_name"], name="person_sort_name"),
            models.Index(fields=["partnership", "ends_on"], name="person_ends_on"),
        ]


class Position(Closed):
    """What a person does at an organisation, in which domain; the first one counts in figures."""

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="positions",
        db_constraint=False,
        db_index=False,
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="positions",
        db_constraint=False,
        db_index=False,
    )
    domain = models.ForeignKey(
        Domain,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    function = models.CharField(max_length=160, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    is_main = models.BooleanField(default=True)

    @property
    def work(self) -> str:
        """What somebody does and where; empty when nobody said so."""
        place = self.organisation.name if self.organisation else ""
        return ", ".join(part for part in (self.function, place) if part)

    class Meta:
        ordering = ["-is_main", "id"]
        indexes = [
            models.Index(fields=["partnership", "person"], name="position_person"),
            models.Index(fields=["partnership", "organisation"], name="position_organisation"),
        ]


class PersonTheme(Closed):
    """A theme on which a person works."""

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="themes",
        db_constraint=False,
        db_index=False,
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "person", "theme"], name="person_theme_once"
            )
        ]
        indexes = [models.Index(fields=["partnership", "theme"], name="person_theme_theme")]


class Seat(Closed):
    """Somebody a theme needs, whoever it is: a function in a domain (an editable list).

    `words` are those by which a function or an organisation is recognised; without words anybody
    of the domain will do. A proposal came with the theme and was not looked at yet.
    """

    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    domain = models.ForeignKey(
        Domain,
        on_delete=models.CASCADE,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    name = models.CharField(max_length=120)
    words = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    is_proposed = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    # What goes along when a theme or a domain is removed, and does not keep it.
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"theme": {}, "domain": {"is_proposed": True}}

    class Meta:
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "theme", "domain", "name"], name="seat_once"
            )
        ]


class TieKind(models.TextChoices):
    """How two people know each other."""

    CONTACT = "contact", _("speak with each other")
    COLLABORATION = "collaboration", _("work together")
    AGREEMENT = "agreement", _("have an agreement")
    ATTENDANCE = "attendance", _("sit at the same meetings")


class Tie(Closed):
    """Two people who know each other; written once, the smaller number first.

    Who sat at the same meetings has a weight: each meeting of n people adds 1 / (n - 1), so that
    everybody gives one meeting the same weight in all (Newman 2001). Other ties weigh 1. The marks
    of meetings are keyed hashes, by which no meeting is counted twice; they do not say which it was.
    Two days tell when the first and when the second named the other in a contact round. What such a
    round says of the last contact is no day but an average, and a list may tell only a month or a year:
    `estimated_on` keeps that apart.
    """

    first = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    second = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=20, choices=TieKind.choices, default=TieKind.CONTACT)
    strength = models.PositiveSmallIntegerField(default=1)
    weight = models.FloatField(default=1.0)
    meetings = ArrayField(models.BigIntegerField(), default=list, blank=True)
    source = models.CharField(max_length=200)
    since_on = models.DateField(null=True)
    last_contact_on = models.DateField(null=True)
    estimated_on = models.DateField(null=True)
    first_said_on = models.DateField(null=True)
    second_said_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    @property
    def source_words(self) -> str:
        """Where it came from, as a reader says it."""
        return source_words(self.source)

    @property
    def is_estimate(self) -> bool:
        """Whether the last contact is an average of a contact round, a month or a year, and no day."""
        return self.last_contact_on is not None and self.last_contact_on == self.estimated_on

    @property
    def told(self) -> str:
        """Whether one of the two named the other in a contact round, or both did."""
        sides = (self.first_said_on, self.second_said_on)
        return ("", "one", "both")[len([side for side in sides if side])]

    @property
    def told_words(self) -> str:
        """The same, as a reader says it."""
        return {"one": gettext("named by one of them"), "both": gettext("confirmed by both")}.get(
            self.told, ""
        )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "first", "second", "kind"], name="tie_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="tie_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(strength__gte=1, strength__lte=5),
                name="tie_strength_one_to_five",
            ),
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="tie_weighs_something"),
        ]
        indexes = [models.Index(fields=["partnership", "second"], name="tie_second")]


class Withdrawal(Closed):
    """Somebody left the network: that it happened, and when; never who.

    The marks are keyed hashes, by which the same list does not bring them back.
    """

    withdrawn_on = models.DateField()
    reason = models.CharField(
        max_length=20,
        choices=[("request", _("on request")), ("term", _("the term ended"))],
    )
    marks = ArrayField(models.CharField(max_length=64), default=list)
    marks_end_on = models.DateField(null=True)

    class Meta:
        ordering = ["-withdrawn_on"]
        indexes = [models.Index(fields=["partnership", "withdrawn_on"], name="withdrawal_on")]


class Place(Closed):
    """Where somebody stands on the map, within the circle of a domain, so that it keeps its shape.

    Both numbers are parts of ten thousand of the circle's radius.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    domain = models.ForeignKey(
        Domain,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    x = models.SmallIntegerField()
    y = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "person"], name="place_once"),
            models.CheckConstraint(
                condition=models.Q(x__range=(-10_000, 10_000), y__range=(-10_000, 10_000)),
                name="place_in_circle",
            ),
        ]
