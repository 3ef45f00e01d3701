"""Compile the Dutch, so that the product can read it."""

from typing import Any  # Django's commands take what they are given

from django.core.management.base import BaseCommand

from dwarsverband.foundation.ui import words


class Command(BaseCommand):
    """Writes django.mo beside django.po."""

    help = "Compile the Dutch of the interface."
    requires_system_checks = ()

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Compile."""
        words.compile_file()
