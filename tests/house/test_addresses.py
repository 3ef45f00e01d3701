"""Who gets which answer at which address; an address without a line here does not pass.

Each line tells, in this order, what Noor, Bram, Hanneke, Joost, Wim and nobody get when they look
at something of Waterdal. (Samira has no account: where no link is asked for, she is nobody.)
"""

import json

import pytest
from django.test import Client
from pytest_django import Settings

from tests.answers import (
    DONE,
    NOT_THERE,
    PAGE,
    POST_ONLY,
    SIGN_IN,
    SPENT,
    answer,
    missing_headers,
)
from tests.cast import Cast
from tests.places import Place, every_place, secrets_of, things_of

WHO = ("noor", "bram", "hanneke", "joost", "wim", "nobody")
NO_TOKEN = "401"
EVERYBODY = (PAGE,) * 6
MEMBERS = (PAGE, PAGE, PAGE, PAGE, NOT_THERE, SIGN_IN)
BUTTON = (POST_ONLY, POST_ONLY, POST_ONLY, POST_ONLY, NOT_THERE, SIGN_IN)
COORDINATOR = (PAGE, NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, SIGN_IN)
# Fatma: Bram knows her.
WHO_KNOWS_THEM = (PAGE, PAGE, NOT_THERE, NOT_THERE, NOT_THERE, SIGN_IN)
SEES_TABLES = (PAGE, PAGE, PAGE, NOT_THERE, NOT_THERE, SIGN_IN)
READS_LOG = (PAGE, NOT_THERE, NOT_THERE, PAGE, NOT_THERE, SIGN_IN)
NOBODY_AT_ALL = (NOT_THERE,) * 6
# Bram stands in the network himself.
IN_THE_NETWORK = (NOT_THERE, PAGE, NOT_THERE, NOT_THERE, NOT_THERE, SIGN_IN)
# Only behind a button of another page, which says about what.
NO_MEMBER = (NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, SIGN_IN)
MACHINES = (PAGE, PAGE, PAGE, PAGE, NOT_THERE, NO_TOKEN)
MACHINES_COORDINATOR = (PAGE, NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, NO_TOKEN)
MACHINES_TABLE = (PAGE, PAGE, PAGE, NOT_THERE, NOT_THERE, NO_TOKEN)
MACHINES_READ_LOG = (PAGE, NOT_THERE, NOT_THERE, PAGE, NOT_THERE, NO_TOKEN)
MACHINES_NOBODY = (NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, NO_TOKEN)
MACHINES_KNOW_THEM = (PAGE, PAGE, NOT_THERE, NOT_THERE, NOT_THERE, NO_TOKEN)
MACHINES_BUTTON = (POST_ONLY, POST_ONLY, POST_ONLY, POST_ONLY, NOT_THERE, NO_TOKEN)

