"""Ask for a job by its name; it starts when the transaction has been kept."""

from dataclasses import asdict

from procrastinate.contrib.django import app

from dwarsverband.foundation.access.verdict import Actor


def later(name: str, actor: Actor, *subjects: object) -> None:
    """Do this when there is time, for the same partnership: numbers travel, content never does."""
    means = {"means": {**asdict(actor.means), "id": str(actor.means.id)}} if actor.means else {}
    keys = [str(getattr(subject, "pk", subject)) for subject in subjects]
    app.configure_task(name).defer(
        partnership=str(actor.partnership_id),
        membership=str(actor.membership_id or ""),
        user=str(actor.user_id or ""),
        subjects=[*keys],
        **means,
    )
