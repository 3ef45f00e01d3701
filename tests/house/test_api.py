"""The API has a sibling for every view, and keeps to the design rules of the Dutch government.

The rules are those of NLGov REST API Design Rules; a test names the rule that it is about.
"""

import json
import re
from collections.abc import Iterator
from typing import Any  # an OpenAPI document is a nest of Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string
from pytest_django import Settings

from dwarsverband.foundation.api.areas import area_words
from dwarsverband.foundation.api.auth import MemberAuth
from tests.answers import text
from tests.cast import Cast
from tests.house import source
from tests.machines import ask, token
from tests.places import every_place, things_of

Operation = dict[str, Any]
API = import_string(settings.API)
DOCUMENT = API.get_openapi_schema()
METHODS = {"get", "put", "post", "delete", "patch"}
# Views without a sibling, each with its reason; a view outside a partnership needs none: whoever
# opens it holds a link, or is nobody yet.
WITHOUT = {
    "accounts:token_list": "tokens are made and ended by people, never by a program",
    "accounts:make_token": "the same",
    "accounts:end_token": "the same",
    "accounts:calendar": "an address with a secret is made and ended by people, never by a program",
    "accounts:make_calendar": "the same",
    "accounts:end_calendar": "the same",
    "accounts:factor_list": "people sign in with a second step, programs with a token",
    "accounts:add_app": "the same",
    "accounts:add_passkey": "the same",
    "accounts:remove_factor": "the same",
    "accounts:make_recovery_codes": "the same",
    "accounts:confirm_identity": "the same",
    "accounts:link_identity": "the same",
    "accounts:unlink_identity": "the same",
    "accounts:prove_elsewhere": "the same",
    "accounts:session_list": "the same",
    "accounts:end_session": "the same",
    "accounts:end_other_sessions": "the same",
    "accounts:invite_member": "who takes part is decided by people, never by a program",
    "accounts:withdraw_invitation": "the same",
    "accounts:change_membership": "the same",
    "accounts:end_membership": "the same",
    "home:menu": "the way to other pages",
    "mail:demo_inbox": "of the demo only",
    "network:network": "the same view as network:silo_report",
}
# Of the design rules, those that no test can see, each with its reason; the others are named by a test.
TOLD_HERE = {
    "/core/naming-resources": "that a word is a noun is for a reader; buttons are named by their verb",
    "/core/interface-language": "the words of the field are English; reference/terms.md holds them",
    "/core/hide-implementation": "schemas list their fields by hand; no model is shown as it is stored",
    "/core/doc-language": "the description is English as the interface; /api tells it in Dutch too",
    "/core/deprecation-schedule": "nothing is deprecated yet; it will stand in CHANGELOG.md",
    "/core/transition-period": "there is one major version",
    "/core/changelog": "CHANGELOG.md",
    "/core/modules/geospatial": "no geometry is answered",
    "/core/modules/signing": "no payload is signed; the log is, and it is a file",
    "/core/modules/encryption": "no payload is encrypted beyond TLS",
}
NLGOV = """
naming-resources naming-collections interface-language no-trailing-slash path-segments-kebab-case
query-keys-camel-case hide-implementation date-time/format date-time/timezone
date-time/date-omit-time-portion http-methods http-safety http-response-code stateless nested-child
resource-operations error-handling/problem-details error-handling/invalid-input
error-handling/all-errors doc-openapi doc-openapi-contact doc-language publish-openapi
deprecation-schedule transition-period uri-version changelog semver version-header transport/tls
transport/no-sensitive-uris transport/security-headers transport/cors modules/geospatial
modules/signing modules/encryption
"""
# Lists that stand within a larger page.
PARTS = {
    # Behind a link of their own they are pages; a member reaches them from their own list.
    "answer_round": "open_answer",
    "decline_round": "open_answer",
    "finish_answer": "open_answer",
    "keep_earlier": "open_answer",
    "name_contacts": "open_answer",
    "name_missing": "open_answer",
    "say_how_often": "open_answer",
    "ask_list": "help_page",
    "import_list": "start_import",
    "log_list": "privacy",
    "preview_question": "ask_for_help",
    "own_load": "silo_report",
    "publication_list": "publish_report",
    "sign_in_rule": "require_second_factor",
    "suggestion_list": "introduction_list",
    "theme_list": "domain_list",
}
COLLECTIONS = {
    **{
        "consent": "one",
        "privacy": "one",
        "processing": "one",
        "sign-in-rule": "one",
        "today": "one",
    },
    **{"upkeep": "one", "help": "one"},
}


