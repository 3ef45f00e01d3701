"""Who takes part: sign-in, partnerships, members, and the lists with which a network is ordered."""

from django.utils.translation import gettext_noop

# The parts of the API that a token may reach.
AREAS = {"lists": gettext_noop("Members, organisations, domains and themes")}
# What the log says of each verb.
SENTENCES = {
    "found_partnership": gettext_noop("The partnership was founded."),
    "record_processing": gettext_noop("It was recorded why names are kept."),
    "export_log": gettext_noop("The log was downloaded."),
    "forget_old": gettext_noop("Letters, links and members past their term were destroyed."),
    "invite_member": gettext_noop("Somebody was invited."),
    "withdraw_invitation": gettext_noop("An invitation was withdrawn."),
    "accept_invitation": gettext_noop("An invitation was accepted."),
    "change_membership": gettext_noop("A membership was changed."),
    "change_account": gettext_noop("Somebody changed their own name or language."),
    "end_membership": gettext_noop("A membership was ended."),
    "add_app": gettext_noop("Somebody added an app that makes codes for signing in."),
    "add_passkey": gettext_noop("Somebody added a passkey."),
    "remove_factor": gettext_noop("Somebody took away a way to sign in."),
    "make_recovery_codes": gettext_noop("Somebody made new recovery codes."),
    "require_second_factor": gettext_noop("It was changed who needs a second step to sign in."),
    "remove_factors": gettext_noop("A lost second step was taken away by whoever runs this."),
    "link_identity": gettext_noop("Somebody linked another place to sign in."),
    "unlink_identity": gettext_noop("Somebody took away a link to another place to sign in."),
    "end_session": gettext_noop("Somebody signed themselves out in another browser."),
    "end_other_sessions": gettext_noop("Somebody signed themselves out everywhere else."),
    "sign_in": gettext_noop("Somebody tried too often to sign in."),
    "confirm_identity": gettext_noop("Somebody showed again who they are."),
    "make_calendar": gettext_noop("Somebody made a secret address for their own calendar."),
    "end_calendar": gettext_noop("Somebody ended the address of their calendar."),
    "make_token": gettext_noop("A token was made."),
    "end_token": gettext_noop("A token was ended."),
    "use_token": gettext_noop("A token asked for more than it may."),
    "add_domain": gettext_noop("A domain was added."),
    "change_domain": gettext_noop("A domain was changed."),
    "move_domain_up": gettext_noop("A domain was moved up."),
    "remove_domain": gettext_noop("A domain was removed."),
    "add_theme": gettext_noop("A theme was added."),
    "change_theme": gettext_noop("A theme was changed."),
    "move_theme_up": gettext_noop("A theme was moved up."),
    "remove_theme": gettext_noop("A theme was removed."),
    "add_organisation": gettext_noop("An organisation was added."),
    "change_organisation": gettext_noop("An organisation was changed."),
    "merge_organisation": gettext_noop("Two organisations were merged."),
    "remove_organisation": gettext_noop("An organisation was removed."),
}
# What can be found here (see `search.kinds`).
SEARCH = [
    {
        "kind": "organisation",
        "title": gettext_noop("Organisations"),
        "icon": "building-2",
        "order": 20,
        "visible": "dwarsverband.foundation.accounts.queries.visible_organisations",
        "sees_all": "dwarsverband.foundation.accounts.searching.sees_whole_lists",
        "texts": "dwarsverband.foundation.accounts.searching.organisation_texts",
        "watches": {
            "accounts_organisation": ["id"],
            "accounts_domain": ["id accounts_organisation domain_id id"],
        },
        "usual_length": 4,
        "page": "accounts:organisation_list",
    },
    {
        "kind": "theme",
        "title": gettext_noop("Themes"),
        "icon": "lightbulb",
        "order": 5,
        "visible": "dwarsverband.foundation.accounts.queries.visible_themes",
        "sees_all": "dwarsverband.foundation.accounts.searching.sees_whole_lists",
        "texts": "dwarsverband.foundation.accounts.searching.theme_texts",
        "watches": {"accounts_theme": ["id"]},
        "usual_length": 2,
        "page": "accounts:domain_list",
    },
    {
        "kind": "domain",
        "title": gettext_noop("Domains"),
        "icon": "list",
        "order": 6,
        "visible": "dwarsverband.foundation.accounts.queries.visible_domains",
        "sees_all": "dwarsverband.foundation.accounts.searching.sees_whole_lists",
        "texts": "dwarsverband.foundation.accounts.searching.domain_texts",
        "watches": {"accounts_domain": ["id"]},
        "usual_length": 2,
        "page": "accounts:domain_list",
    },
]
# The pages about accounts, and other words for them, to be found by.
PAGES = [
    {
        "name": "accounts:organisation_list",
        "title": gettext_noop("Organisations"),
        "words": gettext_noop("institutions spellings merge double names"),
        "icon": "building-2",
    },
    {
        "name": "accounts:domain_list",
        "title": gettext_noop("Domains and themes"),
        "words": gettext_noop("order list shapes letters subjects worlds of work settings"),
        "icon": "list",
    },
    {
        "name": "accounts:member_list",
        "title": gettext_noop("Members"),
        "words": gettext_noop("users accounts roles who takes part colleagues access"),
        "icon": "users",
    },
    {
        "name": "accounts:invite_member",
        "title": gettext_noop("Invite somebody"),
        "words": gettext_noop("invitation new member add user access"),
        "icon": "user-plus",
    },
    {
        "name": "accounts:calendar",
        "title": gettext_noop("Your calendar"),
        "words": gettext_noop("ical icalendar agenda feed subscribe outlook phone"),
        "icon": "calendar-days",
    },
    {
        "name": "accounts:account",
        "title": gettext_noop("Your account"),
        "words": gettext_noop("sign out password language name profile settings log out"),
        "icon": "user",
    },
]
