"""What an actor does with the seats of themes, and with who works on what."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dwarsverband.foundation.access import Actor, Conflict, action
from dwarsverband.foundation.accounts.models import Domain, Theme
from dwarsverband.foundation.accounts.queries import visible_domains, visible_themes
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import Person, PersonTheme, Seat
from dwarsverband.modules.network.queries.reference_seats import reference_seats
from dwarsverband.modules.network.queries.seats import visible_seats

MOST_WORDS = 12


@action(rules.may_add_seat)
def add_seat(actor: Actor, theme: Theme, *, name: str, domain: Domain, words: list[str]) -> Seat:
    """Say that a theme needs somebody more."""
    others = list(visible_seats(actor).filter(theme=theme))
    seat = Seat(partnership_id=actor.partnership_id, theme=theme, version=0)
    seat.order = max((other.order for other in others), default=-1) + 1
    return _saved(seat, others, name, domain, words)


@action(rules.may_change_seat)
def change_seat(
    actor: Actor, seat: Seat, *, name: str, domain: Domain, words: list[str], version: int
) -> Seat:
    """Say otherwise whom a theme needs; what was a proposal is one no longer."""
    current = Seat.objects.select_for_update().get(pk=seat.pk)
    if version != current.version:
        raise Conflict(current)
    others = list(visible_seats(actor).filter(theme=seat.theme_id).exclude(pk=seat.pk))
    return _saved(current, others, name, domain, words)


@action(rules.may_move_seat_up)
def move_seat_up(actor: Actor, seat: Seat) -> Seat:
    """Put a seat one place higher."""
    seats = list(visible_seats(actor).filter(theme=seat.theme_id))
    at = next(at for at, one in enumerate(seats) if one.pk == seat.pk)
    seats.insert(max(at - 1, 0), seats.pop(at))
    for order, one in enumerate(seats):
        one.order = order
    Seat.objects.bulk_update(seats, ["order"])
    return seat


@action(rules.may_remove_seat)
def remove_seat(actor: Actor, seat: Seat) -> None:
    """Take a seat off a theme that does not need it."""
    Seat.objects.filter(pk=seat.pk).delete()


@action(rules.may_propose_seats)
def propose_seats(actor: Actor, theme: Theme | None = None) -> None:
    """Give a theme, or each that has none, the seats that it usually needs."""
    domains = {domain.code: domain for domain in visible_domains(actor)}
    taken = set(visible_seats(actor).values_list("theme_id", flat=True))
    themes = [theme] if theme else [one for one in visible_themes(actor) if one.pk not in taken]
    if theme is not None and theme.pk in taken:
        raise ValidationError(_("This theme has seats already."))
    Seat.objects.bulk_create(
        Seat(
            partnership_id=actor.partnership_id,
            theme=one,
            domain=domains[domain],
            name=name,
            words=list(words),
            is_proposed=True,
            order=order,
        )
        for one in themes
        for order, (domain, name, words) in enumerate(reference_seats(one.code))
        if domain in domains
    )


@action(rules.may_put_on_theme)
def put_on_theme(actor: Actor, person: Person, *, theme: Theme) -> PersonTheme:
    """Write down that somebody works on a theme; once more changes nothing."""
    found, _is_new = PersonTheme.objects.get_or_create(
        partnership_id=actor.partnership_id, person=person, theme=theme
    )
    return found


@action(rules.may_take_off_theme)
def take_off_theme(actor: Actor, person: Person, *, theme: Theme) -> None:
    """Write down that somebody no longer works on a theme."""
    PersonTheme.objects.filter(person=person, theme=theme).delete()


def _saved(seat: Seat, others: list[Seat], name: str, domain: Domain, words: list[str]) -> Seat:
    name = " ".join(name.split())
    if (domain.pk, name.casefold()) in {(one.domain_id, one.name.casefold()) for one in others}:
        raise ValidationError({"name": _("This theme has this seat already.")})
    if len(words) > MOST_WORDS:
        raise ValidationError({"words": _("At most twelve words.")})
    seat.name, seat.domain, seat.words = name, domain, words
    seat.is_proposed = False
    seat.version += 1
    seat.full_clean(validate_constraints=False)
    seat.save()
    return seat