EXPECTED = {
    "accept_invitation": (SPENT,) * 6,
    "account_change_password": (PAGE, PAGE, PAGE, PAGE, PAGE, SIGN_IN),
    "account_inactive": EVERYBODY,
    "account_login": (DONE, DONE, DONE, DONE, DONE, PAGE),
    "account_logout": (PAGE, PAGE, PAGE, PAGE, PAGE, DONE),
    "account_reset_password": EVERYBODY,
    "account_reset_password_done": EVERYBODY,
    "account_reset_password_from_key": EVERYBODY,
    "account_reset_password_from_key_done": EVERYBODY,
    "accounts:account": MEMBERS,
    "accounts:add_app": MEMBERS,
    "accounts:add_domain": MEMBERS,
    "accounts:add_organisation": MEMBERS,
    "accounts:add_passkey": MEMBERS,
    "accounts:add_theme": MEMBERS,
    "accounts:calendar": MEMBERS,
    "accounts:change_account": MEMBERS,
    "accounts:change_domain": MEMBERS,
    "accounts:change_membership": MEMBERS,
    "accounts:change_organisation": MEMBERS,
    "accounts:change_theme": MEMBERS,
    "accounts:confirm_identity": MEMBERS,
    "accounts:domain_list": MEMBERS,
    "accounts:end_membership": MEMBERS,
    "accounts:end_other_sessions": BUTTON,
    "accounts:end_session": BUTTON,
    "accounts:end_calendar": BUTTON,
    "accounts:end_token": BUTTON,
    "accounts:factor_list": MEMBERS,
    "accounts:invite_member": MEMBERS,
    "accounts:link_identity": NO_MEMBER,
    "accounts:make_recovery_codes": BUTTON,
    "accounts:make_calendar": BUTTON,
    "accounts:make_token": MEMBERS,
    "accounts:member_list": MEMBERS,
    "accounts:merge_organisation": MEMBERS,
    "accounts:move_domain_up": BUTTON,
    "accounts:move_theme_up": BUTTON,
    "accounts:organisation_list": MEMBERS,
    "accounts:prove_elsewhere": NO_MEMBER,
    "accounts:remove_domain": BUTTON,
    "accounts:remove_factor": BUTTON,
    "accounts:remove_organisation": BUTTON,
    "accounts:remove_theme": BUTTON,
    "accounts:require_second_factor": READS_LOG,
    "accounts:session_list": MEMBERS,
    "accounts:token_list": MEMBERS,
    "accounts:unlink_identity": BUTTON,
    "accounts:withdraw_invitation": BUTTON,
    "add_offer_by_link": (SPENT,) * 6,
    "answer_by_link": NOBODY_AT_ALL,
    "answer_round": NOBODY_AT_ALL,
    "answer_help_by_link": NOBODY_AT_ALL,
    "answer_ride_by_link": NOBODY_AT_ALL,
    "answer_table_invitation_by_link": NOBODY_AT_ALL,
    "api-1.0.0:account": MACHINES,
    "api-1.0.0:add_desk": MACHINES,
    "api-1.0.0:add_domain": MACHINES,
    "api-1.0.0:add_holiday": MACHINES_BUTTON,
    "api-1.0.0:add_offer": MACHINES,
    "api-1.0.0:add_organisation": MACHINES,
    "api-1.0.0:add_seat": MACHINES,
    "api-1.0.0:add_table": MACHINES,
    "api-1.0.0:add_table_seat": MACHINES_BUTTON,
    "api-1.0.0:add_theme": MACHINES,
    "api-1.0.0:admit_name": MACHINES_BUTTON,
    "api-1.0.0:answer_ask": MACHINES_BUTTON,
    "api-1.0.0:answer_introduction": MACHINES_BUTTON,
    "api-1.0.0:answer_list": MACHINES_COORDINATOR,
    "api-1.0.0:answer_objection": MACHINES_BUTTON,
    "api-1.0.0:answer_round": MACHINES_NOBODY,
    "api-1.0.0:answer_ride": MACHINES_BUTTON,
    "api-1.0.0:answer_table_invitation": MACHINES_BUTTON,
    "api-1.0.0:api-root": (*NOBODY_AT_ALL[:5], NO_TOKEN),
    "api-1.0.0:apply_import": MACHINES_BUTTON,
    "api-1.0.0:ask_list": MACHINES,
    "api-1.0.0:ask_for_help": MACHINES_BUTTON,
    "api-1.0.0:ask_introducer": MACHINES,
    "api-1.0.0:ask_ride": MACHINES_BUTTON,
    "api-1.0.0:cancel_meeting": MACHINES_COORDINATOR,
    "api-1.0.0:require_second_factor": MACHINES_READ_LOG,
    "api-1.0.0:sign_in_rule": MACHINES_READ_LOG,
    "api-1.0.0:change_account": MACHINES,
    "api-1.0.0:change_agreement": MACHINES_BUTTON,
    "api-1.0.0:change_desk": MACHINES,
    "api-1.0.0:change_decision": MACHINES_BUTTON,
    "api-1.0.0:change_domain": MACHINES_BUTTON,
    "api-1.0.0:change_meeting": MACHINES_COORDINATOR,
    "api-1.0.0:change_organisation": MACHINES_BUTTON,
    "api-1.0.0:change_person": MACHINES_KNOW_THEM,
    "api-1.0.0:change_seat": MACHINES_BUTTON,
    "api-1.0.0:change_table": MACHINES_TABLE,
    "api-1.0.0:change_theme": MACHINES_BUTTON,
    "api-1.0.0:decline_round": MACHINES_BUTTON,
    "api-1.0.0:finish_answer": MACHINES_BUTTON,
    "api-1.0.0:keep_earlier": MACHINES_BUTTON,
    "api-1.0.0:name_contacts": MACHINES_NOBODY,
    "api-1.0.0:name_missing": MACHINES_BUTTON,
    "api-1.0.0:say_how_often": MACHINES_BUTTON,
    "api-1.0.0:close_round": MACHINES_BUTTON,
    "api-1.0.0:check_desk": MACHINES_BUTTON,
    "api-1.0.0:choose_weekly_mail": MACHINES_BUTTON,
    "api-1.0.0:consent_list": MACHINES_COORDINATOR,
    "api-1.0.0:desk_detail": MACHINES,
    "api-1.0.0:desk_list": MACHINES,
    "api-1.0.0:discard_import": MACHINES_BUTTON,
    "api-1.0.0:domain_detail": MACHINES,
    "api-1.0.0:domain_list": MACHINES,
    "api-1.0.0:drop_name": MACHINES_BUTTON,
    "api-1.0.0:end_offer": MACHINES_BUTTON,
    "api-1.0.0:end_question": MACHINES_NOBODY,
    "api-1.0.0:empty_table_seat": MACHINES_BUTTON,
    "api-1.0.0:end_agreement": MACHINES_BUTTON,
    "api-1.0.0:end_table": MACHINES_BUTTON,
    "api-1.0.0:export_log": MACHINES_BUTTON,
    "api-1.0.0:export_network": MACHINES_BUTTON,
    "api-1.0.0:export_person": MACHINES_BUTTON,
    "api-1.0.0:fill_table_seat": MACHINES_BUTTON,
    "api-1.0.0:give_back_contact": MACHINES_BUTTON,
    "api-1.0.0:guest_list": MACHINES_COORDINATOR,
    "api-1.0.0:hand_over_chair": MACHINES_BUTTON,
    "api-1.0.0:hand_over_contacts": MACHINES_BUTTON,
    "api-1.0.0:handover_sheet": MACHINES_KNOW_THEM,
    "api-1.0.0:hand_over_contact": MACHINES_BUTTON,
    "api-1.0.0:help_page": MACHINES,
    "api-1.0.0:import_list": MACHINES,
    "api-1.0.0:introduction_list": MACHINES,
    "api-1.0.0:invite_person": MACHINES_BUTTON,
    "api-1.0.0:key_person_list": MACHINES,
    "api-1.0.0:leave_seat_out": MACHINES_BUTTON,
    "api-1.0.0:let_introduction_rest": MACHINES_BUTTON,
    "api-1.0.0:letter_list": MACHINES_COORDINATOR,
    "api-1.0.0:log_list": MACHINES_READ_LOG,
    "api-1.0.0:make_contact_card": MACHINES_BUTTON,
    "api-1.0.0:map_import": MACHINES_BUTTON,
    "api-1.0.0:meeting_detail": MACHINES_COORDINATOR,
    "api-1.0.0:member_list": MACHINES,
    "api-1.0.0:merge_organisation": MACHINES_BUTTON,
    "api-1.0.0:move_domain_up": MACHINES_BUTTON,
    "api-1.0.0:move_seat_up": MACHINES_BUTTON,
    "api-1.0.0:move_theme_up": MACHINES_BUTTON,
    "api-1.0.0:network_map": MACHINES,
    "api-1.0.0:note_speaking": MACHINES_BUTTON,
    "api-1.0.0:objection_list": MACHINES_COORDINATOR,
    "api-1.0.0:open_answer": MACHINES_BUTTON,
    "api-1.0.0:open_round": MACHINES,
    "api-1.0.0:offer_list": MACHINES,
    "api-1.0.0:organisation_detail": MACHINES,
    "api-1.0.0:organisation_list": MACHINES,
    "api-1.0.0:own_load": MACHINES,
    "api-1.0.0:pair_detail": MACHINES_COORDINATOR,
    "api-1.0.0:person_detail": MACHINES_KNOW_THEM,
    "api-1.0.0:person_list": MACHINES,
    "api-1.0.0:preview_question": MACHINES_BUTTON,
    "api-1.0.0:plan_meeting": MACHINES_BUTTON,
    "api-1.0.0:privacy": MACHINES_READ_LOG,
    "api-1.0.0:propose_desks": MACHINES_BUTTON,
    "api-1.0.0:propose_seats": MACHINES_BUTTON,
    "api-1.0.0:publication_list": MACHINES,
    "api-1.0.0:publish_report": MACHINES,
    "api-1.0.0:put_off_contact": MACHINES_BUTTON,
    "api-1.0.0:put_on_theme": MACHINES_BUTTON,
    "api-1.0.0:question_detail": MACHINES_NOBODY,
    "api-1.0.0:record_agreement": MACHINES_BUTTON,
    "api-1.0.0:record_contact": MACHINES_BUTTON,
    "api-1.0.0:record_decision": MACHINES_BUTTON,
    "api-1.0.0:record_first_contact": MACHINES_BUTTON,
    "api-1.0.0:record_meeting": MACHINES_BUTTON,
    "api-1.0.0:record_objection": MACHINES_BUTTON,
    "api-1.0.0:record_presence": MACHINES_BUTTON,
    "api-1.0.0:send_minutes": MACHINES_BUTTON,
    "api-1.0.0:tell_meeting": MACHINES_BUTTON,
    "api-1.0.0:record_processing": MACHINES_BUTTON,
    "api-1.0.0:record_told": MACHINES_BUTTON,
    "api-1.0.0:remove_desk": MACHINES,
    "api-1.0.0:remove_domain": MACHINES_BUTTON,
    "api-1.0.0:remove_holiday": MACHINES_BUTTON,
    "api-1.0.0:remove_moment": MACHINES_BUTTON,
    "api-1.0.0:remove_organisation": MACHINES_BUTTON,
    "api-1.0.0:remove_rhythm": MACHINES_BUTTON,
    "api-1.0.0:remove_seat": MACHINES_BUTTON,
    "api-1.0.0:remove_table_seat": MACHINES_BUTTON,
    "api-1.0.0:remove_theme": MACHINES_BUTTON,
    "api-1.0.0:report_decision": MACHINES_BUTTON,
    "api-1.0.0:review_import": MACHINES_COORDINATOR,
    "api-1.0.0:round_detail": MACHINES,
    "api-1.0.0:round_list": MACHINES,
    "api-1.0.0:ride_list": MACHINES,
    "api-1.0.0:search": MACHINES,
    "api-1.0.0:set_rhythm": MACHINES_BUTTON,
    "api-1.0.0:set_time_aside": MACHINES_BUTTON,
    "api-1.0.0:settle_moment": MACHINES_BUTTON,
    "api-1.0.0:show_reach": MACHINES_BUTTON,
    "api-1.0.0:silent_list": MACHINES,
    "api-1.0.0:silo_report": MACHINES,
    "api-1.0.0:start_import": MACHINES,
    "api-1.0.0:suggestion_list": MACHINES,
    "api-1.0.0:table_detail": MACHINES_TABLE,
    "api-1.0.0:table_list": MACHINES,
    "api-1.0.0:take_back_invitation": MACHINES_BUTTON,
    "api-1.0.0:take_back_objection": MACHINES_BUTTON,
    "api-1.0.0:take_back_turn": MACHINES_BUTTON,
    "api-1.0.0:take_off_theme": MACHINES_BUTTON,
    "api-1.0.0:take_over_contact": MACHINES_BUTTON,
    "api-1.0.0:tell_minutes": MACHINES_BUTTON,
    "api-1.0.0:tell_people": MACHINES_BUTTON,
    "api-1.0.0:tell_person": MACHINES_BUTTON,
    "api-1.0.0:thank": MACHINES_BUTTON,
    "api-1.0.0:theme_detail": MACHINES,
    "api-1.0.0:theme_list": MACHINES,
    "api-1.0.0:today": MACHINES,
    "api-1.0.0:undo_answer": MACHINES_BUTTON,
    "api-1.0.0:undo_import": MACHINES_BUTTON,
    "api-1.0.0:upkeep": MACHINES,
    "api-1.0.0:withdraw_person": MACHINES_BUTTON,
    "api-1.0.0:withdraw_publication": MACHINES_BUTTON,
    "api-1.0.0:write_letters": MACHINES_COORDINATOR,
    "api-1.0.0:write_minutes": MACHINES_BUTTON,
    "api_page": EVERYBODY,
    "change_by_link": (SPENT,) * 6,
    "decline_round": NOBODY_AT_ALL,
    "end_offer_by_link": (POST_ONLY,) * 6,
    "end_agreement_by_link": (SPENT,) * 6,
    "export_by_link": (POST_ONLY,) * 6,
    "finish_answer": NOBODY_AT_ALL,
    "gallery": EVERYBODY,
    "health": EVERYBODY,
    "home:export_log": BUTTON,
    "home:menu": MEMBERS,
    "home:privacy": READS_LOG,
    "home:record_processing": MEMBERS,
    "home:search": MEMBERS,
    "home:today": MEMBERS,
    "keep_earlier": NOBODY_AT_ALL,
    "mail:demo_inbox": (*NOBODY_AT_ALL[:5], SIGN_IN),
    "mfa_authenticate": (DONE, DONE, DONE, DONE, DONE, SIGN_IN),
    "mfa_login_webauthn": (DONE, DONE, DONE, DONE, DONE, SIGN_IN),
    "name_missing": NOBODY_AT_ALL,
    "network:add_desk": MEMBERS,
    "calendar_feed": NOBODY_AT_ALL,
    "meeting_day": NOBODY_AT_ALL,
    "network:add_holiday": MEMBERS,
    "network:add_offer": IN_THE_NETWORK,
    "network:add_seat": MEMBERS,
    "network:admit_name": BUTTON,
    "network:answer_ask": NO_MEMBER,
    "network:answer_introduction": BUTTON,
    "network:answer_list": COORDINATOR,
    "network:answer_objection": WHO_KNOWS_THEM,
    "network:apply_import": BUTTON,
    "network:ask_for_help": MEMBERS,
    "network:ask_introducer": NO_MEMBER,
    "network:change_agreement": COORDINATOR,
    "network:change_desk": MEMBERS,
    "network:change_person": WHO_KNOWS_THEM,
    "network:change_seat": MEMBERS,
    "network:close_round": MEMBERS,
    "network:check_desk": BUTTON,
    "network:choose_weekly_mail": MEMBERS,
    "network:consent_list": COORDINATOR,
    "network:desk_detail": MEMBERS,
    "network:desk_list": MEMBERS,
    "network:discard_import": BUTTON,
    "network:domain_detail": MEMBERS,
    "network:drop_name": BUTTON,
    "network:end_offer": BUTTON,
    "network:end_question": BUTTON,
    "network:end_agreement": COORDINATOR,
    "network:export_network": MEMBERS,
    "network:export_person": BUTTON,
    "network:give_back_contact": BUTTON,
    "network:hand_over_contacts": WHO_KNOWS_THEM,
    "network:handover_sheet": WHO_KNOWS_THEM,
    "network:hand_over_contact": WHO_KNOWS_THEM,
    "network:help_page": MEMBERS,
    "network:introduction_list": MEMBERS,
    "network:key_person_list": MEMBERS,
    "network:let_introduction_rest": BUTTON,
    "network:letter_list": COORDINATOR,
    "network:make_contact_card": BUTTON,
    "network:map_import": BUTTON,
    "network:move_seat_up": BUTTON,
    "network:network": MEMBERS,
    "network:network_map": MEMBERS,
    "network:objection_list": COORDINATOR,
    "network:open_answer": NO_MEMBER,
    "network:open_round": MEMBERS,
    "network:offer_list": MEMBERS,
    "network:organisation_detail": MEMBERS,
    "network:pair_detail": COORDINATOR,
    "network:person_detail": WHO_KNOWS_THEM,
    "network:person_list": MEMBERS,
    "network:propose_desks": BUTTON,
    "network:propose_seats": BUTTON,
    "network:publish_report": MEMBERS,
    "network:put_off_contact": BUTTON,
    "network:put_on_theme": BUTTON,
    "network:question_detail": NO_MEMBER,
    "network:record_agreement": WHO_KNOWS_THEM,
    "network:record_contact": WHO_KNOWS_THEM,
    "network:record_first_contact": WHO_KNOWS_THEM,
    "network:record_meeting": COORDINATOR,
    "network:record_objection": WHO_KNOWS_THEM,
    "network:record_told": BUTTON,
    "network:remove_desk": BUTTON,
    "network:remove_holiday": BUTTON,
    "network:remove_moment": BUTTON,
    "network:remove_rhythm": BUTTON,
    "network:remove_seat": BUTTON,
    "network:review_import": COORDINATOR,
    "network:round_detail": MEMBERS,
    "network:round_list": MEMBERS,
    "network:set_rhythm": MEMBERS,
    "network:set_time_aside": MEMBERS,
    "network:settle_moment": BUTTON,
    "network:show_reach": BUTTON,
    "network:silent_list": MEMBERS,
    "network:silo_report": MEMBERS,
    "network:start_import": MEMBERS,
    "network:take_back_objection": BUTTON,
    "network:take_back_turn": BUTTON,
    "network:take_off_theme": BUTTON,
    "network:take_over_contact": NO_MEMBER,
    "network:tell_minutes": BUTTON,
    "network:tell_people": COORDINATOR,
    "network:tell_person": WHO_KNOWS_THEM,
    "network:thank": BUTTON,
    "network:theme_detail": MEMBERS,
    "network:undo_answer": BUTTON,
    "network:undo_import": COORDINATOR,
    "network:upkeep": MEMBERS,
    "network:withdraw_person": WHO_KNOWS_THEM,
    "network:withdraw_publication": COORDINATOR,
    "network:write_letters": BUTTON,
    "never": EVERYBODY,
    "object_by_link": (SPENT,) * 6,
    "openapi": EVERYBODY,
    "openid_connect_callback": NOBODY_AT_ALL,
    "openid_connect_login": (POST_ONLY,) * 6,
    "own_page": (SPENT,) * 6,
    "ready": EVERYBODY,
    "publication_detail": NOBODY_AT_ALL,
    "round_result": NOBODY_AT_ALL,
    "say_how_often": NOBODY_AT_ALL,
    "set_language": (POST_ONLY,) * 6,
    "stop_weekly_mail": NOBODY_AT_ALL,
    "start": (DONE, DONE, DONE, DONE, DONE, SIGN_IN),
    "tables:add_table": MEMBERS,
    "tables:tell_meeting": COORDINATOR,
    "tables:add_table_seat": SEES_TABLES,
    "tables:answer_ride": BUTTON,
    "tables:answer_table_invitation": BUTTON,
    "tables:ask_ride": NO_MEMBER,
    "tables:cancel_meeting": COORDINATOR,
    "tables:change_decision": COORDINATOR,
    "tables:change_meeting": COORDINATOR,
    "tables:change_table": SEES_TABLES,
    "tables:empty_table_seat": BUTTON,
    "tables:end_table": BUTTON,
    "tables:fill_table_seat": COORDINATOR,
    "tables:guest_list": COORDINATOR,
    "tables:hand_over_chair": BUTTON,
    "tables:invite_person": NO_MEMBER,
    "tables:leave_seat_out": BUTTON,
    "tables:meeting_detail": COORDINATOR,
    "tables:note_speaking": COORDINATOR,
    "tables:plan_meeting": SEES_TABLES,
    "tables:record_decision": SEES_TABLES,
    "tables:record_presence": COORDINATOR,
    "tables:remove_table_seat": BUTTON,
    "tables:report_decision": BUTTON,
    "tables:ride_list": MEMBERS,
    "tables:table_detail": SEES_TABLES,
    "tables:table_list": MEMBERS,
    "tables:send_minutes": COORDINATOR,
    "tables:take_back_invitation": BUTTON,
    "tables:write_minutes": COORDINATOR,
    "take_back_by_link": (POST_ONLY,) * 6,
    "tell_minutes_by_link": NOBODY_AT_ALL,
    "type_code": EVERYBODY,
    "withdraw_by_link": (SPENT,) * 6,
}


