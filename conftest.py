"""The cast plays in every test, wherever the test stands."""

pytest_plugins = ["tests.cast", "tests.live", "tests.browser", "tests.faults.programs"]
