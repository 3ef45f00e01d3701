"""Whatever is sent to whichever address, it is answered or refused, and nothing of it breaks anything.

What an address reads is found by asking it once and listening: the names that its view looks up in
the address or the form, and the fields of its forms. The bodies of the API are asked by `test_fuzz`;
here they get what stands around a body. Bombs of spreadsheets and formulas stand in the tests of
`sheets`; seconds and memory are measured against a real server by `benchmarks.hostile`.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from typing import Any  # what a form or a body holds

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode

from dwarsverband.foundation.accounts.models import Membership, User
from dwarsverband.foundation.api.headers import PlainRequest
from tests import make
from tests.answers import Response, text
from tests.cast import Cast
from tests.house.test_api import DOCUMENT
from tests.machines import ask, token
from tests.places import MACHINES, Place, every_place, secrets_of, things_of
from tests.turns import in_turn

NOWHERE = "0" * 8 + "-0000-4000-8000-" + "0" * 12
ODD = {
    "nothing": "",
    "NUL": "a\0b",
    "half a sign": "a\udc80\ud800b",
    "a header": "\u202ea\r\nBcc: b@elders.example\u2066",
    "another number": NOWHERE,
    "a large number": "9" * 400,
    "year 0": "0000-00-00",
    "the last year": "9999-12-31",
    "digits and words": "٣%s{0}{{ 1 }}{% x %}",
    "long": "x" * 200_000,
}
# In one field while the others are right: what passes its form and may break an action.
FURTHEST = {
    forms.Field: ("a header",),
    forms.IntegerField: ("a large number",),
    forms.DateField: ("year 0", "the last year"),
    forms.ChoiceField: ("another number",),
    forms.ModelChoiceField: ("another number",),
    forms.FileField: ("nothing",),
}
FORM = "application/x-www-form-urlencoded"
# In all fields of a form at once, where most are stopped by the first.
EVERYWHERE = ("nothing", "NUL", "half a sign", "a large number", "the last year", "long")
EACH = 3
METHODS = ("HEAD", "PUT", "X-Y")
# A server refuses NUL in a header by itself; `benchmarks.hostile` sends it one.
AROUND = [
    {"Host": "elders.example"},
    {"Host": "a b<c>"},
    {"X-Forwarded-Host": "elders.example", "X-Forwarded-Proto": "https"},
    {"X-HTTP-Method-Override": "DELETE", "X-Original-Url": "/waterdal/leden"},
    {"X-Forwarded-For": "1.2.3.4, \x01, x" + ", 9" * 500},
    {"Content-Length": "-1"},
    {"Content-Length": "many"},
    {"Content-Length": "99999999999"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 300},
    {"Content-Type": f"{FORM}; charset=utf-7"},
    {"Content-Type": f"{FORM}; charset=rot13"},
    {"Content-Type": "application/json; charset=zlib"},
    {"Content-Type": "application/json; charset=a/../b"},
    {"Content-Type": ";;;=\"" + "x" * 5_000},
    {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"},
    {"Cookie": "language=../../x; session=\x01\xff; csrf=" + "x" * 5_000},
    {"Accept-Language": "\x01" + ",x;q=NaN" * 2_000},
    {"Accept": "a/b;q=" + "9" * 400},
    {"Authorization": "Bearer " + "x" * 5_000},
    {"Authorization": "Bearer \xff"},
    {"Idempotency-Key": "../" * 20},
    {"If-Match": '"' + "9" * 400 + '"'},
    {"If-None-Match": "*" * 5_000, "If-Modified-Since": "x", "Range": "bytes=9-1,-,"},
    {"Origin": "https://elders.example", "Referer": "https://elders.example/"},
    {"HX-Request": "true", "HX-Target": "<script>"},
]  # fmt: skip


@dataclass
class Listener:
    """The names that were looked up in what was sent, and the fields of the forms that read it."""

    names: set[str] = field(default_factory=set)
    fields: dict[str, forms.Field] = field(default_factory=dict)

    def hear(self, client: Client, ask_once: Callable[[], Response]) -> Response:
        """Ask once, and forget what was heard before."""
        self.names.clear()
        self.fields.clear()
        answered = _undone(client, ask_once)
        self.names -= {"x", "csrfmiddlewaretoken", "idempotency_key"}
        return answered


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Hears which names any view looks up, from now on."""
    heard = Listener()

    def listening(usual: Callable[..., Any]) -> Callable[..., Any]:
        def look_up(sent: QueryDict, name: str, *more: Any, **named: Any) -> Any:
            if len(sent):
                heard.names.add(name)
            return usual(sent, name, *more, **named)

        return look_up

    for name in ("__getitem__", "__contains__", "getlist"):
        monkeypatch.setattr(QueryDict, name, listening(getattr(MultiValueDict, name)))
    clean = forms.BaseForm.full_clean

    def full_clean(form: forms.BaseForm) -> None:
        if form.is_bound:
            heard.fields |= {form.add_prefix(name): one for name, one in form.fields.items()}
        clean(form)

    monkeypatch.setattr(forms.BaseForm, "full_clean", full_clean)
    return heard


