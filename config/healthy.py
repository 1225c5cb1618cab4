"""Whether the server beside this process is ready: what a container's health check runs, `python -m config.healthy`.

It has a name of its own because podman takes a check's words apart at each space.
"""

import os
from urllib.request import urlopen


def ask() -> None:
    """Returns if `/readyz` answers 200 within four seconds, and otherwise raises OSError: the process ends with 1."""
    with urlopen(f"http://127.0.0.1:{os.environ['PORT']}/readyz", timeout=4):
        pass


if __name__ == "__main__":
    ask()
