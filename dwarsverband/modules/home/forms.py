"""What the pages of home ask."""

from typing import Any  # Django's forms take what they are given
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.home.queries import privacy as queries


class FilterLog(Form):
    """Which lines of the log; it stands in the address, so that it can be sent to a colleague."""

    soort = forms.ChoiceField(label=_("What happened"), required=False)
    nummer = forms.UUIDField(
        label=_("Number"),
        required=False,
        help_text=_("The number of a person, a member or a list."),
        error_messages={"invalid": _("This is not a number of this network.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Offer every kind of line."""
        super().__init__(*arguments, **options)
        sentences = sorted(queries.log_sentences().items(), key=lambda pair: pair[1])
        self.fields["soort"].choices = [("", _("Everything")), *sentences]  # type: ignore[attr-defined]  # Field is typed without it

    def wanted(self) -> tuple[tuple[str, ...], UUID | None]:
        """The verbs and the number that were asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        return (asked["soort"],) if asked.get("soort") else (), asked.get("nummer")
