"""`make cluster`: a primary with two standbys, two application servers and a load balancer, all on this machine.

For trying and for tests: on one machine it is no faster than `make run`. Ctrl-C stops all of it and leaves nothing.
docs/scaling.md says what each part is for and how they are set up on machines of their own.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import postgres

from . import parts


def main() -> int:
    options = argparse.ArgumentParser(
        prog="make cluster", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000", help="the load balancer's")
    port = options.parse_args().port
    if not (postgres.binaries() and parts.nginx()):
        name, package = ("nginx", "nginx-light") if postgres.binaries() else ("PostgreSQL", "postgresql")
        print(f"make cluster: {name} is not installed (Debian: {package}).", file=sys.stderr)
        return 2
    if not 0 < port < 65536 or _is_taken(port):
        print(f"make cluster: port {port} cannot be used; choose another: make cluster PORT=9000.", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with ExitStack() as stack:
            _start(stack, port)
            stack.callback(signal.signal, signal.SIGINT, signal.SIG_IGN)  # to stop is not stopped half way
            signal.pause()
    except KeyboardInterrupt:
        print("\nStopped; nothing is left behind.")
    except (parts.NotStarted, subprocess.CalledProcessError, LookupError) as error:
        print(f"make cluster: {error}.", file=sys.stderr)
        return 2
    return 0


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _start(stack: ExitStack, port: int) -> None:
    home = stack.enter_context(postgres.temporary_home())
    primary = stack.enter_context(postgres.primary(home))
    standbys = [stack.enter_context(parts.standby(home, primary, f"standby-{place}")) for place in (1, 2)]
    print(f"Primary    {primary.url}", *(f"Standby    {standby.url}" for standby in standbys), sep="\n", flush=True)
    cache = ""
    if parts.redis_server():
        cache = stack.enter_context(parts.cache(home))
        print(f"Cache      {cache}", flush=True)
    else:
        print("Cache      left out: neither redis-server nor valkey-server is installed; the servers ask the primary.")
    balanced = f"http://127.0.0.1:{port}"
    environment = {
        "DATABASE_URL": primary.url,
        "DATABASE_REPLICA_URLS": ",".join(standby.url for standby in standbys),
        "CACHE_URL": cache,
        "SECRET_KEY": parts.new_secret(),
        "SITE_URL": balanced,
        "DEMO": "1",
        "API_READS": "100000/minute",  # without HTTPS the balancer itself is taken for the one client that asks
    }
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="guarantors-cluster-")))
    servers: list[str] = []
    for place in (1, 2):
        own = folder / f"server-{place}"
        if servers:  # to gather and pack the static files takes longer than all the rest
            shutil.copytree(folder / "server-1" / "static", own / "static")
        servers.append(stack.enter_context(parts.application(own, environment, postgres.free_port())))
    stack.enter_context(parts.balancer(home, servers, port))
    print(f"Everything is up: {balanced} (sign in there with the passwords above). Ctrl-C stops it.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
