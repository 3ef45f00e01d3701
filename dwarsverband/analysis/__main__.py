"""The kernels on the command line: `python -m dwarsverband.analysis …`."""

import argparse
import sys
from collections.abc import Sequence

from dwarsverband.analysis.networks import command as networks


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask; 0, or 2 when they or the files are wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m dwarsverband.analysis",
        description="Measures of a network, from tables, without the web application.",
    )
    commands = parser.add_subparsers(dest="kernel", required=True)
    networks.add_commands(commands)
    return networks.run(parser.parse_args(arguments))


if __name__ == "__main__":
    sys.exit(main())
