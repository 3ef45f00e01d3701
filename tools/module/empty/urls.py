"""The addresses of $name."""

from django.urls import URLPattern

app_name = "$name"
urlpatterns: list[URLPattern] = []
