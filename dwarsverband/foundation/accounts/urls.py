"""Addresses of accounts: those inside a partnership, and those before one is known."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as second_step
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from dwarsverband.foundation.access.reach import open_to
from dwarsverband.foundation.accounts import views
from dwarsverband.foundation.accounts.queries.elsewhere import providers
from dwarsverband.foundation.accounts.views import calendars, elsewhere, factors, sessions

app_name = "accounts"
urlpatterns = [
    path("account", views.account, name="account"),
    path("account/wijzigen", views.change_account, name="change_account"),
    path("account/sleutels", views.token_list, name="token_list"),
    path("account/sleutels/maken", views.make_token, name="make_token"),
    path("account/sleutels/<uuid:pk>/beeindigen", views.end_token, name="end_token"),
    path("account/agenda", calendars.calendar, name="calendar"),
    path("account/agenda/maken", calendars.make_calendar, name="make_calendar"),
    path("account/agenda/beeindigen", calendars.end_calendar, name="end_calendar"),
    path("account/inloggen", factors.factor_list, name="factor_list"),
    path("account/inloggen/app", factors.add_app, name="add_app"),
    path("account/inloggen/passkey", factors.add_passkey, name="add_passkey"),
    path("account/inloggen/codes", factors.make_recovery_codes, name="make_recovery_codes"),
    path("account/inloggen/<uuid:pk>/weghalen", factors.remove_factor, name="remove_factor"),
    path(
        "account/inloggen/elders/<slug:provider_id>",
        elsewhere.link_identity,
        name="link_identity",
    ),
    path(
        "account/inloggen/elders/<slug:provider_id>/weghalen",
        elsewhere.unlink_identity,
        name="unlink_identity",
    ),
    path("account/sessies", sessions.session_list, name="session_list"),
    path("account/sessies/andere", sessions.end_other_sessions, name="end_other_sessions"),
    path("account/sessies/<uuid:pk>/beeindigen", sessions.end_session, name="end_session"),
    path(
        "account/bevestigen/elders/<slug:provider_id>",
        elsewhere.prove_elsewhere,
        name="prove_elsewhere",
    ),
    path("account/bevestigen", factors.confirm_identity, name="confirm_identity"),
    path("leden/tweede-stap", factors.require_second_factor, name="require_second_factor"),
    path("leden", views.member_list, name="member_list"),
    path("leden/uitnodigen", views.invite_member, name="invite_member"),
    path(
        "leden/uitnodigingen/<uuid:pk>/intrekken",
        views.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("leden/<uuid:pk>/wijzigen", views.change_membership, name="change_membership"),
    path("leden/<uuid:pk>/beeindigen", views.end_membership, name="end_membership"),
    path("indeling", views.domain_list, name="domain_list"),
    path("indeling/domeinen/toevoegen", views.add_domain, name="add_domain"),
    path("indeling/domeinen/<uuid:pk>/wijzigen", views.change_domain, name="change_domain"),
    path("indeling/domeinen/<uuid:pk>/hoger", views.move_domain_up, name="move_domain_up"),
    path("indeling/domeinen/<uuid:pk>/weghalen", views.remove_domain, name="remove_domain"),
    path("indeling/themas/toevoegen", views.add_theme, name="add_theme"),
    path("indeling/themas/<uuid:pk>/wijzigen", views.change_theme, name="change_theme"),
    path("indeling/themas/<uuid:pk>/hoger", views.move_theme_up, name="move_theme_up"),
    path("indeling/themas/<uuid:pk>/weghalen", views.remove_theme, name="remove_theme"),
    path("organisaties", views.organisation_list, name="organisation_list"),
    path("organisaties/toevoegen", views.add_organisation, name="add_organisation"),
    path("organisaties/<uuid:pk>/wijzigen", views.change_organisation, name="change_organisation"),
    path("organisaties/<uuid:pk>/samenvoegen", views.merge_organisation, name="merge_organisation"),
    path("organisaties/<uuid:pk>/weghalen", views.remove_organisation, name="remove_organisation"),
]

anyone = open_to("anyone")
outside = [
    path("", views.start, name="start"),
    path("taal", views.set_language, name="set_language"),
    path("agenda/<str:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("uitnodiging/<str:secret>", views.accept_invitation, name="accept_invitation"),
    path(
        "inloggen",
        anyone(sign_in.LoginView.as_view(extra_context={"providers": providers})),
        name="account_login",
    ),
    path("inloggen/tweede-stap", anyone(second_step.authenticate), name="mfa_authenticate"),
    path("inloggen/passkey", anyone(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        "inloggen/elders/<slug:provider_id>",
        elsewhere.sign_in_elsewhere,
        name="openid_connect_login",
    ),
    path(
        "inloggen/elders/<slug:provider_id>/terug",
        elsewhere.come_back,
        name="openid_connect_callback",
    ),
    path("inloggen/gesloten", anyone(sign_in.account_inactive), name="account_inactive"),
    path("uitloggen", sessions.sign_out, name="account_logout"),
    path("wachtwoord", sessions.change_password, name="account_change_password"),
    path("wachtwoord/vergeten", anyone(sign_in.password_reset), name="account_reset_password"),
    path(
        "wachtwoord/vergeten/verstuurd",
        anyone(sign_in.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "wachtwoord/nieuw/klaar",
        anyone(sign_in.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    # The number ends at the first dash; the rest, dashes included, is the key.
    re_path(
        r"^wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        anyone(sign_in.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]
