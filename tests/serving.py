"""A real server on a database of its own, that can be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent


class Server:
    """`manage.py serve` on a free port, as `make run` starts it; `environment` names its database and its folder."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, **environment, "VAR_DIR": str(folder)}
        self.log_file = folder / "server.log"
        self.log: IO[str] | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it answers."""
        kept, own = Path(settings.VAR_DIR) / "static-of-served-sites", self.log_file.parent / "static"
        if kept.exists() and not own.exists():  # to gather and pack them takes longer than all the rest of a start
            shutil.copytree(kept, own)
        self._start()
        if _gathered_at(own) > _gathered_at(kept):
            with tempfile.TemporaryDirectory(dir=self.log_file.parent) as folder, suppress(OSError):
                made = shutil.copytree(own, Path(folder) / "static")
                shutil.rmtree(kept, ignore_errors=True)
                made.rename(kept)  # another run may have been quicker

    def _start(self) -> None:
        self.log = self.log_file.open("a")
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        # In a session of its own, so that its workers can be killed with it.
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log, start_new_session=True
        )
        for _ in range(1200):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/readyz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"the server did not start:\n{self.log_file.read_text()}")

    def kill(self) -> None:
        """At once, with all its workers, whatever they are in the middle of."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.log is not None:
            self.log.close()
        self.process = self.log = None


def _gathered_at(static: Path) -> float:
    manifest = static / "staticfiles.json"
    return manifest.stat().st_mtime if manifest.exists() else 0.0
