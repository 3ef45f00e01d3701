"""What each name in the file about one person means: for the page, and for whoever reads the JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dwarsverband.modules.network.models import (
    Agreement,
    ContactMoment,
    HelpAsk,
    Introduction,
    NamedContact,
    Person,
    TieKind,
)
from dwarsverband.modules.network.queries.elsewhere import words_elsewhere

Text = str | Promise


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the file: its heading, its own labels, and what its codes mean."""

    title: Text
    intro: Text = ""
    labels: Mapping[str, Text] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)


def codes(choices: Iterable[tuple[str, Text]]) -> dict[str, Text]:
    """Each code, and what it means."""
    return dict(choices)


# What a name means in every part in which it stands.
LABELS: dict[str, Text] = {
    "source": _("Where it comes from"),
    "legalBasis": _("Legal basis"),
    "keptUntil": _("Kept until"),
    "endsOn": _("Until when"),
    "askedOn": _("Asked on"),
    "answeredOn": _("Answered on"),
    "answer": _("Answer"),
    "status": _("How far it is"),
    "theme": _("Theme"),
    "domain": _("Domain"),
    "organisation": _("Organisation"),
    "reach": _("How you are reached"),
    "minutes": _("Minutes"),
    "table": _("Meeting table"),
    "seat": _("Seat"),
    "text": _("What it says"),
    "neighbourhood": _("Neighbourhood"),
}
PARTS: dict[str, PartWords] = {
    "partnership": PartWords(_("The partnership that holds it")),
    "madeOn": PartWords(_("The day on which the file was made")),
    "person": PartWords(
        _("Who are you?"),
        labels={
            "name": _("Name"),
            "email": _("E-mail address"),
            "phone": _("Telephone"),
            "identifier": _("Number in their own list"),
            "municipality": _("Municipality"),
            "neighbourhoods": _("Works in"),
            "themes": _("Works on"),
            "toldOn": _("You were told"),
            "toldBy": _("How you were told"),
            "objectedOn": _("You objected on"),
            "objection": _("Your objection"),
            "answer": _("The answer to your objection"),
        },
        values={"toldBy": codes(Person.Told.choices)},
    ),
    "positions": PartWords(_("Where do you work?"), labels={"function": _("Function")}),
    "agreement": PartWords(
        _("What did you agree?"),
        labels={
            "mayAsk": _("You may be asked"),
            "wontAsk": _("You will not be asked"),
            "reachWhen": _("When you are reached"),
            "languages": _("Languages"),
            "keepers": _("Who keeps it"),
            "agreedOn": _("Agreed on"),
            "agreedHow": _("How it was agreed"),
        },
        values={"agreedHow": codes(Agreement.How.choices)},
    ),
    "themes": PartWords(_("The codes of the themes on which somebody works")),
    "neighbourhoods": PartWords(_("The neighbourhoods in which somebody works")),
    "ties": PartWords(
        _("Whom do you know?"),
        _("As far as somebody told it, or a list said it."),
        labels={
            "with": _("Who"),
            "kind": _("How"),
            "strength": _("Strength, from 1 to 5"),
            "since": _("Since"),
            "lastContact": _("Last contact"),
            "namedBy": _("Who told it"),
        },
        values={
            "kind": codes(TieKind.choices),
            "namedBy": {"one": _("named by one of them"), "both": _("confirmed by both")},
        },
    ),
    "moments": PartWords(
        _("When were you spoken?"),
        labels={
            "first": _("One of the two"),
            "second": _("The other"),
            "happenedOn": _("On"),
            "reason": _("What it was about"),
            "initiative": _("Who looked for the other"),
            "promise": _("What was promised"),
            "settledOn": _("Done on"),
            "note": _("Note"),
        },
        values={
            "reason": codes(ContactMoment.Reason.choices),
            "initiative": codes(ContactMoment.Initiative.choices),
        },
    ),
    "handed": PartWords(
        _("Contacts that were handed over"),
        labels={
            "contact": _("The contact"),
            "keptBy": _("Who kept it"),
            "handedTo": _("Who speaks them now"),
            "handedOn": _("Handed over on"),
            "takenOn": _("Taken over on"),
        },
    ),
    "rounds": PartWords(
        _("What were you asked in contact rounds?"),
        labels={
            "reminders": _("Reminders"),
            "declinedOn": _("You did not take part since"),
            "asksNoMore": _("You want no more of these questions"),
            "named": _("Whom you named"),
            "missing": _("Whom you missed"),
            "name": _("Name"),
            "often": _("How often"),
        },
        values={"often": codes(NamedContact.Often.choices)},
    ),
    "introductions": PartWords(
        _("Introductions"),
        labels={"what": _("What was asked")},
        values={"status": codes(Introduction.Status.choices)},
    ),
    "offers": PartWords(_("What you offer"), labels={"offeredOn": _("Offered on")}),
    "helpQuestions": PartWords(
        _("What you asked help with"), labels={"people": _("How many people were asked")}
    ),
    "helpAnswers": PartWords(
        _("What you were asked help with"),
        labels={
            "askedBy": _("Who asked"),
            "question": _("The question"),
            "elsewhere": _("Whom or what you named"),
            "thankedOn": _("You were thanked on"),
        },
        values={"answer": codes(HelpAsk.Answer.choices)},
    ),
}
LAST_PARTS: dict[str, PartWords] = {
    "processing": PartWords(
        _("Why, and until when?"),
        labels={
            "controller": _("Responsible"),
            "contact": _("Questions"),
            "purpose": _("Purpose"),
            "monthsKept": _("How many months it is kept"),
        },
    ),
    "seenBy": PartWords(
        _("Who sees this?"),
        _(
            "These coordinators, and partners whom you know: your name, your work, how to reach you,"
            " and where we have it from."
        ),
    ),
}


def every_part() -> dict[str, PartWords]:
    """All parts, in the order of the page; those of other modules before the reasons."""
    return {**PARTS, **words_elsewhere(), **LAST_PARTS}
