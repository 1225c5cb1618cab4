"""How tests use a verb of the desk: open its form, show the effect, do it, with what the page itself holds."""

import html
import re
from typing import Any

from django.test import Client


def hidden(markup: str, name: str) -> str:
    """The value of a hidden field of the page, "" where there is none."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', markup)
    return html.unescape(found[1]) if found else ""


def fields(markup: str) -> dict[str, Any]:
    """Every field of the verb's form with what stands in it, as a browser would send them."""
    form = re.search(r'<form method="post" class="form verb".*?</form>', markup, re.DOTALL)
    assert form
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        given = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if given.get("type") in ("radio", "checkbox") and "checked" not in tag:
            continue
        if given["name"] != "csrfmiddlewaretoken":
            found.setdefault(given["name"], []).append(html.unescape(given.get("value", "")))
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form[0], re.DOTALL):
        found[name] = [html.unescape(text)]
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        chosen = chosen or re.search(r'<option value="([^"]*)"', options)
        found[name] = [html.unescape(chosen[1]) if chosen else ""]
    return found


def show(client: Client, address: str, **typed: Any) -> Any:
    """The answer to “Show the effect” on the form as it is, with these fields typed anew."""
    page = client.get(address)
    assert page.status_code == 200, address
    return client.post(address, fields(page.content.decode()) | typed | {"do": "show"})


def do(client: Client, shown: Any, address: str, **typed: Any) -> Any:
    """The answer to “Do it” on a page that shows an effect, with these fields typed anew."""
    return client.post(address, fields(shown.content.decode()) | typed | {"do": "do"})


def perform(client: Client, address: str, **typed: Any) -> Any:
    """Show the effect, then do it; answers the page that follows."""
    shown = show(client, address, **typed)
    assert shown.status_code == 200, shown.content.decode()
    done = do(client, shown, address)
    assert done.status_code == 303, done.content.decode()
    return client.get(done["Location"])