def _operations() -> Iterator[tuple[str, str, Operation]]:
    for path, operations in DOCUMENT["paths"].items():
        for method, operation in operations.items():
            yield path, method, operation


def _named() -> dict[str, Operation]:
    return {one["operationId"]: one for _path, _method, one in _operations()}


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for inner in node.values():
            yield from _nodes(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _nodes(inner)


# Siblings


def test_every_view_has_an_operation_of_the_same_name_or_a_reason_why_not() -> None:
    views = {one.name for one in every_place() if one.is_inside and not one.is_for_machines}
    without = {name for name in views if name.partition(":")[2] not in _named()}
    assert without == set(WITHOUT), "Give it a sibling, or say why it has none."


def test_every_operation_has_a_view_of_the_same_name() -> None:
    views = {one.name.partition(":")[2] for one in every_place() if not one.is_for_machines}
    assert set(_named()) - views == set(PARTS)
    assert set(PARTS.values()) <= views


def test_an_operation_has_a_name_of_its_own() -> None:
    names = [one["operationId"] for _path, _method, one in _operations()]
    assert len(names) == len(set(names))


def test_every_operation_belongs_to_one_area_and_a_token_reaches_it_by_that_name() -> None:
    for router in API._get_bound_routers():
        for view in router.path_operations.values():
            for one in view.operations:
                (area,) = one.tags
                (guard,) = one.auth_callbacks
                assert area in area_words(), f"Name {area} in the plate of its module."
                assert isinstance(guard, MemberAuth)
                assert guard.area == area, f"{one.view_func.__name__}: use area_router"


def test_whatever_is_sent_lists_its_fields_and_refuses_others() -> None:
    for path, method, one in _operations():
        for kind, content in one.get("requestBody", {}).get("content", {}).items():
            name = content["schema"].get("$ref", "").rpartition("/")[2]
            schema = DOCUMENT["components"]["schemas"].get(name, {})
            is_closed = schema.get("additionalProperties") is False
            assert is_closed or kind.startswith("multipart/"), f"{method} {path}: use Input"


# The design rules


def test_every_design_rule_has_a_test_or_a_reason_why_not() -> None:
    tested = set(re.findall(r"/core/[a-z/-]+[a-z]", " ".join(_told_by_tests())))
    rules = {f"/core/{name}" for name in NLGOV.split()}
    assert tested & set(TOLD_HERE) == set()
    assert tested | set(TOLD_HERE) == rules


def _told_by_tests() -> Iterator[str]:
    for name, test in globals().items():
        if name.startswith("test_"):
            yield test.__doc__ or ""


def test_a_child_stands_under_its_parent_and_a_verb_under_what_it_is_done_to() -> None:
    """/core/nested-child, /core/resource-operations: a verb is sent with POST to an own address."""
    # Ties are told within a person, turns within what is kept up, answers and names within a round.
    known = {*DOCUMENT["paths"], "/ties", "/turns", "/round-answers", "/missing-names"}
    for path, method, _one in _operations():
        before, _slash, last = path.rpartition("/")
        if method == "post" and "{" in before:
            assert not last.startswith("{"), path
            parent = before if before in known else before.rpartition("/")[0]
            assert parent in known, f"{path}: nothing stands above it"


def test_a_status_says_what_happened() -> None:
    """/core/http-response-code: made is 201 with the new thing, gone is 204 with nothing."""
    for path, method, one in _operations():
        good = {str(status) for status in one["responses"] if str(status) < "300"}
        assert good <= {"200", "201", "204"}, f"{method} {path}"
        assert len(good) == 1, f"{method} {path}"
        assert "content" not in one["responses"].get("204", {}), f"{method} {path}"
        assert method != "get" or good == {"200"}, path


def test_a_token_is_enough_and_no_session_begins(cast: Cast) -> None:
    """/core/stateless."""
    answered = ask(token(cast.noor).secret, "/api/v1/waterdal/people")
    assert answered.status_code == 200
    assert not answered.cookies


def test_a_browser_is_told_to_come_back_by_https_only(cast: Cast, settings: Settings) -> None:
    """/core/transport/tls: the proxy before us speaks it; without it we refuse to start."""
    settings.IS_SECURE = True
    answered = ask(token(cast.noor).secret, "/api/v1/waterdal/people")
    assert answered["Strict-Transport-Security"].startswith("max-age=63072000")


def test_paths_are_plural_nouns_in_kebab_case_without_a_slash_at_the_end() -> None:
    """/core/naming-collections, /core/path-segments-kebab-case, /core/no-trailing-slash."""
    segment = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|\{[a-z][A-Za-z]*\}")
    for path in DOCUMENT["paths"]:
        assert not path.endswith("/"), path
        parts = path.strip("/").split("/")
        assert all(segment.fullmatch(part) for part in parts), path
        if len(parts) > 1 and parts[1].startswith("{"):
            assert parts[0].endswith("s") or parts[0] == "people", f"Name the collection: {path}"


def test_queries_and_fields_are_in_camel_case() -> None:
    """/core/query-keys-camel-case, and the same for fields."""
    camel = re.compile(r"[a-z][a-z0-9]*([A-Z][a-z0-9]*)*")
    names = {part["name"] for _p, _m, one in _operations()
             for part in one.get("parameters", ()) if part["in"] == "query"}  # fmt: skip
    for schema in DOCUMENT["components"]["schemas"].values():
        names |= set(schema.get("properties", {}))
    assert not {name for name in names if not camel.fullmatch(name)}


def test_names_of_schemas_are_in_pascal_case() -> None:
    wrong = [
        name
        for name in DOCUMENT["components"]["schemas"]
        if not re.fullmatch(r"[A-Z][A-Za-z]+", name)
    ]
    assert not wrong


def test_only_the_usual_methods_are_used_and_reading_changes_nothing() -> None:
    """/core/http-methods, /core/http-safety."""
    assert {method for _path, method, _one in _operations()} <= METHODS
    for _path, method, one in _operations():
        assert method != "get" or "requestBody" not in one


def test_days_say_that_they_are_days_and_moments_have_a_zone(cast: Cast) -> None:
    """/core/date-time/format, /core/date-time/timezone, /core/date-time/date-omit-time-portion."""
    for node in _nodes(DOCUMENT["components"]["schemas"]):
        for name, schema in (
            node.get("properties", {}).items() if isinstance(node.get("properties"), dict) else ()
        ):
            if name.endswith("On") or name in {"on", "day"}:
                assert schema.get("format") == "date", name
            if (name.endswith("At") and name != "typedAt") or name == "at":
                assert schema.get("format") == "date-time", name
    lines = cast.client("noor").get("/api/v1/waterdal/log-lines").json()["items"]
    assert lines == [] or all(line["at"].endswith(("Z", "+00:00")) for line in lines)


def test_every_error_is_a_problem_and_bad_input_is_400() -> None:
    """/core/error-handling/problem-details, /core/error-handling/invalid-input."""
    for path, method, one in _operations():
        answers = {str(status): answer for status, answer in one["responses"].items()}
        assert {"400", "401", "403", "404", "429"} <= set(answers), f"{method} {path}"
        assert "422" not in answers
        for status, answer in answers.items():
            if status >= "400":
                (kind,) = answer["content"]
                assert kind == "application/problem+json"
    problem = DOCUMENT["components"]["schemas"]["Problem"]
    assert {"status", "title", "detail"} <= set(problem["required"])


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/waterdal/nergens", 404),
        ("/api/v1/nergens/people", 404),
        ("/api/v1", 404),
        ("/api/v1/waterdal/people/", 404),
        ("/api/v1/waterdal/people?page=0", 400),
        ("/api/v1/waterdal/people?page=x", 400),
        ("/api/v1/waterdal/imports/1", 400),
    ],
)
def test_an_error_that_comes_from_elsewhere_is_a_problem_too(
    cast: Cast, address: str, status: int
) -> None:
    answered = ask(token(cast.noor).secret, address)
    assert answered.status_code == status
    assert answered["Content-Type"] == "application/problem+json"
    assert {"status", "title", "detail"} <= set(json.loads(answered.content))


