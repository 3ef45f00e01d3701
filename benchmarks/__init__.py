"""Every figure that is claimed, as a command: `python -m benchmarks.NAME`."""