def test_every_address_has_a_line_here_and_every_line_an_address() -> None:
    assert {place.name for place in every_place()} == set(EXPECTED)


def test_everybody_gets_the_answer_that_is_promised_with_every_header(
    cast: Cast, settings: Settings
) -> None:
    settings.IS_SECURE = True
    clients = {who: cast.client(who) for who in WHO}
    things, bare, wrong = things_of(cast.waterdal), list[str](), dict[str, dict[str, str]]()
    for place in every_place():
        answers = [clients[who].get(place.at("waterdal", things)) for who in WHO]
        bare += [said for one in answers for said in missing_headers(one, f"get {place.name}")]
        found = tuple(answer(one) for one in answers)
        if found != EXPECTED.get(place.name):
            wrong[place.name] = dict(zip(WHO, found, strict=True))
    assert not wrong
    assert not bare, "\n".join(bare)


def test_whoever_holds_a_link_gets_its_page_with_or_without_account(cast: Cast) -> None:
    things = things_of(cast.waterdal)
    things |= secrets_of(cast.waterdal, things)
    for who in WHO:
        client = cast.client(who)
        for place in every_place():
            if place.has_secret:
                looked = answer(client.get(place.at("waterdal", things)))
                assert looked in {PAGE, POST_ONLY}, f"{who} at {place.name}"


@pytest.mark.parametrize(
    ("who", "expected"), [("wim", {NOT_THERE}), ("nobody", {SIGN_IN, NO_TOKEN, "403"})]
)
def test_whoever_does_not_belong_here_sends_nothing(
    cast: Cast, who: str, expected: set[str]
) -> None:
    client, things = cast.client(who), things_of(cast.waterdal)
    answers = {
        place.name: _send(client, place, place.at("waterdal", things))
        for place in every_place()
        if place.is_inside
    }
    wrong = {name: found for name, found in answers.items() if found not in expected}
    assert not wrong


def _send(client: Client, place: Place, address: str) -> str:
    """Send an empty form, or in the API what the operation takes."""
    if not place.is_for_machines:
        return answer(client.post(address))
    answers = {
        answer(client.generic(method, address, json.dumps({}), content_type="application/json"))
        for method in ("POST", "PUT", "PATCH", "DELETE")
    }
    return answers.pop() if len(answers) == 1 else " ".join(sorted(answers))
