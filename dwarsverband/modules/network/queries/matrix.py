"""The domain by domain matrix of a silo report, as the page draws it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dwarsverband.foundation.access import Actor
from dwarsverband.foundation.ui.addresses import address
from dwarsverband.foundation.ui.figures import Matrix, MatrixCell, MatrixRow
from dwarsverband.modules.network.queries.filters import filter_query
from dwarsverband.modules.network.queries.silos import Group, Pair, Silos, without_tie

MANY, MOST_GROUPS = 5, 30


def silo_matrix(actor: Actor, report: Silos) -> Matrix | None:
    """How many ties run between every two groups, and which of them hang on one person.

    Of so many groups that nobody can read it there is none.
    """
    if len(report.groups) > MOST_GROUPS:
        return None
    query = filter_query(report.filter)
    pairs = {frozenset((pair.first.pk, pair.second.pk)): pair for pair in report.pairs}
    inside = dict(zip((group.pk for group in report.groups), report.inside, strict=True))
    return Matrix(
        caption=_("Ties between domains. Choose a box to see the names.")
        if report.names_people
        else _("Ties between domains. Choose a box to see more about it."),
        things=list(report.groups),
        rows=[
            MatrixRow(
                thing=one,
                cells=[
                    _inside(one, inside[one.pk])
                    if one.pk == other.pk
                    else _between(
                        actor,
                        one,
                        other,
                        pairs.get(frozenset((one.pk, other.pk))) or without_tie(one, other),
                        query,
                    )
                    for other in report.groups
                ],
            )
            for one in report.groups
        ],
    )


def _inside(group: Group, count: int) -> MatrixCell:
    if count < 0:
        return MatrixCell(
            "<", _("Within %(name)s: too few people to show") % {"name": group.name}, "hidden"
        )
    label = ngettext("Within %(name)s: %(count)s tie", "Within %(name)s: %(count)s ties", count)
    return MatrixCell(str(count), label % {"name": group.name, "count": count}, "inside")


def _between(actor: Actor, one: Group, other: Group, pair: Pair, query: str) -> MatrixCell:
    names = {"first": one.name, "second": other.name, "count": pair.ties}
    if pair.is_hidden:
        return MatrixCell(
            "<", _("%(first)s and %(second)s: too few people to show") % names, "hidden"
        )
    if not pair.ties:
        return MatrixCell(
            "–", _("%(first)s and %(second)s: no tie") % names, "none", _detail(actor, pair, query)
        )
    label = ngettext(
        "%(first)s and %(second)s: %(count)s tie",
        "%(first)s and %(second)s: %(count)s ties",
        pair.ties,
    )
    if pair.hangs_on_one:
        label = ngettext(
            "%(first)s and %(second)s: %(count)s tie, hangs on one person",
            "%(first)s and %(second)s: %(count)s ties, all through one person",
            pair.ties,
        )
    state = "one" if pair.hangs_on_one else "many" if pair.ties >= MANY else "some"
    return MatrixCell(str(pair.ties), label % names, state, _detail(actor, pair, query))


def _detail(actor: Actor, pair: Pair, query: str) -> str:
    place = address(actor, "network:pair_detail", first=pair.first.pk, second=pair.second.pk)
    return f"{place}?{query}" if query else place