@pytest.fixture
def places(cast: Cast) -> dict[Place, str]:
    """Every address, filled in with what is there; the links in it work."""
    things = things_of(cast.waterdal)
    things |= secrets_of(cast.waterdal, things)
    return {place: place.at("waterdal", things) for place in every_place()}


@pytest.fixture
def noor(cast: Cast) -> Client:
    """The coordinator's browser, which is told when something breaks."""
    client = cast.client("noor", "en")
    client.raise_request_exception = False
    return client


def test_no_page_breaks_on_what_stands_behind_its_address(
    noor: Client, places: dict[Place, str], listener: Listener
) -> None:
    wrong, heard = list[str](), set[str]()
    for place, address in _pages(places):
        listener.hear(noor, partial(noor.get, f"{address}?x=1"))
        names = set(listener.names)
        for told, sent in _values(names):
            answered = noor.get(f"{address}?{urlencode(_bytes(sent))}")
            _complain(wrong, f"{place.name} {told}", answered)
        heard |= names
    assert not wrong, "\n".join(wrong)
    assert heard >= {"zoek", "pagina", "sinds", "stappen"}, "It listens."


def test_no_form_breaks_on_what_is_sent(
    noor: Client, places: dict[Place, str], listener: Listener
) -> None:
    wrong, forms_heard = list[str](), 0
    for place, address in _pages(places):
        first = listener.hear(noor, partial(noor.post, address, {"x": "1"}))
        _complain(wrong, f"{place.name} with nothing", first)
        names, fields = set(listener.names), dict(listener.fields)
        forms_heard += bool(fields)
        for told, sent in _sent(names | set(fields), fields):
            _complain(
                wrong, f"{place.name} {told}", _undone(noor, partial(_post, noor, address, sent))
            )
    assert not wrong, "\n".join(wrong)
    assert forms_heard > 30, "It listens."


def test_no_address_breaks_on_another_method(noor: Client, places: dict[Place, str]) -> None:
    wrong: list[str] = []
    for place, address in places.items():
        for method in ("OPTIONS",) if place.is_for_machines else METHODS:
            answered = _undone(noor, partial(noor.generic, method, address))
            _complain(wrong, f"{method} {place.name}", answered)
    assert not wrong, "\n".join(wrong)


def test_no_address_breaks_on_what_stands_around_a_request(
    noor: Client, places: dict[Place, str]
) -> None:
    """One address of each sort: what is read before the view is the same for all of a sort."""
    wrong: list[str] = []
    for headers in AROUND:
        for place, method, address in _one_of_each_sort(places):
            asked = partial(
                noor.generic, method, address, b"{}", "application/json", headers=headers
            )
            _complain(wrong, f"{method} {place.name} {headers}"[:200], _undone(noor, asked))
    assert not wrong, "\n".join(wrong)


