"""An action is refused, or done whole with one line in the log; nothing of it reaches the next."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.utils import timezone

from dwarsverband.foundation.access import ALLOWED, Actor, Refused, Verdict, action, denied, later
from dwarsverband.foundation.access.action import VERBS
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.jobs import job
from dwarsverband.foundation.access.log import Line, Lines
from dwarsverband.foundation.accounts.models import Membership, Theme
from dwarsverband.foundation.database.tables import rows
from tests.cast import Cast
from tests.live import Live


def may_rename_theme(actor: Actor, theme: Theme) -> Verdict:
    return ALLOWED if actor.is_coordinator else denied("Alleen de regisseur hernoemt.")


@action(may_rename_theme)
def rename_theme(actor: Actor, theme: Theme, *, name: str) -> Theme:
    theme.name_nl = name
    theme.save()
    later("access.test_nothing", actor, theme)
    if name == "half":
        raise ZeroDivisionError("Geheim")
    if name == "raar":
        raise ValidationError("Dat is geen naam.")
    return theme


@job("access.test_nothing")
def nothing(actor: Actor, theme_id: str) -> None:
    """Only for these tests."""


@pytest.fixture(autouse=True)
def _own_verbs() -> Iterator[None]:
    known = dict(VERBS)
    yield
    VERBS.clear()
    VERBS.update(known)


def test_an_action_and_its_line_commit_together(cast: Cast) -> None:
    theme, before = _theme(cast.noor), _lines(cast.noor)
    rename_theme(cast.noor, theme, name="Samen")
    line, *older = _lines(cast.noor)
    assert older == before
    assert (line.verb, line.verdict, line.actor) == (
        "test_act.rename_theme",
        "allowed",
        cast.noor.reference,
    )
    assert line.subject == (f"theme:{theme.pk}", f"theme:{theme.pk}")
    assert _theme(cast.noor).name_nl == "Samen"


def test_a_line_holds_no_name_and_no_text(cast: Cast) -> None:
    rename_theme(cast.noor, _theme(cast.noor), name="Kwetsbare tekst")
    record = _lines(cast.noor)[0].record
    assert "Kwetsbare" not in record
    assert "Noor" not in record


def test_a_refusal_is_written_down_after_the_rollback(cast: Cast) -> None:
    theme = _theme(cast.bram)
    with pytest.raises(Refused, match="Alleen de regisseur"), acting(cast.bram):
        assert Theme.objects.filter(pk=theme.pk).update(name_nl="Weg") == 1
        rename_theme(cast.bram, theme, name="Samen")
    assert _lines(cast.noor)[0].verdict == "denied"
    assert _lines(cast.noor)[0].actor == cast.bram.reference
    assert _theme(cast.noor).name_nl == theme.name_nl


def test_an_action_that_breaks_leaves_nothing_but_a_line(cast: Cast) -> None:
    theme, name, jobs = _theme(cast.noor), _theme(cast.noor).name_nl, _jobs()
    with pytest.raises(ZeroDivisionError):
        rename_theme(cast.noor, theme, name="half")
    line = _lines(cast.noor)[0]
    assert (line.verb, line.verdict) == ("test_act.rename_theme", "failed")
    assert "Geheim" not in line.record
    assert _theme(cast.noor).name_nl == name
    assert _jobs() == jobs


def test_input_that_makes_no_sense_changes_nothing_and_is_no_failure(cast: Cast) -> None:
    theme, name, before = _theme(cast.noor), _theme(cast.noor).name_nl, _lines(cast.noor)
    with pytest.raises(ValidationError):
        rename_theme(cast.noor, theme, name="raar")
    assert _lines(cast.noor) == before
    assert _theme(cast.noor).name_nl == name


def test_what_can_wait_is_asked_for_in_the_same_transaction_with_numbers_only(cast: Cast) -> None:
    theme = _theme(cast.noor)
    rename_theme(cast.noor, theme, name="Samen")
    ((values,),) = rows("SELECT args FROM procrastinate_jobs ORDER BY id DESC LIMIT 1")
    assert json.loads(str(values)) == {
        "partnership": str(cast.noor.partnership_id),
        "membership": str(cast.noor.membership_id),
        "user": str(cast.noor.user_id),
        "subjects": [str(theme.pk)],
    }


def test_one_transaction_has_one_actor(cast: Cast) -> None:
    with acting(cast.noor):
        with pytest.raises(RuntimeError, match="one actor"), acting(cast.bram):
            pass
        with pytest.raises(RuntimeError, match="one actor"):
            rename_theme(cast.wim, _theme(cast.noor), name="Samen")
        assert Theme.objects.exists()


def test_the_context_ends_with_the_transaction(live: Live) -> None:
    with acting(live.cast.noor):
        assert Theme.objects.exists()
    assert not Theme.objects.exists()
    assert rows("SELECT coalesce(current_setting('dwarsverband.context', true), '')") == [("",)]
    with pytest.raises(ZeroDivisionError), acting(live.cast.wim):
        assert 1 / 0
    assert not Theme.objects.exists()


def test_the_context_does_not_outlive_a_block_in_a_larger_transaction(cast: Cast) -> None:
    with transaction.atomic():
        with acting(cast.noor):
            assert Theme.objects.exists()
        assert not Theme.objects.exists()
        with acting(cast.wim):
            assert set(Theme.objects.values_list("partnership_id", flat=True)) == {
                cast.elsewhere.pk
            }


def test_a_refusal_needs_no_second_connection(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = _theme(live.cast.bram)
    made: list[object] = []
    connect = connections["default"].get_new_connection

    def count(parameters: object) -> object:
        made.append(parameters)
        return connect(parameters)

    monkeypatch.setattr(connections["default"], "get_new_connection", count)
    connection.close()
    with pytest.raises(Refused):
        rename_theme(live.cast.bram, theme, name="Samen")
    assert len(made) == 1
    assert _lines(live.cast.noor)[0].verdict == "denied"


def test_a_signed_context_cannot_be_made_by_hand(cast: Cast) -> None:
    with acting(cast.noor):
        ((signed,),) = rows("SELECT current_setting('dwarsverband.context')")
    own, other = str(cast.waterdal.pk), str(cast.elsewhere.pk)
    for forged in (str(signed).replace(own, other), "system||" + other + "||9999999999|0", "", "x"):
        with transaction.atomic():
            rows("SELECT set_config('dwarsverband.context', %s, true)", forged)
            assert not Theme.objects.exists()


def test_a_member_whose_membership_ended_sees_nothing(live: Live) -> None:
    with acting(live.cast.bram):
        assert Theme.objects.exists()
    with acting(system(live.cast.waterdal.pk)):
        bram = Membership.objects.filter(name=live.cast.bram.name)
        bram.update(ends_on=timezone.localdate() - timedelta(days=1))
    with acting(live.cast.bram):
        assert not Theme.objects.exists()


def _theme(actor: Actor) -> Theme:
    with acting(actor):
        return Theme.objects.all()[0]


def _lines(actor: Actor) -> list[Line]:
    with acting(actor):
        return Lines(actor)[:1000]


def _jobs() -> list[tuple[object, ...]]:
    return rows("SELECT id FROM procrastinate_jobs ORDER BY id")
