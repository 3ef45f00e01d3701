"""What the pages of the network ask."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Self  # Any: what a form was told
from uuid import UUID

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dwarsverband.foundation.ui.forms import Form, own_sentence
from dwarsverband.modules.network.models import Introduction, Person
from dwarsverband.modules.network.queries.consent_words import person_line
from dwarsverband.modules.network.queries.import_rows import LONGEST_NEIGHBOURHOOD
from dwarsverband.modules.network.queries.publications import usual_end


class Listing(forms.CharField):
    """Several short texts on one line, with commas between them."""

    def clean(self, value: str) -> list[str]:
        """Each text once, without space around it."""
        parts = (" ".join(part.split()) for part in super().clean(value).split(","))
        found = list(dict.fromkeys(part for part in parts if part))
        if any(len(part) > LONGEST_NEIGHBOURHOOD for part in found):
            sentence = _("A neighbourhood has at most %(count)s characters.")
            raise forms.ValidationError(sentence, params={"count": LONGEST_NEIGHBOURHOOD})
        return found

    def has_changed(self, initial: object, data: object) -> bool:
        """Whether something else is written than before."""
        return str(initial or "") != str(data or "")


class ChangePerson(Form):
    """What is written about somebody."""

    name = forms.CharField(label=_("Name"), max_length=160)
    function = forms.CharField(label=_("Function"), max_length=160, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    themes = forms.MultipleChoiceField(
        label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    neighbourhoods = Listing(
        label=_("Neighbourhoods"),
        help_text=_("In the words of your town, with commas between them."),
        max_length=800,
        required=False,
    )
    municipality = forms.RegexField(
        label=_("Municipality"),
        regex=r"^GM\d{4}$",
        help_text=_("The code of the municipality, such as GM0344."),
        error_messages={"invalid": _("Write a code such as GM0344.")},
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def for_themes(self, choices: Sequence[tuple[str, str]]) -> Self:
        """Offer the themes of the partnership."""
        self.fields["themes"].choices = choices  # type: ignore[attr-defined]  # Field is typed without it
        return self

    def hide_reach(self, *, when: bool) -> Self:
        """Leave out how to reach a key person: that is shown one at a time, and written down."""
        for name in ("email", "phone") if when else ():
            del self.fields[name]
        return self


class ChangeOwn(ChangePerson):
    """The same by somebody themselves: the way to their page goes to the new address, so it is typed twice."""

    field_order = ("name", "function", "email", "again")
    again = forms.EmailField(
        label=_("The new e-mail address once more"),
        help_text=_("Only when it changes: the way to your page goes there."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Another address must stand there twice."""
        told = super().clean() or self.cleaned_data
        again, email = told.pop("again", ""), told.get("email", "")
        is_new = email.casefold() not in ("", self.initial.get("email", "").casefold())
        if is_new and again.casefold() != email.casefold():
            self.add_error("again", _("This is not the same address. Type the new one once more."))
        return told


class CompareDays(Form):
    """The day with which today is compared; its name is the one in the address."""

    sinds = forms.ChoiceField(label=_("Compare with"), required=False)

    def for_days(self, days: Sequence[date]) -> Self:
        """Offer the days of which the totals are known."""
        choices = [(day.isoformat(), date_format(day, "j F Y")) for day in days]
        self.fields["sinds"].choices = choices  # type: ignore[attr-defined]  # Field is typed without it
        return self


class ExportNetwork(Form):
    """Which kind of file."""

    kind = forms.ChoiceField(
        label=_("Which kind of file?"),
        widget=forms.RadioSelect,
        initial="xlsx",
        choices=[
            ("xlsx", _("Spreadsheet with people and ties (xlsx)")),
            ("people.csv", _("Only people (csv)")),
            ("ties.csv", _("Only ties (csv)")),
            ("graphml", _("For a graph program (GraphML)")),
            ("json", _("For another program (JSON)")),
        ],
    )


class PublishReport(Form):
    """Until when the world may see it."""

    ends_on = forms.DateField(
        label=_("Until when?"),
        initial=usual_end,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_(
            "After that day the link shows nothing, by itself. Usually three months, at most a year."
        ),
    )


class PeopleField(forms.TypedMultipleChoiceField):
    """People who were ticked; the action looks up which of them there are."""

    def valid_value(self, value: object) -> bool:
        """Any number may be sent."""
        return True


class ChoosePeople(Form):
    """Which people; everybody on the page is ticked at first."""

    people = PeopleField(
        label=_("Who?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def for_people(self, people: Iterable[Person]) -> Self:
        """Offer the people of one page."""
        choices = [(str(person.pk), person_line(person)) for person in people]
        self.fields["people"].choices = choices  # type: ignore[attr-defined]  # Field is typed without it
        self.fields["people"].initial = [key for key, _line in choices]
        return self


class RecordTold(ChoosePeople):
    """Which people know it now, and how they heard."""

    how = forms.ChoiceField(
        choices=[(how.value, how.label) for how in (Person.Told.LETTER, Person.Told.PERSON)]
    )


class RecordObjection(Form):
    """Why somebody objects; nobody has to say so."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("You need not explain. It helps the coordinator to decide."),
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )


class AnswerObjection(Form):
    """Why somebody stays on the list."""

    answer = forms.CharField(
        label=_("Why does this person stay on the list?"),
        help_text=_("They read this on their own page, and by mail when we know their address."),
        max_length=2000,
        widget=forms.Textarea,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class TypeCode(Form):
    """The code of a letter."""

    code = forms.CharField(
        label=_("The code in your letter"),
        help_text=_("Twelve letters and figures. Dashes and capitals do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class AskIntroducer(Form):
    """A sentence of one's own in the mail that asks."""

    note = own_sentence(_("Why these two, for instance. Plain text, at most 300 characters."))


class AnswerIntroduction(Form):
    """Yes, no, or later."""

    answer = forms.ChoiceField(
        choices=[
            (status.value, status.label)
            for status in (
                Introduction.Status.ACCEPTED,
                Introduction.Status.LATER,
                Introduction.Status.DECLINED,
            )
        ]
    )


class RecordMeeting(Form):
    """When they met."""

    on = forms.DateField(label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}))
    version = forms.IntegerField(widget=forms.HiddenInput)