@pytest.mark.regression("a refusal told thousands of fields again")
def test_too_many_fields_are_refused_without_telling_them_again(cast: Cast) -> None:
    secret, things, wrong = token(cast.noor).secret, things_of(cast.waterdal), list[str]()
    keys = {f"k{number}": number for number in range(3_000)}
    for path, operations in DOCUMENT["paths"].items():
        for method in set(operations) - {"get"}:
            answered = ask(secret, _machines(path, things), keys, method=method.upper())
            is_told = b"k2999" in answered.content or b"k999" in answered.content
            if answered.status_code >= 500 or is_told:
                wrong.append(f"{method} {path}: {answered.status_code}")
    many = urlencode(dict.fromkeys(keys, "")).encode()
    for address in ("/inloggen", "/waterdal/account/wijzigen", "/waterdal/netwerk/importeren"):
        assert cast.client("noor").post(address, many, FORM).status_code == 400, address
    assert not wrong, "\n".join(wrong)


@pytest.mark.regression("a refusal told a long name again")
@pytest.mark.parametrize("sent", [{"x" * 1_000_000: 1}, {f"k{one}": 1 for one in range(20_000)}])
def test_a_name_that_is_sent_is_not_told_again_at_length(cast: Cast, sent: dict[str, int]) -> None:
    answered = ask(token(cast.noor).secret, "/api/v1/waterdal/domains", sent)
    assert answered.status_code == 400
    assert len(answered.content) < 20_000


@pytest.mark.regression("a request chose in which way its text was read")
def test_text_is_read_as_utf_8_whatever_a_request_says() -> None:
    odd = RequestFactory().get("/?zoek=fatma", headers={"Content-Type": "text/html"}).environ
    assert PlainRequest({**odd, "CONTENT_TYPE": "a/b; charset=zlib"}).GET["zoek"] == "fatma"


@pytest.mark.regression("what was no file was read without end")
@pytest.mark.parametrize(
    ("kind", "address"),
    [(FORM, "/waterdal/account/wijzigen"), ("application/json", "/api/v1/waterdal/domains")],
)
def test_what_is_no_file_is_read_up_to_two_megabytes(noor: Client, kind: str, address: str) -> None:
    """Millions of escapes in one field would keep a thread busy for seconds."""
    assert noor.post(address, b"a=" + b"%41" * 1_000_000, kind).status_code == 400


@pytest.mark.regression("a button that was overtaken broke instead of saying so")
def test_a_button_that_was_overtaken_is_told_on_a_page(cast: Cast) -> None:
    """Two people propose the seats of a theme: the second is told that it has them already."""
    theme = things_of(cast.waterdal)["themas/"]["pk"]
    address = f"/waterdal/netwerk/themas/{theme}/begin"
    client = cast.client("noor", "en")
    client.post(address)
    answered = client.post(address)
    assert answered.status_code == 400
    assert "This theme has seats already." in text(answered)


def test_nobody_gives_themselves_more_by_sending_more(cast: Cast, places: dict[Place, str]) -> None:
    """Every field of a membership and of an account, beside what a form asks."""
    more = {one.name: "coordinator" for model in (Membership, User) for one in model._meta.fields}
    more |= {name: "true" for name in more if name.startswith(("is_", "may_"))}
    more |= {"partnership_id": str(cast.elsewhere.pk), "regions": "", "ends_on": "2099-01-01"}
    own = make.membership_of(cast.bram)
    client = cast.client("bram")
    for place, address in _pages(places):
        if place.name != "account_logout":
            client.post(address, {**more, "name": "Bram Hendriks", "language": "nl"})
    now = make.membership_of(cast.bram)
    assert (now.role, now.regions, now.ends_on, now.partnership_id, now.user_id) == (
        own.role, own.regions, own.ends_on, own.partnership_id, own.user_id,
    )  # fmt: skip
    assert (now.user.email, now.user.is_active) == (own.user.email, own.user.is_active)


