"""The same as the pages of $name, for machines."""

from dwarsverband.foundation.api.areas import area_router

router = area_router("$name")
