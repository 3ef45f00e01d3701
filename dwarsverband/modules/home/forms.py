"""What the pages of home ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dwarsverband.analysis.words.folding import words_of
from dwarsverband.analysis.words.stems import stem
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.modules.home.queries import privacy as queries


class FilterLog(Form):
    """Which lines of the log; it stands in the address, so that it can be sent to a colleague."""

    soort = forms.CharField(
        label=_("What happened"),
        required=False,
        max_length=80,
        help_text=_("A word from the sentence, such as list or agreement."),
        error_messages={"unknown": _("No sentence of the log has this in it.")},
    )
    nummer = forms.RegexField(
        r"^[0-9a-f]{8}[0-9a-f-]{0,28}$",
        label=_("Number"),
        required=False,
        help_text=_(
            "The number of a person, a member or a list; its first eight signs are enough."
        ),
        error_messages={"invalid": _("This is not a number of this network.")},
    )

    def clean_soort(self) -> tuple[str, ...]:
        """The verbs whose sentence holds what was typed, or the one that is called so."""
        typed = self.cleaned_data["soort"].strip().casefold()
        found = tuple(
            verb
            for verb, sentence in queries.log_sentences().items()
            if typed == verb or _stems(typed) <= _stems(sentence) or typed in sentence.casefold()
        )
        if typed and not found:
            raise forms.ValidationError(self.fields["soort"].error_messages["unknown"])
        return found if typed else ()

    def wanted(self) -> tuple[tuple[str, ...], str]:
        """The verbs and the number that were asked for."""
        asked = self.cleaned_data if self.is_valid() else {}
        return asked.get("soort", ()), asked.get("nummer", "")


def _stems(text: str) -> set[str]:
    """Its words without their endings: whoever asks for agreements finds each agreement."""
    return {stem(word) for word in words_of(text)}
