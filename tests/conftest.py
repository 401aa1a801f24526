"""For every test: a stop from outside still lets fixtures stop what they started."""

import signal


def pytest_configure():
    signal.signal(signal.SIGTERM, signal.default_int_handler)
