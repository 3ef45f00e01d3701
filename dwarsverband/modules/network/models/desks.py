"""National desks: where a professional can turn to, what they do there and what they don't."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.database.models import Closed

# Whatever was checked longer ago than this may have changed.
FRESH = timedelta(days=365)


class Desk(Closed):
    """A desk that helps professionals; what is not known stays empty, and the day of checking ages."""

    name = models.CharField(max_length=120)
    does = models.TextField(max_length=600)
    does_not = models.TextField(max_length=600, blank=True)
    hours = models.CharField(max_length=160, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "name"], name="desk_name_once")
        ]

    @property
    def is_old(self) -> bool:
        """Whether it was checked more than a year ago."""
        today: date = timezone.localdate()
        return self.checked_on is not None and self.checked_on < today - FRESH

    @property
    def can_be_reached(self) -> bool:
        """Whether there is a number or an address."""
        return bool(self.phone or self.email or self.web)

    @property
    def is_unchecked(self) -> bool:
        """Whether nobody of this partnership has checked it yet."""
        return self.checked_on is None


class DeskTheme(Closed):
    """A theme that a desk is about."""

    desk = models.ForeignKey(
        Desk, on_delete=models.CASCADE, related_name="themes", db_constraint=False, db_index=False
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    # What goes along when a theme is removed, and does not keep it.
    GOES_WITH: ClassVar[dict[str, dict[str, bool]]] = {"theme": {}}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "desk", "theme"], name="desk_theme_once")
        ]
        indexes = [models.Index(fields=["partnership", "theme"], name="desk_theme_theme")]
