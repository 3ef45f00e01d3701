"""Addresses of the front page, the privacy page, and what we never do."""

from django.urls import path

from dwarsverband.modules.home import views

app_name = "home"
urlpatterns = [
    path("", views.today, name="today"),
    path("menu", views.menu, name="menu"),
    path("zoeken", views.search, name="search"),
    path("privacy", views.privacy, name="privacy"),
    path("privacy/logboek", views.export_log, name="export_log"),
    path("privacy/vastleggen", views.record_processing, name="record_processing"),
]
outside = [path("nooit", views.never, name="never")]