def test_a_method_that_is_not_there_and_too_much_are_problems_too(cast: Cast) -> None:
    secret = token(cast.noor).secret
    for answered, status in (
        (ask(secret, "/api/v1/waterdal/people", method="PATCH", body={}), 405),
        (ask(secret, "/api/v1/waterdal/domains", {"nameNl": "x" * 13_000_000}), 413),
        (ask(secret, "/api/v1/waterdal/domains", {"nameNl": "x" * 61, "letterNl": ""}), 400),
    ):
        assert answered.status_code == status
        assert answered["Content-Type"] == "application/problem+json"


def test_all_that_is_wrong_is_told_at_once(cast: Cast) -> None:
    """/core/error-handling/all-errors."""
    answered = ask(token(cast.noor).secret, "/api/v1/waterdal/domains", {"shape": "star"})
    assert {tuple(one["loc"])[-1] for one in json.loads(answered.content)["errors"]} == {
        "nameNl", "letterNl", "shape",
    }  # fmt: skip


def test_the_description_is_public_where_it_is_expected_and_other_sites_may_read_it() -> None:
    """/core/publish-openapi, /core/doc-openapi, /core/transport/cors."""
    answered = Client(headers={"Origin": "https://elders.example"}).get("/api/v1/openapi.json")
    assert answered.status_code == 200
    assert answered["Content-Type"] == "application/json"
    assert answered["Access-Control-Allow-Origin"] == "*"
    assert answered["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert re.fullmatch(r"3(\.\d+){2}", answered.json()["openapi"])
    stored = json.loads((source.ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8"))
    assert answered.json() == stored


def test_nothing_else_may_be_read_by_other_sites(cast: Cast) -> None:
    """/core/transport/cors: no other origin than our own has a reason."""
    answered = ask(
        token(cast.noor).secret,
        "/api/v1/waterdal/people",
        headers={"Origin": "https://elders.example"},
    )
    assert not {name for name in answered.headers if name.lower().startswith("access-control")}


def test_the_description_is_the_same_in_each_language() -> None:
    seen = {
        text(Client(headers={"Accept-Language": code}).get("/api/v1/openapi.json"))
        for code in ("nl", "en")
    }
    assert len(seen) == 1


def test_the_description_names_who_answers_for_it_and_its_licence() -> None:
    """/core/doc-openapi-contact."""
    about = DOCUMENT["info"]
    assert all(about["contact"].get(name) for name in ("name", "url", "email"))
    assert about["license"]["name"] == "EUPL-1.2"
    assert about["description"]


def test_the_version_stands_in_the_address_and_in_every_answer(cast: Cast) -> None:
    """/core/uri-version, /core/semver, /core/version-header."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", DOCUMENT["info"]["version"])
    major = DOCUMENT["info"]["version"].partition(".")[0]
    assert all(f"/v{major}/" in server["url"] for server in DOCUMENT["servers"])
    for _path, _method, one in _operations():
        assert all("API-Version" in answer["headers"] for answer in one["responses"].values())
    client, things = cast.client("noor"), things_of(cast.waterdal)
    for place in every_place():
        if place.is_for_machines:
            assert (
                client.get(place.at("waterdal", things))["API-Version"]
                == DOCUMENT["info"]["version"]
            )


def test_an_answer_has_the_headers_that_protect_it(cast: Cast) -> None:
    """/core/transport/security-headers, /core/transport/no-sensitive-uris."""
    answered = ask(token(cast.noor).secret, "/api/v1/waterdal/people")
    assert answered["Cache-Control"] == "no-store"
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert answered["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answered["Content-Security-Policy"]
    secret = token(cast.noor).secret
    assert Client().get(f"/api/v1/waterdal/people?token={secret}").status_code == 401


def test_every_reference_leads_somewhere_and_nothing_is_newer_than_it_says() -> None:
    """/core/doc-openapi: a document of version 3.0 with words of 3.1 cannot be read."""
    for node in _nodes(DOCUMENT):
        if isinstance(node.get("$ref"), str):
            assert node["$ref"].rpartition("/")[2] in DOCUMENT["components"]["schemas"]
        assert node.get("type") != "null"
        assert not {"const", "prefixItems", "examples"} & set(node), node


def test_a_file_says_which_kinds_it_can_be() -> None:
    for name in ("export_network", "export_person", "export_log", "make_contact_card"):
        answers = {str(status): one for status, one in _named()[name]["responses"].items()}
        assert answers["200"]["content"], name


def test_no_address_of_the_api_is_left_out_of_the_description() -> None:
    """An address that is not described is not looked at by these rules either."""
    described = {f"api-{API.version}:{name}" for name in _named()}
    reached = {place.name for place in every_place() if place.is_for_machines and place.is_inside}
    assert reached - described == {f"api-{API.version}:api-root"}


def test_no_two_bodies_have_the_same_name() -> None:
    """The description keeps one of them, and programs would read the other as that one."""
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in source.PACKAGE.rglob("api/*.py")
    )
    names = re.findall(r"^class (\w+(?:In|Out))\b", written, re.MULTILINE)
    assert sorted(set(names)) == sorted(names)
