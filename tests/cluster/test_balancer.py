"""The rules of the load balancer (scripts/cluster/nginx.conf), before servers that count what reaches them."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import postgres
import pytest
import urllib3
from cluster import parts

from tests.cluster.conftest import NEEDS_NGINX

pytestmark = NEEDS_NGINX
FOR_EVER = "public, max-age=31536000, immutable"


class Origin(BaseHTTPRequestHandler):
    """Answers what its address says; under /breaks it hangs up once it has the request."""

    came: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.came.append((self.command, self.path))
        if "breaks" in self.path:
            self.close_connection = True
            return
        body = f"{self.headers['HX-Request']} {len(self.came)}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", FOR_EVER if "settled" in self.path else "public, no-cache")
        self.send_header("Vary", "HX-Request, Accept-Encoding")
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the library's word

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def came() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def balanced(home: postgres.Home, came: list[tuple[str, str]]) -> Iterator[str]:
    handler = type("Counted", (Origin,), {"came": came})
    origins = [ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in range(2)]
    for origin in origins:
        threading.Thread(target=origin.serve_forever, args=(0.05,)).start()
    addresses = [f"http://127.0.0.1:{origin.server_port}" for origin in origins]
    try:
        with parts.balancer(home, addresses, postgres.free_port()) as address:
            came.clear()
            yield address
    finally:
        for origin in origins:
            origin.shutdown()
            origin.server_close()


def get(address: str, **headers: str) -> bytes:
    return urllib3.request("GET", address, headers=headers, retries=False).data


def test_what_is_settled_is_kept_by_address_and_by_what_it_varies_on(balanced: str, came: list[object]) -> None:
    address = f"{balanced}/settled"
    whole, fragment = get(address), get(address, **{"HX-Request": "true"})

    assert whole != fragment
    assert [get(address), get(address, **{"HX-Request": "true"})] == [whole, fragment]
    assert len(came) == 2


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/now", {}),
        ("/settled-for-somebody", {"Cookie": "sessionid=of-somebody"}),
        ("/settled-for-a-program", {"Authorization": "Bearer gt_token"}),
        ("/api/v1/settled", {}),
    ],
)
def test_what_may_change_is_somebodys_or_counts_reaches_the_servers_each_time(
    path: str, headers: dict[str, str], balanced: str, came: list[object]
) -> None:
    for _ in range(3):
        get(f"{balanced}{path}", **headers)
    assert len(came) == 3

    get(f"{balanced}{path}")  # nor was it kept for others
    assert len(came) == 4


def test_a_read_that_a_server_breaks_off_goes_to_the_next_and_a_deed_to_no_other(
    balanced: str, came: list[object]
) -> None:
    read = urllib3.request("GET", f"{balanced}/breaks", retries=False)
    assert (read.status, came) == (502, [("GET", "/breaks")] * 2)
    came.clear()

    deed = urllib3.request("POST", f"{balanced}/breaks", body=b"x", retries=False)
    assert deed.status == 502
    assert came in ([("POST", "/breaks")], [])  # none: both servers count as gone for a moment
