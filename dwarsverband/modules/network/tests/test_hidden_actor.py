"""The log says that somebody asked for help, and to nobody who."""

import io
import json
import zipfile
from uuid import UUID

import pytest
from django.db import transaction

from dwarsverband.foundation.access import Refused, log
from dwarsverband.foundation.access.context import acting
from dwarsverband.foundation.access.log import HIDDEN, Line, Lines
from dwarsverband.foundation.database.roles import as_owner
from dwarsverband.foundation.database.tables import rows
from dwarsverband.modules.network.actions.helping import end_question
from dwarsverband.modules.network.models import HelpQuestion
from dwarsverband.modules.network.tests.test_ask_for_help import QUESTION, offer, send
from tests import make
from tests.answers import in_english, text
from tests.cast import Cast
from tests.live import Live
from tests.machines import ask, token


def _somebody_offers(cast: Cast) -> None:
    person = make.person(cast.waterdal, "Hulp 1", "care", "GGD", email="h1@ggd.example")
    offer(cast, person, "schoolverzuim")


@pytest.fixture
def question(cast: Cast) -> HelpQuestion:
    _somebody_offers(cast)
    return send(cast)


def _lines(cast: Cast) -> list[Line]:
    verbs = ("network.ask_for_help", "network.end_question", "network.thank")
    with acting(cast.noor):
        return Lines(cast.noor, verbs)[:]


@pytest.mark.regression("the log told the coordinator who had asked for help")
def test_no_line_tells_who_asked(cast: Cast, question: HelpQuestion) -> None:
    with acting(cast.bram):
        end_question(cast.bram, question)
    lines = _lines(cast)
    assert len(lines) == 2
    assert all(line.actor.startswith(f"{HIDDEN}:") for line in lines)
    assert all(str(cast.bram.membership_id) not in line.record for line in lines)
    assert len({line.actor for line in lines}) == 2, "Two lines cannot be laid beside each other."
    assert {line.at.hour for line in lines} == {12}, "A day, and no hour."


@pytest.mark.regression("a refusal in the log told who had asked for help")
def test_a_refusal_tells_no_more(cast: Cast, question: HelpQuestion) -> None:
    with pytest.raises(Refused):
        end_question(cast.hanneke, question)
    line = _lines(cast)[0]
    assert (line.verdict, line.actor.partition(":")[0]) == ("denied", HIDDEN)


def test_a_program_leaves_no_token_behind(cast: Cast) -> None:
    _somebody_offers(cast)
    made = token(cast.bram)
    assert ask(made.secret, "/api/v1/waterdal/questions", {"text": QUESTION}).status_code == 201
    (line,) = _lines(cast)
    assert str(made.pk) not in line.record and line.means == ""


@pytest.mark.parametrize("who", ["noor", "joost"])
def test_whoever_reads_the_log_cannot_match_a_question_and_who_asked_it(
    cast: Cast, question: HelpQuestion, who: str
) -> None:
    client, bram = in_english(cast.client(who)), str(cast.bram.membership_id)
    for address in (f"?nummer={question.pk}", "?soort=network.ask_for_help"):
        page = text(client.get(f"/waterdal/privacy{address}")).partition("<tbody>")[2]
        assert "who is told to nobody" in page and bram not in page and bram[:8] not in page
    shown = json.loads(text(client.get(f"/api/v1/waterdal/log-lines?number={bram}")))
    assert "network.ask_for_help" not in {one["verb"] for one in shown["items"]}
    packed = zipfile.ZipFile(io.BytesIO(client.post("/waterdal/privacy/logboek").content))
    told = [packed.read(name).decode() for name in packed.namelist()]
    asked = [line for one in told for line in one.splitlines() if "network.ask_for_help" in line]
    assert asked and not any(bram in line for line in asked)


def test_the_chain_still_holds(live: Live) -> None:
    _somebody_offers(live.cast)
    send(live.cast)
    with as_owner(), transaction.atomic():
        assert rows("SELECT 1 FROM access_logentry WHERE record LIKE '%hidden:%'")
        assert log.verify() == []


def test_whoever_has_the_secret_of_the_installation_can_ask_it_of_one_line_and_one_member(
    cast: Cast, question: HelpQuestion
) -> None:
    (line,) = _lines(cast)
    home = cast.waterdal.pk
    assert log.was_written_by(line, home, UUID(str(cast.bram.membership_id)))
    assert not log.was_written_by(line, home, UUID(str(cast.noor.membership_id)))
    assert not log.was_written_by(line, cast.elsewhere.pk, UUID(str(cast.bram.membership_id)))
