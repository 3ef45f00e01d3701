"""Imports only go down. Each contract of `.importlinter` is broken here on purpose, to see it fail."""

from configparser import ConfigParser
from copy import deepcopy

import grimp
import pytest
from importlinter import configuration
from importlinter.application import app_config, use_cases
from importlinter.application.ports.building import GraphBuilder

from tests.house.source import ROOT

configuration.configure()
use_cases._register_built_in_contract_types()
NETWORK, HOME = "dwarsverband.modules.network", "dwarsverband.modules.home"
ACCESS = "dwarsverband.foundation.access"
# Of each contract: who would import what.
BREACHES = {
    "storeys": ("dwarsverband.analysis.networks", "dwarsverband.foundation.access"),
    "foundation": ("dwarsverband.foundation.database.checks", ACCESS),
    "modules": (f"{NETWORK}.models", f"{HOME}.queries"),
    "doors": (f"{NETWORK}.rules", f"{NETWORK}.actions.people"),
    "between-modules": (f"{HOME}.queries", f"{NETWORK}.jobs"),
    "pure-analysis": ("dwarsverband.analysis.networks", "django"),
    "numerics-stay-in-analysis": (f"{NETWORK}.queries.silos", "scipy"),
    "ninja-at-the-door": (f"{NETWORK}.rules", "ninja"),
}


def _contracts() -> list[str]:
    """The names of the contracts in `.importlinter`."""
    sections = ConfigParser()
    sections.read(ROOT / ".importlinter")
    return [name.split(":")[2] for name in sections.sections() if name.count(":") == 2]


class Built(GraphBuilder):
    """Hands over a graph that was built before."""

    def __init__(self, graph: grimp.ImportGraph) -> None:
        self.graph = graph

    def build(self, *_names: object, **_options: object) -> grimp.ImportGraph:
        return deepcopy(self.graph)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph(
        "dwarsverband",
        include_external_packages=True,
        exclude_type_checking_imports=True,
        cache_dir=None,
    )


def test_imports_only_go_down(graph: grimp.ImportGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _broken(graph, monkeypatch) == []


@pytest.mark.parametrize("contract", _contracts())
def test_each_contract_sees_its_breach(
    graph: grimp.ImportGraph, monkeypatch: pytest.MonkeyPatch, contract: str
) -> None:
    importer, imported = BREACHES[contract]
    bad = deepcopy(graph)
    assert {importer} <= bad.modules, f"{importer} is gone; name another one here."
    bad.add_import(importer=importer, imported=imported)
    assert _broken(bad, monkeypatch, contract) == [contract]


def _broken(graph: grimp.ImportGraph, monkeypatch: pytest.MonkeyPatch, *only: str) -> list[str]:
    """The contracts that do not hold for a graph."""
    monkeypatch.setattr(app_config.settings, "GRAPH_BUILDER", Built(graph))
    options = use_cases.read_user_options(str(ROOT / ".importlinter"))
    report = use_cases.create_report(options, limit_to_contracts=only)
    names = {one["name"]: one["id"] for one in options.contracts_options}
    return [names[one.name] for one, check in report.get_contracts_and_checks() if not check.kept]
