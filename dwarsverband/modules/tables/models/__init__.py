"""What exists: tables, their themes and seats, and who was invited to sit there."""

from dwarsverband.modules.tables.models.tables import Table, TableInvitation, TableSeat, TableTheme

__all__ = ["Table", "TableInvitation", "TableSeat", "TableTheme"]
