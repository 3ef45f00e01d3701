"""What somebody offered, asked and answered, as it stands in their own file."""

from dwarsverband.foundation.access import Actor
from dwarsverband.modules.network.models import HelpQuestion, Offer, Person
from dwarsverband.modules.network.queries.consent import holds_page_of
from dwarsverband.modules.network.queries.help_pages import AskTold, own_help
from dwarsverband.modules.network.queries.people import own_people

Row = dict[str, str | int | None]


def help_record(actor: Actor, person: Person) -> dict[str, list[Row]]:
    """Everything of it, for the person themselves.

    Who asks is known to nobody but whoever is asked: a file that the coordinator makes holds no
    question, neither of this person nor to them.
    """
    own = own_help(actor, person)
    is_own = holds_page_of(actor, person) or own_people(actor).filter(pk=person.pk).exists()
    return {
        "offers": [_offer(one) for one in own.offers],
        "helpQuestions": [_question(one) for one in own.questions if is_own],
        "helpAnswers": [_answer(one, is_own=is_own) for one in own.asks],
    }


def _offer(one: Offer) -> Row:
    return {
        "text": one.text,
        "offeredOn": one.offered_on.isoformat(),
        "source": one.source,
        "legalBasis": one.legal_basis,
        "endsOn": one.ends_on.isoformat(),
    }


def _question(one: HelpQuestion) -> Row:
    return {
        "text": one.text,
        "theme": one.theme.code if one.theme else "",
        "neighbourhood": one.neighbourhood,
        "askedOn": one.asked_on.isoformat(),
        "source": one.source,
        "legalBasis": one.legal_basis,
        "endsOn": one.ends_on.isoformat(),
        "people": len(one.asks.all()),
    }


def _answer(one: AskTold, *, is_own: bool) -> Row:
    ask = one.ask
    told: Row = {"askedBy": one.asker, "question": ask.question.text} if is_own else {}
    return {
        **told,
        "askedOn": ask.asked_on.isoformat(),
        "answer": ask.answer,
        "reach": ask.reach,
        "elsewhere": ask.elsewhere,
        "minutes": ask.minutes if is_own else None,
        "thankedOn": ask.thanked_on.isoformat() if ask.thanked_on else "",
        "endsOn": ask.question.ends_on.isoformat(),
    }
