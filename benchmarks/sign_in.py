"""Whether the time of an answer tells who has an account: signing in, and asking for a new password.

Known and unknown addresses take turns, each from a machine of its own, so that no guess has to wait. The
peer of the known addresses are the unknown ones in the same run. Time of the clock, because that is what
somebody outside can measure; through Django's own client, so without the noise of a network.
"""

import argparse
import statistics
import time

from benchmarks._timing import tell
from benchmarks.import_sheet import database


def main() -> None:
    """Print medians, and how far they lie apart."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    with database():
        from django.core.management import call_command

        call_command("collectstatic", verbosity=0, interactive=False)
        found = {
            name: measured(address, field, rounds)
            for name, address, field in (
                ("sign_in", "/inloggen", "login"),
                ("new_password", "/wachtwoord/vergeten", "email"),
            )
        }
    for name, (known, unknown) in found.items():
        print(f"{name}: known {known * 1000:.1f} ms, unknown {unknown * 1000:.1f} ms (medians)")
    tell(
        rounds=rounds,
        sign_in_apart_ms=abs(found["sign_in"][0] - found["sign_in"][1]) * 1000,
        sign_in_ratio=found["sign_in"][0] / found["sign_in"][1],
        new_password_apart_ms=abs(found["new_password"][0] - found["new_password"][1]) * 1000,
    )


def measured(address: str, field: str, rounds: int) -> tuple[float, float]:
    """The medians of known and of unknown addresses."""
    from dwarsverband.foundation.accounts.models import User

    for number in range(rounds):
        email = f"known{number}@{field}.example"
        if not User.objects.filter(email=email).exists():
            User.objects.create_user(email, f"a long sentence {number}")
    seconds: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(rounds):
        order = ("known", "unknown") if number % 2 else ("unknown", "known")
        for kind in order:
            seconds[kind].append(_asked(address, field, f"{kind}{number}@{field}.example", number))
    return statistics.median(seconds["known"]), statistics.median(seconds["unknown"])


def _asked(address: str, field: str, email: str, number: int) -> float:
    from django.test import Client

    client = Client(REMOTE_ADDR=f"198.51.{number % 250}.{len(email)}")
    began = time.perf_counter()
    client.post(address, {field: email, "password": "a wrong sentence as password"})
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
