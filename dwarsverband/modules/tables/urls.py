"""The addresses of tables."""

from django.urls import path

from dwarsverband.modules.tables.views import invitations, meetings, minutes, rides, tables

app_name = "tables"
urlpatterns = [
    path("tafels", tables.table_list, name="table_list"),
    path("tafels/nieuw", tables.add_table, name="add_table"),
    path("tafels/meeliften", rides.ride_list, name="ride_list"),
    path("tafels/<uuid:pk>/meeliften", rides.ask_ride, name="ask_ride"),
    path("meeliftvragen/<uuid:pk>/antwoord", rides.answer_ride, name="answer_ride"),
    path("tafels/<uuid:pk>", tables.table_detail, name="table_detail"),
    path("tafels/<uuid:pk>/wijzigen", tables.change_table, name="change_table"),
    path("tafels/<uuid:pk>/stoppen", tables.end_table, name="end_table"),
    path("tafels/<uuid:pk>/stoelen", tables.add_table_seat, name="add_table_seat"),
    path("tafels/<uuid:pk>/zonder-stoel", tables.leave_seat_out, name="leave_seat_out"),
    path("tafels/<uuid:pk>/wie-mist", invitations.guest_list, name="guest_list"),
    path("tafels/<uuid:pk>/uitnodigen", invitations.invite_person, name="invite_person"),
    path("tafels/<uuid:pk>/overleggen", meetings.plan_meeting, name="plan_meeting"),
    path("tafels/<uuid:pk>/besluiten", meetings.record_decision, name="record_decision"),
    path("overleggen/<uuid:pk>", meetings.meeting_detail, name="meeting_detail"),
    path("overleggen/<uuid:pk>/wijzigen", meetings.change_meeting, name="change_meeting"),
    path("overleggen/<uuid:pk>/doorgeven", meetings.tell_meeting, name="tell_meeting"),
    path("overleggen/<uuid:pk>/afzeggen", meetings.cancel_meeting, name="cancel_meeting"),
    path("overleggen/<uuid:pk>/aanwezig", minutes.record_presence, name="record_presence"),
    path("overleggen/<uuid:pk>/verslag", minutes.write_minutes, name="write_minutes"),
    path("overleggen/<uuid:pk>/verslag/mailen", minutes.send_minutes, name="send_minutes"),
    path("overleggen/<uuid:pk>/spreektijd", minutes.note_speaking, name="note_speaking"),
    path("besluiten/<uuid:pk>/wijzigen", meetings.change_decision, name="change_decision"),
    path("besluiten/<uuid:pk>/stand", meetings.report_decision, name="report_decision"),
    path("tafelstoelen/<uuid:pk>/vullen", tables.fill_table_seat, name="fill_table_seat"),
    path("tafelstoelen/<uuid:pk>/vrijmaken", tables.empty_table_seat, name="empty_table_seat"),
    path("tafelstoelen/<uuid:pk>/weghalen", tables.remove_table_seat, name="remove_table_seat"),
    path("tafelstoelen/<uuid:pk>/voorzitter", tables.hand_over_chair, name="hand_over_chair"),
    path(
        "tafeluitnodigingen/<uuid:pk>/antwoord",
        invitations.answer_table_invitation,
        name="answer_table_invitation",
    ),
    path(
        "tafeluitnodigingen/<uuid:pk>/intrekken",
        invitations.take_back_invitation,
        name="take_back_invitation",
    ),
]
outside = [
    path("overlegdag/<str:secret>", meetings.meeting_day, name="meeting_day"),
    path("meeliften/<str:secret>", rides.answer_ride_by_link, name="answer_ride_by_link"),
    path(
        "tafelvraag/<str:secret>",
        invitations.answer_table_invitation_by_link,
        name="answer_table_invitation_by_link",
    ),
]
