"""Addresses of the network."""

from django.urls import path

from dwarsverband.modules.network.views import (
    agreements,
    consent,
    handing,
    imports,
    introductions,
    moments,
    network_map,
    own_page,
    people,
    places_of_work,
    reports,
    themes,
    upkeep,
    weekly,
)

app_name = "network"
urlpatterns = [
    path("netwerk", reports.silo_report, name="network"),
    path("netwerk/verkokering", reports.silo_report, name="silo_report"),
    path("netwerk/verkokering/<uuid:first>/<uuid:second>", reports.pair_detail, name="pair_detail"),
    path("netwerk/meenemen", reports.export_network, name="export_network"),
    path("netwerk/publiceren", reports.publish_report, name="publish_report"),
    path(
        "netwerk/publicaties/<uuid:pk>/intrekken",
        reports.withdraw_publication,
        name="withdraw_publication",
    ),
    path("netwerk/kaart", network_map.network_map, name="network_map"),
    path("netwerk/mensen", people.person_list, name="person_list"),
    path("netwerk/mensen/<uuid:pk>", people.person_detail, name="person_detail"),
    path("netwerk/mensen/<uuid:pk>/wijzigen", people.change_person, name="change_person"),
    path(
        "netwerk/mensen/<uuid:pk>/visitekaartje", people.make_contact_card, name="make_contact_card"
    ),
    path("netwerk/mensen/<uuid:pk>/bestand", people.export_person, name="export_person"),
    path("netwerk/mensen/<uuid:pk>/uithalen", people.withdraw_person, name="withdraw_person"),
    path("netwerk/mensen/<uuid:pk>/bericht", consent.tell_person, name="tell_person"),
    path("netwerk/mensen/<uuid:pk>/bezwaar", consent.record_objection, name="record_objection"),
    path(
        "netwerk/mensen/<uuid:pk>/bezwaar/terug",
        consent.take_back_objection,
        name="take_back_objection",
    ),
    path(
        "netwerk/mensen/<uuid:pk>/bezwaar/antwoord",
        consent.answer_objection,
        name="answer_objection",
    ),
    path("netwerk/bericht", consent.consent_list, name="consent_list"),
    path("netwerk/bericht/versturen", consent.tell_people, name="tell_people"),
    path("netwerk/bericht/papier", consent.letter_list, name="letter_list"),
    path("netwerk/bericht/brieven", consent.write_letters, name="write_letters"),
    path("netwerk/bericht/gezegd", consent.record_told, name="record_told"),
    path("netwerk/bezwaren", consent.objection_list, name="objection_list"),
    path("netwerk/mensen/<uuid:pk>/thema", themes.put_on_theme, name="put_on_theme"),
    path("netwerk/mensen/<uuid:pk>/thema-af", themes.take_off_theme, name="take_off_theme"),
    path("netwerk/themas/<uuid:pk>", themes.theme_detail, name="theme_detail"),
    path("netwerk/themas/<uuid:pk>/stoel", themes.add_seat, name="add_seat"),
    path("netwerk/themas/<uuid:pk>/begin", themes.propose_seats, name="propose_seats"),
    path("netwerk/stoelen/<uuid:pk>/wijzigen", themes.change_seat, name="change_seat"),
    path("netwerk/stoelen/<uuid:pk>/hoger", themes.move_seat_up, name="move_seat_up"),
    path("netwerk/stoelen/<uuid:pk>/weghalen", themes.remove_seat, name="remove_seat"),
    path("netwerk/domeinen/<uuid:pk>", places_of_work.domain_detail, name="domain_detail"),
    path(
        "netwerk/organisaties/<uuid:pk>",
        places_of_work.organisation_detail,
        name="organisation_detail",
    ),
    path("netwerk/onderhoud", upkeep.upkeep, name="upkeep"),
    path("netwerk/overdracht/<uuid:pk>", upkeep.handover_sheet, name="handover_sheet"),
    path("netwerk/onderhoud/stil", handing.silent_list, name="silent_list"),
    path(
        "netwerk/overdracht/<uuid:pk>/overdragen",
        handing.hand_over_contacts,
        name="hand_over_contacts",
    ),
    path(
        "netwerk/mensen/<uuid:pk>/contact",
        handing.record_first_contact,
        name="record_first_contact",
    ),
    path("netwerk/onderhoud/tijd", upkeep.set_time_aside, name="set_time_aside"),
    path("netwerk/onderhoud/weekmail", weekly.choose_weekly_mail, name="choose_weekly_mail"),
    path("netwerk/onderhoud/ritme", upkeep.set_rhythm, name="set_rhythm"),
    path("netwerk/onderhoud/vakantie", upkeep.add_holiday, name="add_holiday"),
    path("netwerk/ritmes/<uuid:pk>/weghalen", upkeep.remove_rhythm, name="remove_rhythm"),
    path("netwerk/vakanties/<uuid:pk>/weghalen", upkeep.remove_holiday, name="remove_holiday"),
    path("netwerk/sleutelpersonen", agreements.key_person_list, name="key_person_list"),
    path("netwerk/mensen/<uuid:pk>/afspraak", agreements.record_agreement, name="record_agreement"),
    path(
        "netwerk/afspraken/<uuid:pk>/wijzigen", agreements.change_agreement, name="change_agreement"
    ),
    path("netwerk/afspraken/<uuid:pk>/stoppen", agreements.end_agreement, name="end_agreement"),
    path("netwerk/afspraken/<uuid:pk>/bereiken", agreements.show_reach, name="show_reach"),
    path("netwerk/banden/<uuid:pk>/contact", moments.record_contact, name="record_contact"),
    path("netwerk/banden/<uuid:pk>/later", moments.put_off_contact, name="put_off_contact"),
    path(
        "netwerk/banden/<uuid:pk>/overdragen", moments.hand_over_contact, name="hand_over_contact"
    ),
    path(
        "netwerk/beurten/<uuid:pk>/overnemen", moments.take_over_contact, name="take_over_contact"
    ),
    path(
        "netwerk/beurten/<uuid:pk>/teruggeven", moments.give_back_contact, name="give_back_contact"
    ),
    path("netwerk/beurten/<uuid:pk>/terugnemen", moments.take_back_turn, name="take_back_turn"),
    path("netwerk/momenten/<uuid:pk>/gedaan", moments.settle_moment, name="settle_moment"),
    path("netwerk/momenten/<uuid:pk>/weghalen", moments.remove_moment, name="remove_moment"),
    path("netwerk/introducties", introductions.introduction_list, name="introduction_list"),
    path("netwerk/introducties/vragen", introductions.ask_introducer, name="ask_introducer"),
    path(
        "netwerk/introducties/laten-rusten",
        introductions.let_introduction_rest,
        name="let_introduction_rest",
    ),
    path(
        "netwerk/introducties/<uuid:pk>/antwoord",
        introductions.answer_introduction,
        name="answer_introduction",
    ),
    path(
        "netwerk/introducties/<uuid:pk>/ontmoet",
        introductions.record_meeting,
        name="record_meeting",
    ),
    path("netwerk/importeren", imports.start_import, name="start_import"),
    path("netwerk/importeren/<uuid:pk>", imports.review_import, name="review_import"),
    path("netwerk/importeren/<uuid:pk>/kolommen", imports.map_import, name="map_import"),
    path("netwerk/importeren/<uuid:pk>/opslaan", imports.apply_import, name="apply_import"),
    path("netwerk/importeren/<uuid:pk>/ongedaan", imports.undo_import, name="undo_import"),
    path("netwerk/importeren/<uuid:pk>/weggooien", imports.discard_import, name="discard_import"),
]
outside = [
    path("cijfers/<str:secret>", reports.publication_detail, name="publication_detail"),
    path("mijn", own_page.type_code, name="type_code"),
    path("mijn/<str:secret>", own_page.own_page, name="own_page"),
    path("mijn/<str:secret>/verbeteren", own_page.change_by_link, name="change_by_link"),
    path("mijn/<str:secret>/bezwaar", own_page.object_by_link, name="object_by_link"),
    path("mijn/<str:secret>/bezwaar/terug", own_page.take_back_by_link, name="take_back_by_link"),
    path(
        "mijn/<str:secret>/afspraak/stoppen",
        own_page.end_agreement_by_link,
        name="end_agreement_by_link",
    ),
    path("mijn/<str:secret>/eruit", own_page.withdraw_by_link, name="withdraw_by_link"),
    path("mijn/<str:secret>/bestand", own_page.export_by_link, name="export_by_link"),
    path("weekmail/<str:secret>", weekly.stop_weekly_mail, name="stop_weekly_mail"),
    path("voorstel/<str:secret>", introductions.answer_by_link, name="answer_by_link"),
]
