"""What is done to the map by itself: everybody gets a place that stays."""

from dwarsverband.foundation.access import Actor, action
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import Place
from dwarsverband.modules.network.queries.map_places import new_places

BATCH = 2_000


@action(rules.may_place_people)
def place_people(actor: Actor) -> None:
    """Keep where everybody stands on the map, so that it has the same shape tomorrow."""
    Place.objects.bulk_create(
        new_places(actor),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["partnership", "person"],
        update_fields=["domain", "x", "y"],
    )
