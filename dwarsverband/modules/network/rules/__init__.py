"""What an actor may do with people, ties and lists."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import ALLOWED, Actor, Verdict, denied
from dwarsverband.foundation.accounts.models import Theme
from dwarsverband.foundation.accounts.queries import get_processing
from dwarsverband.modules.network.models import (
    Import,
    Introduction,
    Person,
    Publication,
    Seat,
    Tie,
)
from dwarsverband.modules.network.queries.consent import holds_page_of
from dwarsverband.modules.network.queries.import_undo import is_undoable
from dwarsverband.modules.network.queries.introductions import Suggestion, holds_question_of
from dwarsverband.modules.network.queries.people import own_key

LONGEST_WAIT = timedelta(minutes=15)


def may_start_import(actor: Actor) -> Verdict:
    """The coordinator brings in lists, once it is recorded why names are kept."""
    if not (actor.is_coordinator or actor.kind == "system"):
        return denied(_("Only the coordinator brings in lists."))
    if actor.regions:
        return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))
    if get_processing(actor) is None:
        return denied(_("First record why you keep people's names. That takes two minutes."))
    return ALLOWED


def may_map_import(actor: Actor, draft: Import) -> Verdict:
    """The coordinator changes a list until it is saved."""
    if draft.status == Import.Status.WAITING:
        return denied(_("This list is being saved. Wait a moment."))
    if draft.status == Import.Status.DONE:
        return denied(_("This list has already been saved."))
    return may_start_import(actor)


def may_apply_import(actor: Actor, draft: Import) -> Verdict:
    """The coordinator saves a list, once."""
    return may_map_import(actor, draft)


def may_finish_import(actor: Actor, draft: Import) -> Verdict:
    """What was asked for is finished once."""
    if draft.status != Import.Status.WAITING:
        return denied(_("This list has already been saved."))
    return may_start_import(actor)


def may_give_up_import(actor: Actor, draft: Import) -> Verdict:
    """Only what was to be saved can be given up."""
    return may_finish_import(actor, draft)


def may_undo_import(actor: Actor, draft: Import) -> Verdict:
    """The coordinator undoes a saved list within a day."""
    if draft.status == Import.Status.UNDONE:
        return denied(_("This list has already been undone."))
    if draft.status != Import.Status.DONE:
        return denied(_("This list has not been saved, so there is nothing to undo."))
    if not is_undoable(draft):
        return denied(_("A list can be undone for one day. That day is over."))
    return may_start_import(actor)


def may_discard_import(actor: Actor, draft: Import) -> Verdict:
    """The coordinator throws a list away; one that is being saved is left alone, unless that takes far too long."""
    asked_at = draft.applied_at or timezone.now()
    if draft.status == Import.Status.WAITING and timezone.now() - asked_at < LONGEST_WAIT:
        return denied(_("This list is being saved. Wait a moment."))
    return may_start_import(actor)


def may_record_contact(actor: Actor, tie: Tie) -> Verdict:
    """Whoever sees a tie may say that there was contact."""
    if actor.is_coordinator or actor.role in ("partner", "administrator"):
        return ALLOWED
    return denied(_("Only the coordinator and the people themselves record contact."))


def may_admit_namesake(actor: Actor, person: Person) -> Verdict:
    """Whoever brings in lists says that somebody is not the one who left."""
    return may_start_import(actor)


def may_admit_returning(actor: Actor, person: Person) -> Verdict:
    """Whoever brings in lists says that somebody asks to come back."""
    return may_start_import(actor)


def may_record_attendance(actor: Actor) -> Verdict:
    """Whoever keeps meetings hands down who was there."""
    if actor.is_coordinator or actor.kind == "system" or actor.role == "partner":
        return ALLOWED
    return denied(_("Only the coordinator and partners record who was at a meeting."))


def may_change_person(actor: Actor, person: Person) -> Verdict:
    """The coordinator corrects what is written about people, and so do they on their own page."""
    if not (actor.is_coordinator or holds_page_of(actor, person)):
        return denied(_("Only the coordinator changes this. Tell them what is wrong."))
    return ALLOWED


def may_export_person(actor: Actor, person: Person) -> Verdict:
    """The coordinator hands somebody everything that is recorded about them; their own page does too."""
    if not (actor.is_coordinator or holds_page_of(actor, person)):
        return denied(_("Only the coordinator makes this file."))
    return ALLOWED


def may_withdraw_person(actor: Actor, person: Person) -> Verdict:
    """The coordinator takes out whoever asks for it, and so do they; the term does it by itself."""
    if not (actor.is_coordinator or actor.kind == "system" or holds_page_of(actor, person)):
        return denied(_("Only the coordinator takes somebody out of the network."))
    return ALLOWED


def may_tell_people(actor: Actor) -> Verdict:
    """The coordinator tells people that they are recorded, once it is written down why."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator tells people that they are recorded."))
    if get_processing(actor) is None:
        return denied(_("First record why you keep people's names. That takes two minutes."))
    return ALLOWED


def may_tell_person(actor: Actor, person: Person) -> Verdict:
    """The coordinator tells one person, who needs an address."""
    verdict = may_tell_people(actor)
    if verdict.is_allowed and not person.email:
        return denied(_("We know no e-mail address. Print a letter."))
    return verdict


def may_write_letters(actor: Actor) -> Verdict:
    """The coordinator also tells people on paper."""
    return may_tell_people(actor)


def may_record_told(actor: Actor) -> Verdict:
    """The coordinator writes down that people know it."""
    return may_tell_people(actor)


