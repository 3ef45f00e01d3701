"""Spreadsheets: read within limits, map, export. Empty on purpose: the sandbox starts without Django."""
