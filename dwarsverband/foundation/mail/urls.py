"""Addresses of mail."""

from django.urls import path

from dwarsverband.foundation.mail import views

app_name = "mail"
urlpatterns = [path("demo-postvak", views.demo_inbox, name="demo_inbox")]
