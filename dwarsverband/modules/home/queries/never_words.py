"""What each test behind a promise looks at, in words for everybody."""

from django.utils.translation import gettext_lazy as _

TOLD = {
    "test_a_heading_is_refused_with_a_kind_sentence": _(
        "A column with such a heading is refused, with a kind sentence."
    ),
    "test_a_neighbourhood_has_no_figure": _(
        "No neighbourhood has a figure by which it could be ranked."
    ),
    "test_a_photo_or_a_film_cannot_be_sent_in": _("A photo or a film cannot be sent in."),
    "test_a_template_can_be_read_and_keeps_to_our_own_address": _(
        "No page names an address outside to load something from."
    ),
    "test_an_action_and_its_line_commit_together": _(
        "Each change and its line in the log are kept together, or not at all."
    ),
    "test_every_file_says_whose_it_is_and_on_what_terms": _(
        "Of every file of the program is said whose it is, and what one may do with it."
    ),
    "test_every_person_has_a_source_a_basis_and_an_end": _(
        "Everybody who comes in has a source, a legal basis and an end date."
    ),
    "test_every_person_in_the_database_has_an_end": _(
        "The database refuses a person without an end date."
    ),
    "test_everybody_gets_one_mail_however_often_the_button_is_pressed": _(
        "Everybody who is recorded can be told by one mail."
    ),
    "test_everything_past_its_term_goes_in_every_partnership": _(
        "Everything past its term is destroyed, in every network."
    ),
    "test_names_are_sorted_the_dutch_way": _("Names stand in alphabetical order, the Dutch way."),
    "test_no_field_asks_what_may_not_be_asked": _(
        "No field asks for religion, politics, origin or health."
    ),
    "test_no_field_of_anybody_is_a_score": _("No field of anybody is a score."),
    "test_no_part_of_the_product_reads_other_sites": _("No part of the program reads other sites."),
    "test_no_protected_instrument_is_copied": _(
        "No text of a protected instrument stands in the program."
    ),
    "test_nobody_is_sorted_by_how_many_they_know": _(
        "People never stand in order of how many they know."
    ),
    "test_nothing_of_ours_looks_at_pictures": _("No part of the program looks at pictures."),
    "test_nothing_on_the_map_is_a_score_of_a_person": _(
        "Nothing on the map is a score of a person."
    ),
    "test_silence_is_said_in_words": _("A silence is said in words, not in a colour or a number."),
    "test_the_database_shows_waterdal_no_row_of_elsewhere": _(
        "The database itself gives one network no row of another."
    ),
    "test_the_introducer_answers_without_account": _(
        "Somebody is introduced only when a person says yes."
    ),
    "test_there_is_no_place_for_a_case": _("There is no place where a case could be kept."),
    "test_ties_join_people_of_the_network_only": _("Ties join only people of the network."),
    "test_what_has_no_place_here_is_never_kept": _(
        "What has no place here is never kept, not even for a moment."
    ),
    "test_what_is_in_a_column_can_refuse_it": _(
        "What stands in a column can be a reason to refuse it."
    ),
    "test_what_others_made_asks_for_no_map_and_no_address": _(
        "No part that others made asks for an address outside."
    ),
    "test_what_others_made_runs_under_our_own_security_policy": _(
        "Parts that others made load nothing from outside."
    ),
    "test_what_the_product_does_by_itself_is_on_one_list": _(
        "All that the program does by itself stands on one list; no decision is on it."
    ),
    "test_whoever_looks_around_in_waterdal_reads_nothing_of_elsewhere": _(
        "We hide a word in every field of one network. Whoever opens all pages of another network never reads it."
    ),
    "test_whoever_objects_is_not_on_the_map": _("Whoever objects is not on the map."),
    "test_whose_term_has_ended_leaves_by_itself": _(
        "Whoever is past their term is taken out by itself."
    ),
    "test_without_any_one_policy_these_checks_fail": _(
        "We take away one rule of the database after the other: each time the tests notice it."
    ),
}