def may_record_objection(actor: Actor, person: Person) -> Verdict:
    """People object on their own page, or say so to the coordinator; once is enough."""
    if not (actor.is_coordinator or holds_page_of(actor, person)):
        return denied(_("Only the person and the coordinator write down an objection."))
    if person.objected_on is not None:
        return denied(_("This objection has been written down already."))
    return ALLOWED


def may_take_back_objection(actor: Actor, person: Person) -> Verdict:
    """People take their objection back on their own page, or say so to the coordinator."""
    if not (actor.is_coordinator or holds_page_of(actor, person)):
        return denied(_("Only the person and the coordinator take back an objection."))
    if person.objected_on is None:
        return denied(_("There is no objection to take back."))
    return ALLOWED


def may_answer_objection(actor: Actor, person: Person) -> Verdict:
    """The coordinator answers an objection, once."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator answers an objection."))
    if person.objected_on is None:
        return denied(_("There is no objection to answer."))
    return ALLOWED


def may_ask_introducer(actor: Actor, suggestion: Suggestion) -> Verdict:
    """The coordinator asks, and not about two people of whom one is resting."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator asks people to introduce others."))
    return ALLOWED


def may_let_introduction_rest(actor: Actor, suggestion: Suggestion) -> Verdict:
    """The coordinator leaves a suggestion for what it is."""
    return may_ask_introducer(actor, suggestion)


def may_answer_introduction(actor: Actor, introduction: Introduction) -> Verdict:
    """Whoever was asked answers, with the link from the mail or signed in.

    The coordinator writes down what was said.
    """
    introducer = introduction.introducer_id
    is_asked = introducer is not None and actor.role == "partner" and own_key(actor) == introducer
    if not (actor.is_coordinator or is_asked or holds_question_of(actor, introduction)):
        return denied(_("Only whoever was asked answers this."))
    if introduction.status == Introduction.Status.MET:
        return denied(_("They have met already."))
    return ALLOWED


def may_ask_again(actor: Actor, introduction: Introduction) -> Verdict:
    """Whoever said later is asked again by itself, once later has come."""
    if actor.kind != "system":
        return denied(_("Whoever said later is asked again by the product itself."))
    if introduction.status != Introduction.Status.LATER:
        return denied(_("Nobody said later about these two."))
    return ALLOWED


def may_record_meeting(actor: Actor, introduction: Introduction) -> Verdict:
    """The coordinator writes down that two people met, once."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator writes down that people met."))
    if introduction.status == Introduction.Status.MET:
        return denied(_("They have met already."))
    return ALLOWED


def may_measure_network(actor: Actor) -> Verdict:
    """The system keeps the totals of every day."""
    if actor.kind != "system":
        return denied(_("Totals are kept by the product itself, every night."))
    return ALLOWED


def may_publish_report(actor: Actor) -> Verdict:
    """The coordinator shows figures to the world."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator shows figures to the world."))
    if actor.regions:
        return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))
    return ALLOWED


def may_withdraw_publication(actor: Actor, publication: Publication) -> Verdict:
    """The coordinator takes a publication back, once."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator takes figures back."))
    if publication.withdrawn_on is not None:
        return denied(_("These figures have been taken back already."))
    return ALLOWED


def may_place_people(actor: Actor) -> Verdict:
    """The map keeps its shape by itself."""
    if actor.kind != "system":
        return denied(_("The map keeps its shape by itself."))
    return ALLOWED


def may_export_network(actor: Actor) -> Verdict:
    """The coordinator takes the whole list along; nobody else has a use for it."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator takes the whole list along."))
    return ALLOWED


def may_make_contact_card(actor: Actor, person: Person) -> Verdict:
    """Whoever sees somebody may put them in the own address book, unless they object."""
    if person.objected_on is not None:
        return denied(
            _("This person objects. They stay out of everything that leaves the network.")
        )
    if actor.is_coordinator or actor.role == "partner":
        return ALLOWED
    return denied(_("Only the coordinator and partners make a contact card."))


def may_add_seat(actor: Actor, theme: Theme) -> Verdict:
    """The coordinator of the whole partnership says whom a theme needs."""
    return _keeps_seats(actor)


def may_change_seat(actor: Actor, seat: Seat) -> Verdict:
    """The coordinator of the whole partnership changes a seat."""
    return _keeps_seats(actor)


def may_move_seat_up(actor: Actor, seat: Seat) -> Verdict:
    """The coordinator of the whole partnership puts seats in order."""
    return _keeps_seats(actor)


def may_remove_seat(actor: Actor, seat: Seat) -> Verdict:
    """The coordinator of the whole partnership takes a seat off a theme."""
    return _keeps_seats(actor)


def may_propose_seats(actor: Actor, theme: Theme | None = None) -> Verdict:
    """Seats are proposed when a partnership begins, and where a theme has none."""
    return ALLOWED if actor.kind == "system" else _keeps_seats(actor)


def may_put_on_theme(actor: Actor, person: Person) -> Verdict:
    """The coordinator writes down who works on what, but not of somebody who objects."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator writes down who works on which theme."))
    if person.objected_on is not None:
        return denied(_("This person objects. They stay out of everything until you decide."))
    return ALLOWED


def may_take_off_theme(actor: Actor, person: Person) -> Verdict:
    """The coordinator writes down that somebody no longer works on a theme."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator writes down who works on which theme."))
    return ALLOWED


def _keeps_seats(actor: Actor) -> Verdict:
    """Whoever sees some municipalities only cannot see who else fills a seat."""
    if not actor.is_coordinator:
        return denied(_("Only the coordinator says whom a theme needs."))
    if actor.regions:
        return denied(_("You see some municipalities only. Ask a coordinator who sees them all."))
    return ALLOWED
