"""Who has which e-mail address: two people never share one, and that of an account belongs to its holder."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from dwarsverband.modules.network.queries.import_matching import is_shared
from dwarsverband.modules.network.queries.import_names import (
    DIFFERENT,
    compare_names,
    parse_name,
)


@dataclass
class Addresses:
    """The addresses of the network and of the list; that of a place may belong to several."""

    own: Callable[[], str] = str
    own_name: str = ""
    _holders: dict[str, str] = field(default_factory=dict)

    def hold(self, email: str, key: str) -> None:
        """That somebody has an address; whoever has it first keeps it."""
        if email:
            self._holders.setdefault(email.casefold(), key)

    def is_own(self, email: str) -> bool:
        """Whether it is the address of the account of whoever brings the list in."""
        return bool(email) and email.casefold() == self.own()

    def is_taken(self, email: str, key: str) -> bool:
        """Whether somebody else has it, and it is no mailbox of a place."""
        holder = self._holders.get(email.casefold(), key)
        return bool(email) and holder != key and not is_shared(email)

    def refusal(self, email: str, key: str, name: str) -> str:
        """Why somebody new comes in without this address; empty when they get it."""
        names = {"name": name, "email": email}
        is_holder = compare_names(parse_name(self.own_name), parse_name(name)) != DIFFERENT
        holder = self._holders.get(email.casefold(), key)
        if self.is_own(email) and (holder != key or not is_holder):
            return _("%(name)s: this is the address of your own account. It stays out.") % names
        if self.is_taken(email, key):
            return _("%(name)s: somebody else has the address %(email)s. It stays out.") % names
        return ""

    def kept(self, email: str, key: str, name: str) -> str:
        """Why somebody of the network does not get this address; empty when they do."""
        names = {"name": name, "email": email}
        if self.is_own(email):
            return (
                _("%(name)s: this is the address of your own account. It stays as it was.") % names
            )
        if self.is_taken(email, key):
            return (
                _("%(name)s: somebody else has the address %(email)s. It stays as it was.") % names
            )
        return ""
