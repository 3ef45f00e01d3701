"""Addresses of the interface itself."""

from django.urls import path

from dwarsverband.foundation.ui import views

outside = [
    path("componenten", views.gallery, name="gallery"),
    path("api", views.api_page, name="api_page"),
]
