"""What the product never does, what keeps each promise, and the tests that try to break it."""

from dataclasses import dataclass

from django.utils.functional import Promise as Text
from django.utils.translation import gettext_lazy as _

from dwarsverband.modules.home.queries.never_words import TOLD

_HOUSE = "tests/house"
_NETWORK = "dwarsverband/modules/network/tests"
_FOUNDATION = "dwarsverband/foundation"


@dataclass(frozen=True, slots=True)
class Proof:
    """One test behind a promise: the file in which it stands, and its name."""

    file: str
    name: str

    @property
    def sentence(self) -> Text:
        """What it looks at, in words for everybody."""
        return TOLD[self.name]


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that we never do."""

    title: Text
    more: Text
    keeper: Text
    tests: tuple[Proof, ...]


PROMISES = (
    Promise(
        _("We give nobody a score, a rank or a colour"),
        _("We also predict nobody's behaviour."),
        _(
            "There is no field for a score. People stand in alphabetical order, or by how long nobody spoke with them."
        ),
        (
            Proof(
                f"{_NETWORK}/test_network_map.py", "test_nothing_on_the_map_is_a_score_of_a_person"
            ),
            Proof(f"{_NETWORK}/test_network_map.py", "test_nobody_is_sorted_by_how_many_they_know"),
            Proof(f"{_HOUSE}/test_promises.py", "test_no_field_of_anybody_is_a_score"),
        ),
    ),
    Promise(
        _("We record nobody's religion, politics, origin or health"),
        _("Not as a field, and not in a list that you bring in."),
        _("A column about it is refused with a sentence, and never read."),
        (
            Proof(
                f"{_FOUNDATION}/sheets/tests/test_refused.py",
                "test_a_heading_is_refused_with_a_kind_sentence",
            ),
            Proof(
                f"{_FOUNDATION}/sheets/tests/test_refused.py",
                "test_what_is_in_a_column_can_refuse_it",
            ),
            Proof(f"{_NETWORK}/test_start_import.py", "test_what_has_no_place_here_is_never_kept"),
            Proof(f"{_HOUSE}/test_promises.py", "test_no_field_asks_what_may_not_be_asked"),
        ),
    ),
    Promise(
        _("We draw no network of residents"),
        _("And we list no members of a community."),
        _(
            "The network holds people with a function at an organisation, and key persons who agreed."
        ),
        (
            Proof(
                f"{_NETWORK}/test_apply_import.py",
                "test_every_person_has_a_source_a_basis_and_an_end",
            ),
            Proof(f"{_NETWORK}/test_network_map.py", "test_whoever_objects_is_not_on_the_map"),
            Proof(f"{_HOUSE}/test_promises.py", "test_ties_join_people_of_the_network_only"),
        ),
    ),
    Promise(
        _("We collect nothing in secret"),
        _("We follow nobody, copy no sites and use no false accounts."),
        _(
            "No part of the product reads other sites. With each person stands where the name comes from."
        ),
        (
            Proof(f"{_HOUSE}/test_promises.py", "test_no_part_of_the_product_reads_other_sites"),
            Proof(
                f"{_NETWORK}/test_consent_tell.py",
                "test_everybody_gets_one_mail_however_often_the_button_is_pressed",
            ),
            Proof(
                f"{_NETWORK}/test_apply_import.py",
                "test_every_person_has_a_source_a_basis_and_an_end",
            ),
        ),
    ),
    Promise(
        _("We search nobody across networks"),
        _("One network never sees what another one holds."),
        _(
            "The database shows each network its own rows only. Tests try to look past that with every change."
        ),
        (
            Proof(
                f"{_HOUSE}/test_canary.py", "test_the_database_shows_waterdal_no_row_of_elsewhere"
            ),
            Proof(
                f"{_HOUSE}/test_canary.py",
                "test_whoever_looks_around_in_waterdal_reads_nothing_of_elsewhere",
            ),
            Proof(f"{_HOUSE}/test_canary.py", "test_without_any_one_policy_these_checks_fail"),
        ),
    ),
    Promise(
        _("We let no story or contact flow into a case"),
        _("What somebody tells in a conversation stays there."),
        _("There are no cases here yet. When they come, nothing leads from here to there."),
        (Proof(f"{_HOUSE}/test_promises.py", "test_there_is_no_place_for_a_case"),),
    ),
    Promise(
        _("We recognise no faces or symbols"),
        _("Not in photos, and not in films."),
        _("Photos and films cannot be sent in."),
        (
            Proof(f"{_HOUSE}/test_promises.py", "test_a_photo_or_a_film_cannot_be_sent_in"),
            Proof(f"{_HOUSE}/test_promises.py", "test_nothing_of_ours_looks_at_pictures"),
        ),
    ),
    Promise(
        _("We rank no neighbourhoods"),
        _("And we compute no risk of a street or a group."),
        _("No figure puts neighbourhoods in an order. Origin is no column anywhere."),
        (
            Proof(f"{_HOUSE}/test_promises.py", "test_a_neighbourhood_has_no_figure"),
            Proof(f"{_HOUSE}/test_promises.py", "test_no_field_asks_what_may_not_be_asked"),
        ),
    ),
    Promise(
        _("We keep nothing without an end date"),
        _("And nobody reads something confidential unseen."),
        _(
            "Every night, whoever is past their term is taken out. Each change leaves a line in the log."
        ),
        (
            Proof(
                f"{_NETWORK}/test_withdraw_person.py", "test_whose_term_has_ended_leaves_by_itself"
            ),
            Proof(
                f"{_FOUNDATION}/accounts/tests/test_forget_old.py",
                "test_everything_past_its_term_goes_in_every_partnership",
            ),
            Proof(
                f"{_FOUNDATION}/access/tests/test_act.py",
                "test_an_action_and_its_line_commit_together",
            ),
            Proof(f"{_HOUSE}/test_promises.py", "test_every_person_in_the_database_has_an_end"),
        ),
    ),
    Promise(
        _("We let no computer decide"),
        _("Nothing is raised, closed or labelled by itself."),
        _("The product counts and proposes. A person presses the button."),
        (
            Proof(
                f"{_HOUSE}/test_promises.py", "test_what_the_product_does_by_itself_is_on_one_list"
            ),
            Proof(
                f"{_NETWORK}/test_introductions.py", "test_the_introducer_answers_without_account"
            ),
        ),
    ),
    Promise(
        _("We send no personal text to others"),
        _("And no page loads anything from another site."),
        _("Everything is computed on this server. The browser is told to refuse all other sites."),
        (
            Proof(
                f"{_HOUSE}/test_components.py",
                "test_a_template_can_be_read_and_keeps_to_our_own_address",
            ),
            Proof(
                f"{_HOUSE}/test_components.py",
                "test_what_others_made_asks_for_no_map_and_no_address",
            ),
            Proof(
                f"{_FOUNDATION}/ui/tests/test_look_at_gallery.py",
                "test_what_others_made_runs_under_our_own_security_policy",
            ),
            Proof(f"{_HOUSE}/test_promises.py", "test_no_part_of_the_product_reads_other_sites"),
        ),
    ),
    Promise(
        _("We copy no protected instruments"),
        _("Such as tests and methods of others."),
        _("We name them, and say where you find them."),
        (
            Proof(f"{_HOUSE}/test_promises.py", "test_no_protected_instrument_is_copied"),
            Proof(
                f"{_HOUSE}/test_licences.py", "test_every_file_says_whose_it_is_and_on_what_terms"
            ),
        ),
    ),
    Promise(
        _("We compare no colleagues"),
        _("And silence never looks like guilt."),
        _("No page puts people in order of merit. A silence leads to a proposal: call each other."),
        (
            Proof(f"{_NETWORK}/test_network_map.py", "test_nobody_is_sorted_by_how_many_they_know"),
            Proof(f"{_FOUNDATION}/ui/tests/test_components.py", "test_silence_is_said_in_words"),
            Proof(f"{_NETWORK}/test_people.py", "test_names_are_sorted_the_dutch_way"),
        ),
    ),
    Promise(
        _("We open no case without a place for the person"),
        _("What somebody knows and says about it belongs there."),
        _("Cases stay off until that place is there, and the other conditions are recorded."),
        (Proof(f"{_HOUSE}/test_promises.py", "test_there_is_no_place_for_a_case"),),
    ),
)
