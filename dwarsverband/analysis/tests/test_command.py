"""The command line: one JSON answer, or one line that says what is wrong."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dwarsverband.analysis.__main__ import main
from dwarsverband.analysis.tests.examples import tables

PEOPLE = "id,name,domain\na,Ann,social\nb,Ben,social\nc,Cas,safety\nd,Dik,safety\ne,Eva,care\n"
TIES = "source,target,layer\na,b,work\nb,a,work\nb,c,work\nc,d,work\na,c,play\na,a,play\n"
KEYS = [
    "nodes", "ties", "groups", "ei_index", "ei_expected", "assortativity", "modularity", "coleman",
    "components", "bridges", "cut_persons", "betweenness_max", "constraint_mean",
    "brokerage_total", "group_pairs", "pairs_without_tie", "pairs_on_one_person",
    "bridge_strength",
]  # fmt: skip


def _arguments(
    folder: Path, what: str, *more: str, people: str = PEOPLE, ties: str = TIES
) -> list[str]:
    (folder / "people.csv").write_text(people, encoding="utf-8")
    (folder / "ties.csv").write_text(ties, encoding="utf-8")
    tables = ["--people", str(folder / "people.csv"), "--ties", str(folder / "ties.csv")]
    return ["networks", what, *tables, "--group", "domain", *more]


def test_report_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_arguments(tmp_path, "report")) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == KEYS
    assert (found["nodes"], found["ties"], found["groups"], found["components"]) == (5, 4, 3, 2)
    assert found["betweenness_max"] == {"id": "c", "value": 2.0}
    assert found["coleman"]["care"] is None
    assert found["bridge_strength"]["safety|social"] == {"ties": 2, "people": 1}
    assert (found["pairs_without_tie"], found["pairs_on_one_person"]) == (2, 1)
    assert found["brokerage_total"]["representative"] == 2


def test_report_counts_one_layer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_arguments(tmp_path, "report", "--layer", "work")) == 0
    assert json.loads(capsys.readouterr().out)["ties"] == 3


def test_report_counts_directions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_arguments(tmp_path, "report", "--directed")) == 0
    assert json.loads(capsys.readouterr().out)["ties"] == 5


def test_report_writes_the_measures_of_each_person(tmp_path: Path) -> None:
    written = tmp_path / "out.csv"
    assert main(_arguments(tmp_path, "report", "--per-person", str(written))) == 0
    with written.open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert list(rows) == ["a", "b", "c", "d", "e"]
    assert list(rows["c"]) == [
        "id", "coordinator", "consultant", "representative", "gatekeeper", "liaison",
        "constraint", "betweenness",
    ]  # fmt: skip
    assert (rows["c"]["representative"], rows["c"]["betweenness"]) == ("2", "2.0")
    assert (rows["d"]["constraint"], rows["e"]["constraint"]) == ("1.0", "")


def test_introductions_prints_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_arguments(tmp_path, "introductions", "--count", "2")) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 2
    assert found[0] == {
        "from": "e", "to": "d", "via": [], "groups": ["care", "safety"],
        "people_before": 0, "people_after": 1,
    }  # fmt: skip


def test_nothing_in_a_network_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = {"people": "id,domain\n", "ties": "source,target\n"}
    assert main(_arguments(tmp_path, "report", **empty)) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["nodes"], found["coleman"], found["bridge_strength"]) == (0, {}, {})
    assert found["betweenness_max"] == {"id": None, "value": None}
    missing = ["ei_index", "ei_expected", "assortativity", "modularity", "constraint_mean"]
    assert [found[name] for name in missing] == [None] * 5


def test_a_table_from_a_dutch_spreadsheet_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = "\ufeff" + PEOPLE.replace(",", ";").replace("\n", "\r\n")
    assert main(_arguments(tmp_path, "report", people=people)) == 0
    assert json.loads(capsys.readouterr().out)["nodes"] == 5


def test_a_name_may_hold_a_line_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = PEOPLE.replace("Ann", "An\u2028n").replace("Ben", '"Be\nn"')
    assert main(_arguments(tmp_path, "report", people=people)) == 0
    assert json.loads(capsys.readouterr().out)["nodes"] == 5


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"people": "id,name\na,Ann\n"}, "people.csv, row 1, column domain: there is no such"),
        ({"people": "name,domain\nAnn,care\n"}, "people.csv, row 1, column id: there is no such"),
        (
            {"people": "id,id,domain\n"},
            "people.csv, row 1, column id: this column stands there more",
        ),
        ({"people": PEOPLE + "\na,Ada,care\n"}, "people.csv, row 8, column id: “a” stands there"),
        ({"people": PEOPLE + "f,Fem\n"}, "people.csv, row 7, column domain: this is empty"),
        ({"people": PEOPLE + " ,Fem,care\n"}, "people.csv, row 7, column id: this is empty"),
        ({"people": PEOPLE + "f,Fem,care,1\n"}, "people.csv, row 7: 4 cells under 3 columns"),
        ({"people": PEOPLE + 'f,"Fem,care\n'}, "people.csv, row 7: "),
        ({"people": ""}, "people.csv, row 1: there is no heading"),
        (
            {"ties": TIES + "a,x,work\n"},
            "ties.csv, row 8, column target: “x” is not an id in people",
        ),
        (
            {"ties": TIES + "x,a,work\n"},
            "ties.csv, row 8, column source: “x” is not an id in people",
        ),
        ({"ties": TIES + "a,,work\n"}, "ties.csv, row 8, column target: this is empty"),
        ({"ties": "source,to\n"}, "ties.csv, row 1, column target: there is no such"),
    ],
)
def test_wrong_input_is_told_with_its_row_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, str], message: str
) -> None:
    assert main(_arguments(tmp_path, "report", **changed)) == 2
    told = capsys.readouterr()
    assert told.err.startswith(message)
    assert (told.err.count("\n"), told.out) == (1, "")


def test_a_layer_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(_arguments(tmp_path, "report", "--layer", "sport")) == 2
    told = capsys.readouterr().err
    assert told == "ties.csv, column layer: no tie has “sport”; there is: play, work\n"


def test_a_file_that_is_not_text_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = _arguments(tmp_path, "report")
    (tmp_path / "people.csv").write_bytes(b"id,domain\na,care\nb,caf\xe9\n")
    assert main(arguments) == 2
    assert capsys.readouterr().err == "people.csv, row 3: this is not UTF-8 text\n"


@pytest.mark.parametrize("option", ["--people", "--ties", "--per-person"])
def test_a_file_that_cannot_be_opened_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    gone = tmp_path / "gone" / "here.csv"
    assert main([*_arguments(tmp_path, "report"), option, str(gone)]) == 2
    assert capsys.readouterr().err == f"{gone}: No such file or directory\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["networks"], ["networks", "report"], ["networks", "introductions", "--count", "0"]],
)
def test_a_wrong_command_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m dwarsverband.analysis" in capsys.readouterr().err


@pytest.mark.parametrize("count", ["0", "-1", "x", "1.5"])
def test_a_count_is_a_number_above_nought(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], count: str
) -> None:
    with pytest.raises(SystemExit):
        main(_arguments(tmp_path, "introductions", "--count", count))
    assert "not a whole number above 0" in capsys.readouterr().err


def test_the_program_needs_no_web_application(tmp_path: Path) -> None:
    program = [sys.executable, "-X", "importtime", "-m", "dwarsverband.analysis"]
    done = subprocess.run(
        [*program, *_arguments(tmp_path, "report")], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["nodes"] == 5
    assert "django" not in done.stderr
    assert "networkit" not in done.stderr


def test_a_real_network_is_read_from_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    people, ties = tables("lawfirm")
    chosen = ["--people", str(people), "--ties", str(ties), "--group", "office"]
    assert main(["networks", "report", *chosen, "--layer", "advice", "--directed"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["nodes"], found["ties"], found["groups"]) == (71, 892, 3)
    assert list(found["brokerage_total"].values()) == [3446, 175, 1413, 1213, 125]
