"""The cast plays in every test, wherever the test stands; what tests write for a moment is kept in memory."""

import gc
import os
import tempfile

from dwarsverband.foundation.database import memory

pytest_plugins = ["tests.cast", "tests.live", "tests.browser", "tests.faults.programs"]

if memory.has_room():
    os.environ["TMPDIR"] = tempfile.tempdir = str(memory.FOLDER)

# Looking for garbage again and again takes a tenth of all the time.
gc.set_threshold(50_000, 50, 100)
