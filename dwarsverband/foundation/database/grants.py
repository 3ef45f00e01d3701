"""What the application's role may do with which table: everything, but for the exceptions here."""

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

from dwarsverband.foundation.database.roles import application_role

# Only read: the log is added to by a function of the database, migrations by the owner.
READ_ONLY = ("access_logentry", "access_loghead", "django_migrations")

# Open on purpose: no row in them tells what a partnership holds.
WITHOUT_PARTNERSHIP = {
    "accounts_user": "an e-mail address and a password; needed before anybody is known",
    "account_emailaddress": "the same, kept by the sign-in library",
    "account_emailconfirmation": "the same",
    "accounts_signin": "where users are signed in: a kind of browser and a moment",
    "auth_group": "unused; Django's own",
    "auth_group_permissions": "unused; Django's own",
    "auth_permission": "unused; Django's own",
    "cache": "counts of sign-ins, behind a keyed hash; nothing of a partnership",
    "django_content_type": "names of tables",
    "django_migrations": "names of migrations",
    "django_session": "signed-in browsers; a random key and the user's number",
    "mfa_authenticator": "second factors of users: sealed secrets and public keys",
    "procrastinate_events": "what happened to jobs: numbers",
    "procrastinate_jobs": "jobs: names and numbers, never content",
    "procrastinate_periodic_defers": "when a job was last asked for",
    "procrastinate_workers": "which workers live",
    "request_count": "how often somebody asked, behind a keyed hash; nothing of a partnership",
    "socialaccount_socialaccount": "who somebody is elsewhere: a number, and nothing that is told there",
    "socialaccount_socialapp": "unused; providers come from the settings",
    "socialaccount_socialtoken": "unused; tokens of other places are not kept",
    "procrastinate_version": "the version of the queue",
}


def give() -> None:
    """Let the application's role use every table, and only read the log."""
    role = f'"{application_role()}"'
    with connection.cursor() as cursor:
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' AND relname = ANY (%s)",
            [list(READ_ONLY)],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'REVOKE INSERT, UPDATE, DELETE ON "{table}" FROM {role}')
    for name in settings.AFTER_MIGRATING:
        import_string(name)()
