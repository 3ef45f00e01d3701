"""Everything that is recorded about one person, under the names of the file that they get."""

from collections.abc import Iterator
from datetime import date
from typing import Any  # a record holds anything

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.accounts.models import Processing
from dwarsverband.foundation.database.models import Personal
from dwarsverband.modules.network.models import (
    Agreement,
    ContactMoment,
    Introduction,
    Participation,
    Person,
    Position,
    Turn,
)
from dwarsverband.modules.network.queries.agreements import own_contact
from dwarsverband.modules.network.queries.consent import everything_about, holds_page_of
from dwarsverband.modules.network.queries.consent_words import introduction_sentences
from dwarsverband.modules.network.queries.elsewhere import filed_elsewhere
from dwarsverband.modules.network.queries.export import last_contact
from dwarsverband.modules.network.queries.handed import turns_about
from dwarsverband.modules.network.queries.help_record import help_record
from dwarsverband.modules.network.queries.moments import keeps, recorded_moments
from dwarsverband.modules.network.queries.people import Known, keeper_keys
from dwarsverband.modules.network.queries.rounds import named_by, rounds_about

Record = dict[str, Any]


def record_of(actor: Actor, person: Person) -> Record:
    """Everything, for whoever keeps the list and for the person themselves."""
    own = everything_about(actor, person)
    return {
        "partnership": actor.partnership_name,
        "madeOn": timezone.localdate().isoformat(),
        "person": _person(person),
        "positions": [
            _position(position)
            for position in person.positions.select_related("organisation", "domain")
        ],
        "agreement": _agreement(own_contact(actor, person).agreement),
        "themes": own.person.theme_codes,
        "neighbourhoods": person.neighbourhoods,
        "ties": [_tie(known) for known in own.ties],
        "moments": list(_moments(actor, person)),
        "handed": [_handed(one) for one in turns_about(actor, person)],
        "rounds": [_round(one) for one in rounds_about(actor, person)],
        "introductions": [
            _introduction(one, sentence)
            for one, sentence in introduction_sentences(person, own.introductions, own.known)
        ],
        **help_record(actor, person),
        **filed_elsewhere(actor, person),
        "processing": _processing(own.processing),
        "seenBy": own.coordinators,
    }


def _position(one: Position) -> dict[str, str]:
    return {
        "organisation": one.organisation.name if one.organisation else "",
        "domain": one.domain.code if one.domain else "",
        "function": one.function,
    }


def _introduction(one: Introduction, sentence: str) -> dict[str, str]:
    return {
        "askedOn": one.asked_on.isoformat(),
        "status": one.status,
        "what": sentence,
        **_why(one),
    }


def _person(person: Person) -> dict[str, str | list[str]]:
    return {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "identifier": person.identifier,
        "municipality": person.municipality,
        "neighbourhoods": person.neighbourhoods,
        "themes": person.theme_names,
        "source": person.source,
        "legalBasis": person.legal_basis,
        "keptUntil": person.ends_on.isoformat(),
        "toldOn": _day(person.told_on),
        "toldBy": person.told_by,
        "objectedOn": _day(person.objected_on),
        "objection": person.objection,
        "answer": person.answer,
        "answeredOn": _day(person.answered_on),
    }


def _processing(processing: Processing | None) -> dict[str, str | int]:
    if processing is None:
        return {}
    return {
        "controller": processing.controller,
        "contact": processing.contact,
        "purpose": processing.purpose,
        "legalBasis": processing.legal_basis,
        "monthsKept": processing.months_kept,
    }


def _tie(known: Known) -> dict[str, str | int]:
    tie = known.tie
    return {
        "with": known.other.name,
        "kind": tie.kind,
        "strength": tie.strength,
        "source": tie.source,
        "since": _day(tie.since_on),
        "lastContact": str(last_contact(tie) or ""),
        "namedBy": tie.told,
    }


def _agreement(agreement: Agreement | None) -> dict[str, str | list[str]]:
    """What was agreed with a key person, and who keeps it."""
    if agreement is None:
        return {}
    keepers = [one.name for one in (agreement.keeper, agreement.vice) if one is not None]
    return {
        "mayAsk": agreement.may_ask,
        "wontAsk": agreement.wont_ask,
        "reach": agreement.reach,
        "reachWhen": agreement.reach_when,
        "languages": agreement.languages,
        "keepers": keepers,
        "agreedOn": _day(agreement.agreed_on),
        "agreedHow": agreement.agreed_how,
        **_why(agreement),
    }


def _moments(actor: Actor, person: Person) -> Iterator[dict[str, str | int | None]]:
    """When somebody was spoken; a note and minutes are for whoever wrote them, and for the person."""
    own = keeper_keys(actor)
    is_own = holds_page_of(actor, person) or person.pk in own
    for moment in recorded_moments(actor, person):
        found = _moment(moment)
        if not (is_own or keeps(actor, moment, own)):
            found |= {"note": _closed() if moment.note else "", "minutes": None}
        yield found


def _handed(turn: Turn) -> dict[str, str]:
    """Who speaks whom instead of whom."""
    return {
        "contact": turn.contact.name if turn.contact else "",
        "keptBy": turn.kept_by,
        "handedTo": turn.handed_to.name if turn.handed_to else "",
        "handedOn": _day(turn.handed_on),
        "takenOn": _day(turn.taken_on),
    }


def _closed() -> str:
    return _("A note, which only its writer reads, and the person themselves on their own page.")


def _moment(moment: ContactMoment) -> dict[str, str | int | None]:
    """Everything that was written down of a time that somebody was spoken, the note included."""
    return {
        "first": moment.tie.first.name,
        "second": moment.tie.second.name,
        "happenedOn": _day(moment.happened_on),
        "keptUntil": _day(moment.ends_on),
        "reason": moment.reason,
        "initiative": moment.initiative,
        "minutes": moment.minutes,
        "promise": moment.promise,
        "settledOn": _day(moment.settled_on),
        "note": moment.note,
    }


def _round(one: Participation) -> dict[str, Any]:
    """What somebody was asked in a contact round, and what they answered."""
    return {
        "askedOn": _day(one.asked_on),
        "reminders": one.reminder_count,
        "answeredOn": _day(one.answered_on),
        "declinedOn": _day(one.declined_on),
        "asksNoMore": one.asks_no_more,
        **_why(one),
        "named": [
            {
                "name": contact.person.name,
                "often": contact.often,
                "theme": contact.theme.code if contact.theme else "",
            }
            for contact in named_by(one)
        ],
        "missing": [missing.name for missing in one.missing.all()],
    }


def _why(one: Personal) -> dict[str, str]:
    """What every record about a person says: where it comes from, why it is kept, and until when."""
    return {
        "source": one.source,
        "legalBasis": one.legal_basis,
        "keptUntil": one.ends_on.isoformat(),
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
