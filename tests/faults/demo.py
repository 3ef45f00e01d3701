"""The demo in a folder of its own; start it with that folder."""

import sys
from pathlib import Path

from dwarsverband.foundation.database import demo

if __name__ == "__main__":
    sys.exit(demo.main(Path(sys.argv[1])))
