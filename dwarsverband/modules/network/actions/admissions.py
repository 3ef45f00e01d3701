"""Who comes in although somebody with the same name or address asked to be taken out.

The reason is the verb; the log holds that and numbers, never a name.
"""

from dwarsverband.foundation.access import Actor, action
from dwarsverband.modules.network import rules
from dwarsverband.modules.network.models import Person


@action(rules.may_admit_namesake)
def admit_namesake(actor: Actor, person: Person) -> Person:
    """Somebody else with the same name comes in; that it was decided stands in the log."""
    return person


@action(rules.may_admit_returning)
def admit_returning(actor: Actor, person: Person) -> Person:
    """Somebody who left asks to come back; that it was decided stands in the log."""
    return person
