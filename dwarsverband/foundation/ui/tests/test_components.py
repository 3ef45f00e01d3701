"""What components say, and how they can be operated."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.test.html import parse_html
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from dwarsverband.foundation.access import Actor, denied
from dwarsverband.foundation.access.replies import FIELD
from dwarsverband.foundation.ui.figures import Matrix, MatrixCell, MatrixRow
from dwarsverband.foundation.ui.forms import Form
from dwarsverband.foundation.ui.gallery import Example
from dwarsverband.foundation.ui.templatetags.ui.acts import _select
from dwarsverband.foundation.ui.templatetags.ui.marks import domain

CARE = Example("Zorg", "care", "Z")
SAFETY = Example("Veiligheid", "safety", "V")
REFUSAL = denied("Alleen de voorzitter legt vast.")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The words as they stand in the source."""
    with translation.override("en"):
        yield


def shown(text: str, **values: object) -> str:
    """A template as the reader gets it."""
    request = RequestFactory().get("/waterdal/netwerk/mensen?zoek=bos&pagina=2")
    request.actor = Actor(kind="member", partnership_slug="waterdal")  # type: ignore[attr-defined]
    return Template(text).render(Context({"request": request, "csrf_token": "t", **values}))


class Questions(Form):
    """A few kinds of field."""

    name = forms.CharField(label="Naam", help_text="Zoals collega’s die kennen.")
    on = forms.DateField(label="Wanneer?", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Hoe?", choices=[("call", "Gebeld")], widget=forms.RadioSelect)
    note = forms.CharField(label="Notitie", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def test_a_button_with_an_address_is_a_link_and_without_one_it_sends() -> None:
    assert '<a class="dv-button is-primary" href="/x">' in shown(
        '{% button "Leg vast" href="/x" %}'
    )
    sends = shown('{% button "Leg vast" name="how" value="all" kind="secondary" %}')
    assert 'class="dv-button is-secondary" type="submit" name="how" value="all"' in sends


@pytest.mark.parametrize(
    "tag",
    [
        '{% button "Leg vast" href="/x" verdict=no %}',
        '{% post_button "Leg vast" "/x" verdict=no %}',
    ],
)
def test_a_refused_button_says_why_and_does_nothing(tag: str) -> None:
    page = shown(tag, no=REFUSAL)
    why = re.search(r'aria-describedby="([\w-]+)"', page)
    assert why and f'id="{why[1]}">Alleen de voorzitter legt vast.</span>' in page
    assert 'type="button" aria-disabled="true"' in page
    assert "/x" not in page and "<form" not in page


def test_what_people_typed_is_text_and_never_markup() -> None:
    evil = "<b onclick=x>&amp"
    for tag in (
        "{% button t href=t %}",
        "{% page_head title=t lead=t %}",
        "{% status t %}",
        "{% domain t label=True %}",
    ):
        page = shown(tag, t=evil)
        assert evil not in page and "&lt;b onclick=x&gt;" in page


def test_a_form_carries_that_it_is_ours_and_a_name_of_its_own() -> None:
    pages = [
        shown("{% form form %}{% endform %}", form=Questions(initial={"version": 3}))
        for _ in range(2)
    ]
    keys = {re.search(rf'name="{FIELD}" value="([\w-]+)"', page)[1] for page in pages}  # type: ignore[index]
    assert len(keys) == 2 and all(len(key) >= 20 for key in keys)
    assert 'name="csrfmiddlewaretoken" value="t"' in pages[0]
    assert '<input type="hidden" name="version" value="3"' in pages[0]
    assert (
        pages[0].index('name="name"') < pages[0].index('name="on"') < pages[0].index('name="note"')
    )


def test_a_hidden_field_comes_along_when_the_page_lists_the_others_itself() -> None:
    page = shown("{% form form %}{% field form.name %}{% endform %}", form=Questions())
    assert page.count('name="version"') == 1
    assert 'name="note"' not in page
    both = "{% form form %}{% field form.name %}{% field form.version %}{% endform %}"
    assert shown(both, form=Questions()).count('name="version"') == 1


def test_a_form_with_files_is_sent_as_one() -> None:
    class Files(Form):
        file = forms.FileField()

    assert 'enctype="multipart/form-data"' in shown("{% form form %}{% endform %}", form=Files())
    assert "enctype" not in shown("{% form form %}{% endform %}", form=Questions())


def test_a_field_is_tied_to_its_label_its_help_and_its_error() -> None:
    page = shown("{% field form.name %}", form=Questions({}))
    assert '<label for="id_name">Naam</label>' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page and 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_a_field_that_may_stay_empty_says_so() -> None:
    assert "(may stay empty)" in shown("{% field form.note %}", form=Questions())
    assert "(may stay empty)" not in shown("{% field form.name %}", form=Questions())


def test_the_way_from_the_summary_leads_to_the_field() -> None:
    page = shown(
        "{% error_summary form %}{% field form.kind %}",
        form=Questions({"name": "Bram", "on": "2026-04-20"}),
    )
    assert 'href="#id_kind">Hoe? Choose one.</a>' in page
    assert '<fieldset class="dv-field is-invalid" id="id_kind"' in page


def test_there_is_no_summary_without_mistakes() -> None:
    assert shown("{% error_summary form %}", form=Questions()).strip() == ""


def test_a_date_field_gets_the_only_form_that_browsers_read() -> None:
    with translation.override("nl"):
        page = shown("{% field form.on %}", form=Questions(initial={"on": date(2026, 4, 20)}))
    assert 'type="date"' in page and 'value="2026-04-20"' in page


def test_a_date_that_cannot_be_read_stays_to_be_seen() -> None:
    page = shown("{% field form.on %}", form=Questions({"on": "31-11-2026"}))
    assert 'type="text"' in page and 'value="31-11-2026"' in page


def test_a_tie_says_in_words_what_it_draws() -> None:
    assert 'aria-label="Zorg and Veiligheid: hangs on one person"' in shown(
        '{% tie a b state="one" %}', a=CARE, b=SAFETY
    )
    assert 'aria-label="Zorg and Veiligheid: no tie"' in shown(
        '{% tie a b state="none" %}', a=CARE, b=SAFETY
    )


def test_an_unknown_shape_becomes_a_ring_with_a_letter() -> None:
    page = shown("{% domain thing label=True %}", thing=Example("jeugdwerk", "banana"))
    assert 'data-domain="plain"' in page and ">J</text>" in page and "jeugdwerk" in page


def test_a_matrix_is_a_table_with_headers_on_both_sides() -> None:
    cells = [
        MatrixCell("4", "Within care: 4 ties", "inside"),
        MatrixCell("1", "Care and safety: 1 tie", "one", "/x"),
    ]
    page = shown("{% matrix m %}", m=Matrix("Banden", [CARE, SAFETY], [MatrixRow(CARE, cells)]))
    assert page.count('<th scope="col">') == 2 and page.count('<th scope="row">') == 1
    assert '<a class="dv-cell is-one" href="/x" aria-label="Care and safety: 1 tie">' in page
    assert "hangs on one person" in page and "no tie" not in page


def test_a_heading_stands_one_level_below_the_one_around_it() -> None:
    page = shown(
        '{% section title="A" %}{% card title="B" %}{% empty title="C" %}{% endempty %}{% endcard %}{% endsection %}{% card title="D" %}{% endcard %}'
    )
    levels = re.findall(r"<h(\d)[^>]*>(\w)</h(\d)>", page)
    assert levels == [("2", "A", "2"), ("3", "B", "3"), ("4", "C", "4"), ("2", "D", "2")]


def test_pages_keep_what_was_asked() -> None:
    page = shown("{% pages page %}", page=Paginator(range(500), 50).page(2))
    assert 'href="?zoek=bos&amp;pagina=3" rel="next"' in page
    assert 'href="?zoek=bos&amp;pagina=1" rel="prev"' in page
    assert shown("{% pages page %}", page=Paginator(range(5), 50).page(1)).strip() == ""


def test_steps_say_where_we_are() -> None:
    page = shown('{% steps 2 "Kies" "Koppel" "Sla op" %}')
    assert re.findall(r'class="is-(\w+)"', page) == ["done", "current", "next"]
    assert page.count('aria-current="step"') == 1


def test_an_address_stands_in_the_partnership_of_whoever_asks() -> None:
    assert shown('{% address "home:today" %}') == "/waterdal/"
    assert shown('{% address "never" as never %}{{ never }}') == "/nooit"


def test_a_day_carries_its_year_when_it_is_another_one() -> None:
    today = timezone.localdate()
    last = date(today.year - 1, 4, 20)
    with translation.override("nl"):
        assert f">20 april {last.year}</time>" in shown("{% when day %}", day=last)
        assert ">1 mei</time>" in shown("{% when day %}", day=today.replace(month=5, day=1))
    assert ">20 April" in shown("{% when day %}", day=last)
    assert shown("{% when day %}", day=None) == ""


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "spoken today"),
        (1, "one day of silence"),
        (20, "two weeks of silence"),
        (214, "seven months of silence"),
        (800, "two years of silence"),
    ],
)
def test_silence_is_said_in_words(days: int, words: str) -> None:
    assert shown("{% silence day %}", day=timezone.localdate() - timedelta(days=days)) == words


