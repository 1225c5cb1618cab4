"""An editor at work: asks for a page of the desk five times a second, and notes how long it took."""

import http.client
import re
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PAGES = ("/desk/log/", "/desk/drafts/", "/desk/review/")
PATIENCE = 10.0


class Editor:
    """Signed in at the site on that port, which believes to be behind a proxy that speaks HTTPS."""

    def __init__(self, port: int, name: str, password: str) -> None:
        self.port = port
        self._cookies: SimpleCookie = SimpleCookie()
        status, page = self._ask("GET", "/accounts/login/")
        [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[:1]
        form = urlencode({"csrfmiddlewaretoken": token, "login": name, "password": password})
        status, _ = self._ask("POST", "/accounts/login/", form)
        if status != 302:
            raise RuntimeError(f"signing in was answered with {status}")

    def waits(self, seconds: float) -> list[float]:
        """Milliseconds until each answer; one that did not come, or was no page, counts as the whole patience."""
        found, until, turn = [], time.monotonic() + seconds, 0
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                status, _ = self._ask("GET", PAGES[turn % len(PAGES)])
            except (OSError, http.client.HTTPException):
                status = 0
            took = (time.monotonic() - began) if status == 200 else PATIENCE
            found.append(took * 1000)
            turn += 1
            time.sleep(max(0.2 - took, 0.0))
        return found

    def _ask(self, method: str, path: str, form: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "198.51.100.7",
            "Origin": "https://localhost",
            "Cookie": "; ".join(f"{name}={kept.value}" for name, kept in self._cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, form, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    self._cookies.load(value)
            return answer.status, page
        finally:
            connection.close()
