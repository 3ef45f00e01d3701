"""The same as the pages of $name, for machines."""

from ninja import Router

router = Router(tags=["$name"])
