"""The demo in a folder of its own; start it with that folder.

Whoever kills its programs again and again is no program that keeps stopping by itself.
"""

import sys
from pathlib import Path

from dwarsverband.foundation.database import demo

if __name__ == "__main__":
    demo.MOST_RESTARTS = 1_000
    sys.exit(demo.main(Path(sys.argv[1])))