def _pages(places: dict[Place, str]) -> Iterator[tuple[Place, str]]:
    return ((place, address) for place, address in places.items() if not place.is_for_machines)


def _values(names: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """One odd value behind every name, so that the first cannot hide the second."""
    everywhere = (*EVERYWHERE, "digits and words")
    for told in in_turn(everywhere, " ".join(sorted(names)), EACH) if names else ():
        yield f"everywhere {told}", dict.fromkeys(names, ODD[told])
    for name in sorted(names) if len(names) > 1 else ():
        for told in in_turn(("NUL", "a large number"), name, 1):
            yield f"{name} {told}", {name: ODD[told]}


def _sent(names: set[str], fields: dict[str, forms.Field]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same odd value everywhere; then in one field, while the others are right."""
    for told in in_turn(EVERYWHERE, " ".join(sorted(names)), EACH) if names else ():
        yield f"everywhere {told}", dict.fromkeys(names, ODD[told])
    usual = {name: _usual(one) for name, one in fields.items()}
    for name, one in fields.items() if len(fields) > 1 else ():
        odd = next(FURTHEST[kind] for kind in type(one).__mro__ if kind in FURTHEST)
        for told in in_turn(odd, name, 1):
            yield f"{name} {told}", {**usual, name: ODD[told]}


def _usual(one: forms.Field) -> Any:
    if isinstance(one, forms.ChoiceField):
        pairs: list[tuple[Any, Any]] = list(one.choices)  # type: ignore[arg-type]  # Django's own iterator
        choices = [str(value) for value, _label in pairs if value]
        return choices[-1] if choices else ""
    usual: dict[type[forms.Field], object] = {
        forms.FileField: SimpleUploadedFile("a.csv", b"Naam\nAb"),
        forms.EmailField: "ab@waterdal.example",
        forms.DateField: "2026-11-20",
        forms.IntegerField: "1",
        forms.BooleanField: "on",
    }
    return next((value for kind, value in usual.items() if isinstance(one, kind)), "Ab")


def _post(client: Client, address: str, sent: dict[str, Any]) -> Response:
    if any(hasattr(value, "read") for value in sent.values()):
        return client.post(address, sent)
    return client.post(address, urlencode(_bytes(sent)), FORM)


def _bytes(sent: dict[str, Any]) -> dict[str, bytes]:
    return {name: str(odd).encode("utf-8", "surrogatepass") for name, odd in sent.items()}


def _machines(path: str, things: dict[str, dict[str, str]]) -> str:
    """An operation's address, with what is there in the place of a number."""
    kind = next((one for one in MACHINES if f"/{one}" in path), "people/")
    filled = path.replace("{pk}", things[kind]["pk"])
    for name, number in things["pairs/"].items():
        filled = filled.replace(f"{{{name}}}", number)
    return f"/api/v1/waterdal{filled}"


def _one_of_each_sort(places: dict[Place, str]) -> Iterator[tuple[Place, str, str]]:
    wanted = {
        "home:search": ("GET", "POST"),
        "network:start_import": ("POST",),
        "account_login": ("GET", "POST"),
        "object_by_link": ("POST",),
        "openapi": ("GET",),
        "health": ("GET",),
        "api-1.0.0:search": ("GET",),
        "api-1.0.0:change_account": ("PUT",),
        "api-1.0.0:start_import": ("POST",),
    }
    for place, address in places.items():
        for method in wanted.pop(place.name, ()):
            yield place, method, address
    assert not wanted


def _undone(client: Client, ask_once: Callable[[], Response]) -> Response:
    """What is answered; each question meets the same partnership, and the same person."""
    cookies = copy(client.cookies)
    with transaction.atomic():
        answered = ask_once()
        transaction.set_rollback(True)
    client.cookies = cookies
    return answered


def _complain(wrong: list[str], told: str, answered: Response) -> None:
    if answered.status_code >= 500:
        wrong.append(f"{told}: breaks, {answered.status_code}")
