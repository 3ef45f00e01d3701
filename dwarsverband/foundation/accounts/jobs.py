"""What can wait: a letter about a password, and destroying what is past its term."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from dwarsverband.foundation.access import Actor, checkpoints
from dwarsverband.foundation.access.context import acting, system
from dwarsverband.foundation.access.everywhere import everywhere, forget_given_up
from dwarsverband.foundation.access.jobs import MOST_ATTEMPTS
from dwarsverband.foundation.accounts.actions import sign_in
from dwarsverband.foundation.accounts.actions.partnerships import forget_old as forget
from dwarsverband.foundation.accounts.queries import every_partnership

PATIENCE = 6


@app.task(
    name="accounts.send_new_password",
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS - 1, exponential_wait=PATIENCE),
)
def send_new_password(user: str) -> None:
    """Send the letter in which somebody finds where to choose a new password."""
    if user:
        sign_in.send_new_password(user)


@app.task(
    name="accounts.send_change",
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS - 1, exponential_wait=PATIENCE),
)
def send_change(user: str, change: str) -> None:
    """Send the letter in which somebody reads that they sign in differently now."""
    sign_in.send_change(user, change)


@app.task(
    name="accounts.note_guesses",
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS - 1, exponential_wait=PATIENCE),
)
def note_guesses(user: str) -> None:
    """Let the logs say that somebody guesses at an account."""
    if user:
        sign_in.write_guesses(user)


@app.periodic(cron="41 3 * * *")
@app.task(name="accounts.forget_old", queueing_lock="accounts.forget_old")
def forget_old(timestamp: int) -> None:
    """Destroy what is past its term in every partnership, and sign-ins that have ended."""
    _forget_old()
    sign_in.forget_sign_ins()
    forget_given_up()


@everywhere("accounts.forget_old")
def _forget_old(actor: Actor) -> None:
    forget(actor)


@app.periodic(cron="*/10 * * * *")
@app.task(name="accounts.sign_log", queueing_lock="accounts.sign_log")
def sign_log(timestamp: int) -> None:
    """Sign how far the log of every partnership is."""
    heads = {}
    for partnership in every_partnership():
        with acting(system(partnership)):
            heads[str(partnership)] = checkpoints.read_head(partnership)
    checkpoints.sign({stream: head for stream, head in heads.items() if head})
