"""A file that somebody keeps: everything in it, nothing from elsewhere."""

from django.utils.translation import override

from dwarsverband.foundation.ui.documents import MOST_COLUMNS, Part, write_document


def _page(*parts: Part) -> str:
    with override("en"):
        return write_document("Everything", "Made today.", parts).decode()


def test_what_is_the_same_in_every_row_stands_once() -> None:
    rows = [[("Who", name), ("Source", "a list")] for name in ("Fatma", "Karim", "Yvonne")]
    page = _page(Part("Whom do you know?", rows=rows))
    assert (page.count("a list"), page.count("<tr>")) == (1, 4)


def test_many_columns_stand_below_each_other() -> None:
    wide = [(str(number), f"v{number}") for number in range(MOST_COLUMNS + 1)]
    page = _page(Part("Moments", rows=[wide, [(label, "x") for label, _value in wide]]))
    assert "<table" not in page and page.count("<dl>") == 2


def test_what_somebody_wrote_stays_text() -> None:
    page = _page(Part("<b>", "<i>", [[("<u>", "<script>")]], ["<a>"]))
    assert not any(tag in page for tag in ("<b>", "<i>", "<u>", "<script>", "<a>"))
