"""People at organisations, the ties between them, and the silos that show."""

from django.utils.translation import gettext_noop

NAVIGATION = {
    "name": "network:silo_report",
    "title": gettext_noop("Network"),
    "icon": "network",
    "group": "together",
    "order": 10,
    "zone": "closed",
}
# What the log says of each verb.
SENTENCES = {
    "start_import": gettext_noop("A list was read."),
    "map_import": gettext_noop("It was said how a list is read."),
    "apply_import": gettext_noop("A list was sent to be saved."),
    "finish_import": gettext_noop("A list was saved."),
    "give_up_import": gettext_noop("Saving a list did not succeed."),
    "undo_import": gettext_noop("A saved list was undone."),
    "discard_import": gettext_noop("A list was thrown away."),
    "record_contact": gettext_noop("A contact was recorded."),
    "admit_namesake": gettext_noop("Somebody came in who has the name of one who left."),
    "admit_returning": gettext_noop("Somebody who had left came back, on request."),
    "record_attendance": gettext_noop("It was recorded who was at a meeting."),
    "change_person": gettext_noop("Somebody's details were changed."),
    "export_person": gettext_noop("Everything about one person was downloaded."),
    "withdraw_person": gettext_noop("Somebody was taken out of the network."),
    "tell_people": gettext_noop("People were told by mail that they are recorded."),
    "tell_person": gettext_noop("One person was told by mail that they are recorded."),
    "write_letters": gettext_noop("Letters were made for people without address."),
    "record_told": gettext_noop("It was written down that people know they are recorded."),
    "record_objection": gettext_noop("Somebody objected."),
    "take_back_objection": gettext_noop("An objection was taken back."),
    "answer_objection": gettext_noop("An objection was answered."),
    "place_people": gettext_noop("The map was drawn again."),
    "measure_network": gettext_noop("The figures of the day were kept."),
    "export_network": gettext_noop("The network was taken along as a file."),
    "make_contact_card": gettext_noop("A contact card was made."),
    "publish_report": gettext_noop("The report was published under a link."),
    "withdraw_publication": gettext_noop("A published report was withdrawn."),
    "ask_introducer": gettext_noop("Somebody was asked to introduce two people."),
    "answer_introduction": gettext_noop("A request for an introduction was answered."),
    "let_introduction_rest": gettext_noop("A proposal for an introduction was put away."),
    "record_meeting": gettext_noop("It was recorded that two people met."),
}
