"""Tables at which people of several domains meet: who sits there, who is missing, who is invited."""

from django.utils.translation import gettext_noop

NAVIGATION = {
    "name": "tables:table_list",
    "title": gettext_noop("Tables"),
    "icon": "table-2",
    "group": "together",
    "order": 20,
    "zone": "closed",
}
# The parts of the API that a token may reach.
AREAS = {"tables": gettext_noop("Tables: who sits there, who is missing, meetings and decisions")}
# What the log says of each verb.
SENTENCES = {
    "add_table": gettext_noop("A table was begun."),
    "change_table": gettext_noop("A table was changed."),
    "end_table": gettext_noop("A table was ended."),
    "hand_over_chair": gettext_noop("Somebody else leads a table."),
    "add_table_seat": gettext_noop("A seat was put at a table."),
    "leave_seat_out": gettext_noop("It was said that a table can do without a seat."),
    "fill_table_seat": gettext_noop("Somebody was given a seat at a table."),
    "empty_table_seat": gettext_noop("Somebody left a seat at a table."),
    "remove_table_seat": gettext_noop("A seat was taken away from a table."),
    "invite_person": gettext_noop("Somebody was invited to a table."),
    "answer_table_invitation": gettext_noop("An invitation to a table was answered."),
    "plan_meeting": gettext_noop("It was said when a table meets."),
    "tell_meeting": gettext_noop("The people at a table were told when it meets."),
    "change_meeting": gettext_noop("A meeting of a table was changed."),
    "cancel_meeting": gettext_noop("A meeting of a table was cancelled."),
    "record_presence": gettext_noop("It was written down who was at a table."),
    "write_minutes": gettext_noop("It was written down what was said at a table."),
    "send_minutes": gettext_noop("The minutes were mailed to the people at a table."),
    "note_speaking": gettext_noop("It was written down how long each domain spoke at a table."),
    "record_decision": gettext_noop("A table decided something."),
    "change_decision": gettext_noop("What a table decided was changed."),
    "report_decision": gettext_noop("Somebody said how a decision of a table stands."),
    "ask_ride": gettext_noop("Somebody asked whether a subject may ride along with a table."),
    "answer_ride": gettext_noop("It was answered whether a subject rides along with a table."),
    "destroy_old_minutes": gettext_noop("Minutes of tables past their term were destroyed."),
    "destroy_old_invitations": gettext_noop("Invitations past their term were destroyed."),
    "take_back_invitation": gettext_noop("An invitation to a table was taken back."),
}
# What is held here about a person: in their file, on their own page; and what goes when they leave.
PERSON = {
    "file": "dwarsverband.modules.tables.queries.about.person_file",
    "told": "dwarsverband.modules.tables.queries.about.person_told",
    "words": "dwarsverband.modules.tables.queries.about.person_words",
    "forget": "dwarsverband.modules.tables.actions.forgetting.forget_at_tables",
}
# What can be found here, and of which tables a change changes its words (see `search.kinds`).
SEARCH = [
    {
        "kind": "table",
        "title": gettext_noop("Tables"),
        "icon": "table-2",
        "order": 15,
        "visible": "dwarsverband.modules.tables.queries.tables.visible_tables",
        "sees_all": "dwarsverband.modules.tables.queries.searching.sees_every_table",
        "rows": "dwarsverband.modules.tables.queries.searching.table_rows",
        "text": "dwarsverband.modules.tables.queries.searching.table_text",
        "watches": {
            "tables_table": ["id"],
            "tables_tabletheme": ["table_id"],
            "accounts_theme": ["id tables_tabletheme theme_id table_id"],
        },
        "usual_length": 6,
        "page": "tables:table_list",
    }
]
# What somebody who hands over took on here: see `accounts.tasks`.
TASKS = "dwarsverband.modules.tables.queries.waiting.tasks"
# What waits for a member here: see `accounts.waiting`.
WAITS = "dwarsverband.modules.tables.queries.waiting.waits"
# What it puts in a member's own calendar.
CALENDAR = "dwarsverband.modules.tables.queries.calendar.events"
# The pages of this module, and other words for them, to be found by.
PAGES = [
    {
        "name": "tables:table_list",
        "title": gettext_noop("Tables"),
        "words": gettext_noop("meeting consultation seats who is missing invite agenda chair"),
        "icon": "table-2",
    },
    {
        "name": "tables:ride_list",
        "title": gettext_noop("Ride along with a table"),
        "words": gettext_noop("existing table other theme agenda subject ask chair"),
        "icon": "table-2",
    },
    {
        "name": "tables:add_table",
        "title": gettext_noop("Begin a table"),
        "words": gettext_noop("new meeting consultation theme seats"),
        "icon": "plus",
    },
]
