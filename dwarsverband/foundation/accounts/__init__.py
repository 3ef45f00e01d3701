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
