"""What an actor does with reports: keep the totals of a day, show them to the world, take that back."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, action, always
from dwarsverband.foundation.links import links
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import Measurement, Publication
from dwarsverband.modules.network.queries.export import WRITERS, Export, network_file
from dwarsverband.modules.network.queries.history import totals_of
from dwarsverband.modules.network.queries.publications import PURPOSE, published_figures
from dwarsverband.modules.network.queries.silos import silo_report

LONGEST_DAYS = 366


@action(rules.may_measure_network)
def measure_network(actor: Actor) -> Measurement:
    """Keep the totals of today, so that they can be compared with later ones."""
    measured, _is_new = Measurement.objects.update_or_create(
        partnership_id=actor.partnership_id,
        measured_on=timezone.localdate(),
        defaults=totals_of(silo_report(actor)),
    )
    return measured


@action(rules.may_publish_report)
def publish_report(actor: Actor, *, ends_on: date) -> tuple[Publication, str]:
    """Show the report of today to whoever has the link, until a day; also the secret of that link."""
    today = timezone.localdate()
    if not today < ends_on <= today + timedelta(days=LONGEST_DAYS):
        raise ValidationError({"ends_on": _("Choose a day within a year.")})
    publication = Publication.objects.create(
        partnership_id=actor.partnership_id,
        figures=published_figures(silo_report(actor)),
        published_on=today,
        ends_on=ends_on,
    )
    ends_at = timezone.now() + (ends_on - today) + timedelta(days=1)
    _link, secret = links.make(actor, PURPOSE, ends_at, details={}, subject=publication.pk)
    return publication, secret


@action(rules.may_withdraw_publication)
def withdraw_publication(actor: Actor, publication: Publication) -> Publication:
    """Let a share link show nothing from now on."""
    publication.withdrawn_on = timezone.localdate()
    publication.save(update_fields=["withdrawn_on"])
    return publication


@action(rules.may_export_network, asks_proof=always)
def export_network(actor: Actor, *, kind: str) -> Export:
    """Take the whole network along as a file; that it was taken stands in the log."""
    if kind not in WRITERS:
        raise ValidationError({"kind": _("Choose one of the kinds of file.")})
    return network_file(actor, kind)
