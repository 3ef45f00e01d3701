"""Graphs of graph programs come in through the same door, and what went out comes back without change."""

import pytest

from dwarsverband.foundation.sheets.reading import SheetError, read_tables
from dwarsverband.modules.network.models import Tie
from dwarsverband.modules.network.tests import lists
from tests import make
from tests.cast import Cast

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
GRAPH = f"""{HEAD}
<!-- exported by a graph program -->
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="label" attr.type="string"/>
  <key id="d1" for="node" attr.name="agency" attr.type="string"><default>GGD Waterdal</default></key>
  <key id="d2" for="node" attr.name="geloof" attr.type="string"/>
  <key id="e0" for="edge" attr.name="weight" attr.type="int"/>
  <graph edgedefault="undirected">
    <node id="n0"><data key="d0">Eline Bos</data><data key="d2">geheim</data></node>
    <node id="n1"><data key="d0">Jo &amp; Vos</data><data key="d1">Politie</data></node>
    <node id="n2"><data key="d0">Ruth Cohen</data></node>
    <edge source="n0" target="n1"><data key="e0">3</data></edge>
    <edge source="n1" target="n2"/>
  </graph>
</graphml>"""
BOMB = f"""{HEAD}<!DOCTYPE graphml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<graphml><graph><node id="&b;"/></graph></graphml>"""
OUTSIDE = f"""{HEAD}<!DOCTYPE graphml SYSTEM "http://example.org/x.dtd"><graphml/>"""


def test_people_and_ties_come_in(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("netwerk.graphml", GRAPH.encode()))
    assert "geheim" not in page.text
    page.press()
    assert room.counts() == (3, 2, 2)
    with make.within(room.home):
        tie = Tie.objects.get(partnership=room.home, strength=3)
        assert {tie.first.name, tie.second.name} == {"Eline Bos", "Jo & Vos"}
    assert room.person("Eline Bos").identifier == ""


@pytest.mark.parametrize("content", [BOMB, OUTSIDE])
def test_declarations_are_refused(content: str) -> None:
    with pytest.raises(SheetError) as refusal:
        read_tables([("net.graphml", content.encode())])
    assert refusal.value.code == "declares"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEAD + "<graphml>" + "<graph><node id='a'>" * 20, "too_deep"),
        (f"{HEAD}<graphml><graph><node id='a'></graph>", "broken"),
        (f"{HEAD}<graphml><graph/></graphml>", "empty"),
        (f"{HEAD}<graphml><node id='a'/></graphml>".replace("UTF-8", "x-evil"), "broken"),
        (f"{HEAD}<graphml><node id='a'/></graphml>".replace("UTF-8", "utf-7"), "broken"),
        (HEAD + "<graphml>" + "<node id='a'/>" * 30_001 + "</graphml>", "too_many_rows"),
    ],
)
def test_what_cannot_be_read_is_said(content: str, code: str) -> None:
    with pytest.raises(SheetError) as refusal:
        read_tables([("net.graphml", content.encode())])
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("kind", "name"), [("graphml", "netwerk.graphml"), ("xlsx", "netwerk.xlsx")]
)
def test_what_went_out_comes_back_without_change(cast: Cast, kind: str, name: str) -> None:
    room = lists.room()
    rows = [
        [
            "Naam",
            "Organisatie",
            "Domein",
            "Thema",
            "Wijk",
            "Kent",
            "Laatst",
            "Nr",
            "12-1-2026 overleg",
        ],
        ["Eline Bos", "GGD", "zorg", "Inclusie", "Centrum", "Jo Vos", "1-2-2026", "17", "x"],
        ["Jo Vos", "GGD", "", "", "", "", "", "18", "x"],
        ["Eline Bos", "Politie", "veiligheid", "", "", "", "", "19", "x"],
    ]
    page = room.start(("lijst.xlsx", lists.book(rows)))
    page.press(answers={"0-4": "new"})
    assert room.counts()[0] == 3
    where = f"/{room.home.slug}/netwerk/meenemen"
    content = room.client.post(where, {"kind": kind}).content
    page = room.start((name, content))
    assert "Everything in this list is known already. Nothing would change." in page.text


def test_an_edge_to_nobody_is_said(cast: Cast) -> None:
    room = lists.room()
    page = room.start(("net.graphml", GRAPH.replace('target="n2"', 'target="n9"').encode()))
    page.press(fields={"skip_wrong_rows": "on"})
    assert "n9" in page.text or room.counts()[2] == 1
