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
# The parts of the API that a token may reach.
AREAS = {
    "network": gettext_noop("The first page, people, ties, the overview and the map"),
    "introductions": gettext_noop("Introductions"),
    "agreements": gettext_noop("Key persons and what was agreed with them"),
    "imports": gettext_noop("Lists on their way in"),
    "upkeep": gettext_noop("Contacts that are kept up: this week, moments, rhythm, time"),
    "consent": gettext_noop("Telling people, and their objections"),
}
# What is done here when a partnership begins.
FOUNDED = "dwarsverband.modules.network.actions.seats.propose_seats"
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
    "record_agreement": gettext_noop("It was written down what somebody agreed to be asked."),
    "change_agreement": gettext_noop("What was agreed with somebody was changed."),
    "end_agreement": gettext_noop("Somebody is asked no longer."),
    "show_reach": gettext_noop("Somebody looked up how to reach a key person."),
    "settle_moment": gettext_noop("A promise was kept, or a question answered."),
    "remove_moment": gettext_noop("A moment of contact was taken back."),
    "destroy_old_moments": gettext_noop("Moments of contact past their term were destroyed."),
    "put_off_contact": gettext_noop("A contact was put off."),
    "hand_over_contact": gettext_noop("A contact was handed over."),
    "hand_over_contacts": gettext_noop("Contacts of a colleague were handed over."),
    "record_first_contact": gettext_noop("A first contact was recorded."),
    "take_over_contact": gettext_noop("A contact was taken over."),
    "give_back_contact": gettext_noop("A contact was given back."),
    "take_back_turn": gettext_noop("A contact that was put off or handed over was taken back."),
    "set_time_aside": gettext_noop("Somebody said how much time they keep for contacts."),
    "choose_weekly_mail": gettext_noop("Somebody said whether they want the mail of Monday."),
    "write_weekly_mail": gettext_noop("A mail of Monday was written, with counts and no names."),
    "stop_weekly_mail": gettext_noop("Somebody stopped the mail of Monday with the link in it."),
    "set_rhythm": gettext_noop("It was chosen how often people mean to speak."),
    "remove_rhythm": gettext_noop("A rhythm was taken off."),
    "add_holiday": gettext_noop("A holiday was written down."),
    "remove_holiday": gettext_noop("A holiday was taken off."),
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
    "ask_again": gettext_noop("Somebody who said later was asked again."),
    "answer_introduction": gettext_noop("A request for an introduction was answered."),
    "let_introduction_rest": gettext_noop("A proposal for an introduction was put away."),
    "add_seat": gettext_noop("A seat was added to a theme."),
    "change_seat": gettext_noop("A seat of a theme was changed."),
    "move_seat_up": gettext_noop("A seat of a theme was moved up."),
    "remove_seat": gettext_noop("A seat was taken off a theme."),
    "propose_seats": gettext_noop("The seats that a theme usually needs were proposed."),
    "put_on_theme": gettext_noop("It was written down that somebody works on a theme."),
    "take_off_theme": gettext_noop("It was written down that somebody no longer works on a theme."),
    "record_meeting": gettext_noop("It was recorded that two people met."),
}
# What a list of domains or of themes says of each: what is missing there.
GAPS = "dwarsverband.modules.network.queries.gaps.gaps"
# What stands in a member's own calendar.
CALENDAR = "dwarsverband.modules.network.queries.calendar.events"
# What can be found here, and of which tables a change changes its words (see `search.kinds`).
SEARCH = [
    {
        "kind": "person",
        "title": gettext_noop("People"),
        "icon": "user",
        "order": 10,
        "visible": "dwarsverband.modules.network.queries.people.visible_people",
        "sees_all": "dwarsverband.modules.network.queries.people.sees_everybody",
        "texts": "dwarsverband.modules.network.queries.searching.person_texts",
        "watches": {
            "network_person": ["id"],
            "network_position": ["person_id"],
            "network_persontheme": ["person_id"],
            "accounts_organisation": ["id network_position organisation_id person_id"],
            "accounts_domain": [
                "id network_position domain_id person_id",
                "id accounts_organisation domain_id id network_position organisation_id person_id",
            ],
            "accounts_theme": ["id network_persontheme theme_id person_id"],
        },
        "usual_length": 10,
        "page": "network:person_list",
    }
]
_COORDINATOR = ["coordinator"]
_KEEPERS = ["coordinator", "partner", "administrator"]
# What a member chooses for themselves.
OWN_SETTINGS = [
    {
        "name": "network:choose_weekly_mail",
        "title": gettext_noop("The mail of Monday"),
        "subtitle": gettext_noop("How much waits for you, once a week, without names"),
        "icon": "mail",
        "roles": _KEEPERS,
    },
    {
        "name": "network:set_time_aside",
        "title": gettext_noop("Your time"),
        "subtitle": gettext_noop("How much you keep free for contacts"),
        "icon": "clock",
        "roles": _KEEPERS,
    },
]
# The pages of this module, and other words for them, to be found by.
PAGES = [
    {
        "name": "network:silo_report",
        "title": gettext_noop("Overview of the network"),
        "words": gettext_noop("silos report figures bridges ties domains who does not know whom"),
        "icon": "network",
    },
    {
        "name": "network:network_map",
        "title": gettext_noop("Map of the network"),
        "words": gettext_noop("picture drawing surroundings ties connections"),
        "icon": "map-pinned",
    },
    {
        "name": "network:person_list",
        "title": gettext_noop("Who is in the network?"),
        "words": gettext_noop("people contacts list names address book colleagues"),
        "icon": "users",
    },
    {
        "name": "network:upkeep",
        "title": gettext_noop("Keep contacts"),
        "words": gettext_noop("rhythm silence holidays hours promise signals white spots speak"),
        "icon": "clock",
    },
    {
        "name": "network:silent_list",
        "title": gettext_noop("Silent for too long"),
        "words": gettext_noop("silence forgotten contacts not spoken overdue"),
        "icon": "clock",
        "roles": _KEEPERS,
    },
    {
        "name": "network:choose_weekly_mail",
        "title": gettext_noop("The mail of Monday"),
        "words": gettext_noop("digest weekly reminder e-mail stop unsubscribe"),
        "icon": "mail",
        "roles": _KEEPERS,
    },
    {
        "name": "network:key_person_list",
        "title": gettext_noop("Key persons"),
        "words": gettext_noop("agreement community keeper consent ask reach"),
        "icon": "handshake",
    },
    {
        "name": "network:start_import",
        "title": gettext_noop("Bring in a list"),
        "words": gettext_noop("import upload spreadsheet excel csv file add people"),
        "icon": "upload",
    },
    {
        "name": "network:export_network",
        "title": gettext_noop("Take the network along"),
        "words": gettext_noop("export download excel csv graphml json file copy"),
        "icon": "download",
    },
    {
        "name": "network:introduction_list",
        "title": gettext_noop("Introductions"),
        "words": gettext_noop("introduce meet bring together get to know advice weak places"),
        "icon": "handshake",
    },
    {
        "name": "network:publish_report",
        "title": gettext_noop("Publish the report"),
        "words": gettext_noop("share link public figures council"),
        "icon": "link",
    },
    {
        "name": "network:consent_list",
        "title": gettext_noop("Who knows it"),
        "words": gettext_noop("consent inform tell mail letter privacy duty"),
        "icon": "mail",
        "roles": _COORDINATOR,
    },
    {
        "name": "network:letter_list",
        "title": gettext_noop("Letters to print"),
        "words": gettext_noop("paper post code envelope without address"),
        "icon": "printer",
        "roles": _COORDINATOR,
    },
    {
        "name": "network:objection_list",
        "title": gettext_noop("Objections"),
        "words": gettext_noop("object refuse complaint withdraw remove"),
        "icon": "user-x",
        "roles": _COORDINATOR,
    },
]