def test_two_texts_stand_side_by_side_under_the_words_of_the_form() -> None:
    page = shown(
        "{% both_texts current=current typed=typed labels=labels %}",
        current=Example("Fatma", note="Zorgcoördinator"),
        typed=QueryDict("note=Teamleider&csrfmiddlewaretoken=t"),
        labels={"note": "Functie"},
    )
    assert [word in page for word in ("Functie", "Zorgcoördinator", "Teamleider")] == [True] * 3
    assert "csrf" not in page


class _Choosing(forms.Form):
    colour = forms.ChoiceField(
        choices=[("", "—"), ("r", "Rood & <b>"), ("Warm", [("o", "Oranje"), ("g", "Geel")])],
        required=False,
        widget=forms.Select(attrs={"data-x": '"1"'}),
    )
    number = forms.TypedChoiceField(choices=[(1, "één"), (2, "twee")], coerce=int)


@pytest.mark.parametrize("typed", [None, {"colour": "g", "number": "2"}, {"colour": "<script>"}])
def test_a_list_to_choose_from_is_what_django_writes(typed: dict[str, str] | None) -> None:
    for bound in _Choosing(typed):
        ours = _select(bound, {"class": "dv-select"})
        assert parse_html(ours) == parse_html(bound.as_widget(attrs={"class": "dv-select"}))


def test_a_name_that_is_text_is_never_taken_for_one_that_is_markup() -> None:
    """Both are drawn once and kept; they are equal as words, and not as marks."""
    raw = '<img src=x>"'
    shown = domain(SafeString(raw), label=True), domain(raw, label=True)
    assert all("<img" not in one for one in shown)
