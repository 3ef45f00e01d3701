"""The measures on the command line: `python -m dwarsverband.analysis networks …`."""

import argparse
import csv
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from dwarsverband.analysis.networks.brokerage import ROLES
from dwarsverband.analysis.networks.centrality import betweenness, betweenness_sources
from dwarsverband.analysis.networks.graph import Reals
from dwarsverband.analysis.networks.introductions import introductions
from dwarsverband.analysis.networks.reading import Network, UnreadableTableError, read_network
from dwarsverband.analysis.networks.report import SiloReport, silo_report

_SEED = 1
_WRONG_INPUT = 2

_REPORT = """\
Print the silo report of a network as one JSON object.

Undirected ties count once, in whichever direction they stand; with --directed each
direction is a tie. Roles on undirected ties take each tie both ways. A value that does
not exist is null. Betweenness is exact up to 3,000 people and estimated from 256 of
them above that."""

_INTRODUCTIONS = """\
Print whom to introduce to whom as a JSON list, the weakest pair of groups first.

"via" are the people who know both; it is empty when nobody does. "people_before" and
"people_after" are the fewest people whose absence cuts the two groups apart, now and when
this introduction alone has been made."""


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `networks` and what it can do to a command line."""
    networks = commands.add_parser("networks", help="who knows whom across groups")
    what = networks.add_subparsers(dest="command", required=True)
    report = _command(what, "report", "the silo report of a network", _REPORT)
    report.add_argument("--layer", metavar="NAME", help="count only ties with this layer")
    report.add_argument(
        "--per-person", type=Path, metavar="OUT.csv", help="write the measures of each person here"
    )
    report.set_defaults(run=_run_report)
    meet = _command(what, "introductions", "whom to introduce to whom", _INTRODUCTIONS)
    meet.add_argument("--count", type=_positive, required=True, metavar="N", help="at most so many")
    meet.set_defaults(run=_run_introductions, layer=None)


def _command(
    what: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, line: str, text: str
) -> argparse.ArgumentParser:
    command = what.add_parser(
        name,
        help=line,
        description=text,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = command.add_argument
    add("--people", type=Path, required=True, metavar="P.csv", help="a table with id and group")
    add("--ties", type=Path, required=True, metavar="T.csv", help="a table with source and target")
    add("--group", required=True, metavar="COLUMN", help="the column of the people table to use")
    add("--directed", action="store_true", help="a tie runs from source to target only")
    return command


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return int(text)


def run(chosen: argparse.Namespace) -> int:
    """Read the tables and print the answer; 0, or 2 when the input is wrong."""
    try:
        network = read_network(
            chosen.people,
            chosen.ties,
            group=chosen.group,
            layer=chosen.layer,
            directed=chosen.directed,
        )
        answer = chosen.run(network, chosen)
    except UnreadableTableError as error:
        sys.stderr.write(f"{error}\n")
        return _WRONG_INPUT
    sys.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
    return 0


def _run_report(network: Network, chosen: argparse.Namespace) -> dict[str, object]:
    report = silo_report(network.graph, network.group_of, len(network.group_names))
    sources = betweenness_sources(network.graph.nodes, seed=_SEED)
    between = betweenness(network.graph, sources=sources)
    if chosen.per_person:
        _write_people(chosen.per_person, network, report, between)
    return _report_out(network, report, between)


def _report_out(network: Network, report: SiloReport, between: Reals) -> dict[str, object]:
    names = network.group_names
    with_ties = report.constraint[~np.isnan(report.constraint)]
    most = int(np.argmax(between)) if len(between) else None
    return {
        "nodes": network.graph.nodes,
        "ties": network.graph.ties,
        "groups": len(names),
        "ei_index": _known(report.ei_index),
        "ei_expected": _known(report.ei_expected.mean),
        "assortativity": _known(report.assortativity),
        "modularity": _known(report.modularity),
        "coleman": dict(zip(names, map(_known, report.coleman.tolist()), strict=True)),
        "components": report.components.count,
        "bridges": len(report.cuts.bridges),
        "cut_persons": len(report.cuts.people),
        "betweenness_max": {
            "id": None if most is None else network.people[most],
            "value": None if most is None else _known(between[most]),
        },
        "constraint_mean": _known(with_ties.mean()) if len(with_ties) else None,
        "brokerage_total": dict(zip(ROLES, report.roles.totals.tolist(), strict=True)),
        "group_pairs": len(report.pairs),
        "pairs_without_tie": sum(pair.ties == 0 for pair in report.pairs),
        "pairs_on_one_person": sum(pair.people == 1 for pair in report.pairs),
        "bridge_strength": {
            f"{names[pair.first]}|{names[pair.second]}": {"ties": pair.ties, "people": pair.people}
            for pair in report.pairs
        },
    }


def _write_people(path: Path, network: Network, report: SiloReport, between: Reals) -> None:
    columns: Iterable[tuple[object, ...]] = zip(
        network.people,
        *report.roles.counts.T.tolist(),
        map(_known, report.constraint.tolist()),
        map(_known, between.tolist()),
        strict=True,
    )
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["id", *ROLES, "constraint", "betweenness"])
            writer.writerows(columns)
    except OSError as error:
        raise UnreadableTableError(f"{path}: {error.strerror or error}") from error


def _run_introductions(network: Network, chosen: argparse.Namespace) -> list[dict[str, object]]:
    people, names = network.people, network.group_names
    found = introductions(network.graph, network.group_of, len(names), count=chosen.count)
    return [
        {
            "from": people[one.first],
            "to": people[one.second],
            "via": [people[node] for node in one.via],
            "groups": [names[group] for group in one.groups],
            "people_before": one.people_before,
            "people_after": one.people_after,
        }
        for one in found
    ]


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
