"""Who gets which answer at which address; an address without a line here does not pass.

Each line tells, in this order, what Noor, Bram, Hanneke, Joost, Wim and nobody get when they look
at something of Waterdal. (Samira has no account: where no link is asked for, she is nobody.)
"""

import json

import pytest
from django.test import Client

from tests.answers import DONE, NOT_THERE, PAGE, POST_ONLY, SIGN_IN, SPENT, answer
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
# Only behind a button of another page, which says about what.
NO_MEMBER = (NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, SIGN_IN)
MACHINES = (PAGE, PAGE, PAGE, PAGE, NOT_THERE, NO_TOKEN)
MACHINES_COORDINATOR = (PAGE, NOT_THERE, NOT_THERE, NOT_THERE, NOT_THERE, NO_TOKEN)
MACHINES_TABLE = (PAGE, PAGE, PAGE, NOT_THERE, NOT_THERE, NO_TOKEN)
MACHINES_READ_LOG = (PAGE, NOT_THERE, NOT_THERE, PAGE, NOT_THERE, NO_TOKEN)
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
    "accounts:end_token": BUTTON,
    "accounts:factor_list": MEMBERS,
    "accounts:invite_member": MEMBERS,
    "accounts:link_identity": NO_MEMBER,
    "accounts:make_recovery_codes": BUTTON,
    "accounts:make_token": MEMBERS,
    "accounts:member_list": MEMBERS,
    "accounts:merge_organisation": MEMBERS,
    "accounts:move_domain_up": BUTTON,
    "accounts:move_theme_up": BUTTON,
    "accounts:organisation_list": MEMBERS,
    "accounts:remove_domain": BUTTON,
    "accounts:remove_factor": BUTTON,
    "accounts:remove_organisation": BUTTON,
    "accounts:remove_theme": BUTTON,
    "accounts:session_list": MEMBERS,
    "accounts:token_list": MEMBERS,
    "accounts:unlink_identity": BUTTON,
    "accounts:withdraw_invitation": BUTTON,
    "answer_by_link": NOBODY_AT_ALL,
    "answer_ride_by_link": NOBODY_AT_ALL,
    "answer_table_invitation_by_link": NOBODY_AT_ALL,
    "api-1.0.0:account": MACHINES,
    "api-1.0.0:add_domain": MACHINES,
    "api-1.0.0:add_holiday": MACHINES_BUTTON,
    "api-1.0.0:add_organisation": MACHINES,
    "api-1.0.0:add_seat": MACHINES,
    "api-1.0.0:add_table": MACHINES,
    "api-1.0.0:add_table_seat": MACHINES_BUTTON,
    "api-1.0.0:add_theme": MACHINES,
    "api-1.0.0:answer_introduction": MACHINES_BUTTON,
    "api-1.0.0:answer_objection": MACHINES_BUTTON,
    "api-1.0.0:answer_ride": MACHINES_BUTTON,
    "api-1.0.0:answer_table_invitation": MACHINES_BUTTON,
    "api-1.0.0:api-root": (*NOBODY_AT_ALL[:5], NO_TOKEN),
    "api-1.0.0:apply_import": MACHINES_BUTTON,
    "api-1.0.0:ask_introducer": MACHINES,
    "api-1.0.0:ask_ride": MACHINES_BUTTON,
    "api-1.0.0:cancel_meeting": MACHINES_COORDINATOR,
    "api-1.0.0:change_account": MACHINES,
    "api-1.0.0:change_agreement": MACHINES_BUTTON,
    "api-1.0.0:change_decision": MACHINES_BUTTON,
    "api-1.0.0:change_domain": MACHINES_BUTTON,
    "api-1.0.0:change_meeting": MACHINES_COORDINATOR,
    "api-1.0.0:change_organisation": MACHINES_BUTTON,
    "api-1.0.0:change_person": MACHINES_KNOW_THEM,
    "api-1.0.0:change_seat": MACHINES_BUTTON,
    "api-1.0.0:change_table": MACHINES_TABLE,
    "api-1.0.0:change_theme": MACHINES_BUTTON,
    "api-1.0.0:consent_list": MACHINES_COORDINATOR,
    "api-1.0.0:discard_import": MACHINES_BUTTON,
    "api-1.0.0:domain_detail": MACHINES,
    "api-1.0.0:domain_list": MACHINES,
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
    "api-1.0.0:handover_sheet": MACHINES_KNOW_THEM,
    "api-1.0.0:hand_over_contact": MACHINES_BUTTON,
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
    "api-1.0.0:organisation_detail": MACHINES,
    "api-1.0.0:organisation_list": MACHINES,
    "api-1.0.0:own_load": MACHINES,
    "api-1.0.0:pair_detail": MACHINES_COORDINATOR,
    "api-1.0.0:person_detail": MACHINES_KNOW_THEM,
    "api-1.0.0:person_list": MACHINES,
    "api-1.0.0:plan_meeting": MACHINES_BUTTON,
    "api-1.0.0:privacy": MACHINES_READ_LOG,
    "api-1.0.0:propose_seats": MACHINES_BUTTON,
    "api-1.0.0:publication_list": MACHINES,
    "api-1.0.0:publish_report": MACHINES,
    "api-1.0.0:put_off_contact": MACHINES_BUTTON,
    "api-1.0.0:put_on_theme": MACHINES_BUTTON,
    "api-1.0.0:record_agreement": MACHINES_BUTTON,
    "api-1.0.0:record_contact": MACHINES_BUTTON,
    "api-1.0.0:record_decision": MACHINES_BUTTON,
    "api-1.0.0:record_meeting": MACHINES_BUTTON,
    "api-1.0.0:record_objection": MACHINES_BUTTON,
    "api-1.0.0:record_presence": MACHINES_BUTTON,
    "api-1.0.0:record_processing": MACHINES_BUTTON,
    "api-1.0.0:record_told": MACHINES_BUTTON,
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
    "api-1.0.0:ride_list": MACHINES,
    "api-1.0.0:search": MACHINES,
    "api-1.0.0:set_rhythm": MACHINES_BUTTON,
    "api-1.0.0:set_time_aside": MACHINES_BUTTON,
    "api-1.0.0:settle_moment": MACHINES_BUTTON,
    "api-1.0.0:show_reach": MACHINES_BUTTON,
    "api-1.0.0:silo_report": MACHINES,
    "api-1.0.0:start_import": MACHINES,
    "api-1.0.0:suggestion_list": MACHINES,
    "api-1.0.0:table_detail": MACHINES_TABLE,
    "api-1.0.0:table_list": MACHINES,
    "api-1.0.0:take_back_invitation": MACHINES_BUTTON,
    "api-1.0.0:take_back_objection": MACHINES_BUTTON,
    "api-1.0.0:take_off_theme": MACHINES_BUTTON,
    "api-1.0.0:take_over_contact": MACHINES_BUTTON,
    "api-1.0.0:tell_people": MACHINES_BUTTON,
    "api-1.0.0:tell_person": MACHINES_BUTTON,
    "api-1.0.0:theme_detail": MACHINES,
    "api-1.0.0:theme_list": MACHINES,
    "api-1.0.0:today": MACHINES,
    "api-1.0.0:undo_import": MACHINES_BUTTON,
    "api-1.0.0:upkeep": MACHINES,
    "api-1.0.0:withdraw_person": MACHINES_BUTTON,
    "api-1.0.0:withdraw_publication": MACHINES_BUTTON,
    "api-1.0.0:write_letters": MACHINES_COORDINATOR,
    "api_page": EVERYBODY,
    "change_by_link": (SPENT,) * 6,
    "end_agreement_by_link": (POST_ONLY,) * 6,
    "export_by_link": (POST_ONLY,) * 6,
    "gallery": EVERYBODY,
    "health": EVERYBODY,
    "home:export_log": BUTTON,
    "home:menu": MEMBERS,
    "home:privacy": READS_LOG,
    "home:record_processing": MEMBERS,
    "home:search": MEMBERS,
    "home:today": MEMBERS,
    "mail:demo_inbox": (*NOBODY_AT_ALL[:5], SIGN_IN),
    "mfa_authenticate": (DONE, DONE, DONE, DONE, DONE, SIGN_IN),
    "mfa_login_webauthn": (DONE, DONE, DONE, DONE, DONE, SIGN_IN),
    "network:add_holiday": MEMBERS,
    "network:add_seat": MEMBERS,
    "network:answer_introduction": BUTTON,
    "network:answer_objection": WHO_KNOWS_THEM,
    "network:apply_import": BUTTON,
    "network:ask_introducer": NO_MEMBER,
    "network:change_agreement": COORDINATOR,
    "network:change_person": WHO_KNOWS_THEM,
    "network:change_seat": MEMBERS,
    "network:consent_list": COORDINATOR,
    "network:discard_import": BUTTON,
    "network:domain_detail": MEMBERS,
    "network:end_agreement": BUTTON,
    "network:export_network": MEMBERS,
    "network:export_person": BUTTON,
    "network:give_back_contact": BUTTON,
    "network:handover_sheet": WHO_KNOWS_THEM,
    "network:hand_over_contact": WHO_KNOWS_THEM,
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
    "network:organisation_detail": MEMBERS,
    "network:pair_detail": COORDINATOR,
    "network:person_detail": WHO_KNOWS_THEM,
    "network:person_list": MEMBERS,
    "network:propose_seats": BUTTON,
    "network:publish_report": MEMBERS,
    "network:put_off_contact": BUTTON,
    "network:put_on_theme": BUTTON,
    "network:record_agreement": WHO_KNOWS_THEM,
    "network:record_contact": WHO_KNOWS_THEM,
    "network:record_meeting": COORDINATOR,
    "network:record_objection": WHO_KNOWS_THEM,
    "network:record_told": BUTTON,
    "network:remove_holiday": BUTTON,
    "network:remove_moment": BUTTON,
    "network:remove_rhythm": BUTTON,
    "network:remove_seat": BUTTON,
    "network:review_import": COORDINATOR,
    "network:set_rhythm": MEMBERS,
    "network:set_time_aside": MEMBERS,
    "network:settle_moment": BUTTON,
    "network:show_reach": BUTTON,
    "network:silo_report": MEMBERS,
    "network:start_import": MEMBERS,
    "network:take_back_objection": BUTTON,
    "network:take_off_theme": BUTTON,
    "network:take_over_contact": NO_MEMBER,
    "network:tell_people": COORDINATOR,
    "network:tell_person": WHO_KNOWS_THEM,
    "network:theme_detail": MEMBERS,
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
    "set_language": (POST_ONLY,) * 6,
    "start": (DONE, DONE, DONE, DONE, DONE, SIGN_IN),
    "tables:add_table": MEMBERS,
    "tables:add_table_seat": SEES_TABLES,
    "tables:answer_ride": BUTTON,
    "tables:answer_table_invitation": BUTTON,
    "tables:ask_ride": NO_MEMBER,
    "tables:cancel_meeting": BUTTON,
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
    "tables:take_back_invitation": BUTTON,
    "take_back_by_link": (POST_ONLY,) * 6,
    "type_code": EVERYBODY,
    "withdraw_by_link": (SPENT,) * 6,
}


def test_every_address_has_a_line_here_and_every_line_an_address() -> None:
    assert {place.name for place in every_place()} == set(EXPECTED)


def test_everybody_gets_the_answer_that_is_promised(cast: Cast) -> None:
    clients = {who: cast.client(who) for who in WHO}
    things = things_of(cast.waterdal)
    found = {
        place.name: tuple(answer(clients[who].get(place.at("waterdal", things))) for who in WHO)
        for place in every_place()
    }
    wrong = {name: dict(zip(WHO, answers, strict=True)) for name, answers in found.items()
             if answers != EXPECTED.get(name)}  # fmt: skip
    assert not wrong


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
