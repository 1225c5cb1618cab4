"""The examples of the description: a program asks a site with the shipped data for everything, and does each deed.

What differs from run to run, moments of our books, ids and places in lists, is replaced by something that does not.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.test import Client

from guarantors.domain.roles import DeskRole
from tests.tokens import bearer, token_of

API = "/api/v1/"
AS_OF = "as_of=2022-03-30"
ISTANBUL = "proposal=istanbul-2022"
READS: Mapping[str, tuple[str, str]] = {
    "getIndex": ("", "What there is"),
    "listGuarantors": (f"guarantors/?{ISTANBUL}&{AS_OF}&level=open&page_size=1", "Who was open on 30 March 2022"),
    "getGuarantor": (f"guarantors/istanbul-2022/DEU/?{AS_OF}", "Germany on 30 March 2022"),
    "listProposals": ("proposals/?page_size=1", "The newest proposal"),
    "getProposal": ("proposals/istanbul-2022/", "The Istanbul proposal"),
    "listProvisions": (f"provisions/?{ISTANBUL}&page_size=2", "Two of its clauses"),
    "getProvision": ("provisions/istanbul-2022/neutrality/", "Neutrality"),
    "listActors": ("actors/?q=germany", "Whoever is called so"),
    "getActor": ("actors/DEU/", "Germany"),
    "listSources": (f"sources/?{ISTANBUL}&sort=recorded&page_size=1", "The first source"),
    "getSource": ("sources/wsj-2022-03-30/", "The founding document"),
    "listSpeakers": ("speakers/?page_size=2", "Two speakers"),
    "listStatements": (f"statements/?{ISTANBUL}&actor=DEU&from=2022-03-30&to=2022-03-30", "Germany on that day"),
    "getStatement": ("statements/deu-2022-03-30-hebestreit/?expand=source", "A spokesman, with the source"),
    "listStatementVersions": ("statements/deu-2022-03-30-hebestreit/versions/", "Never corrected"),
    "listStances": (f"stances/?{ISTANBUL}&actor=DEU&{AS_OF}&page_size=1", "The last record up to that day"),
    "getStance": ("stances/istanbul-2022/deu-whole-2/", "Open, on two conditions"),
    "listStanceVersions": ("stances/istanbul-2022/deu-whole-2/versions/", "Never corrected"),
    "listChanges": ("changes/?noun=stance&page_size=1", "The first change of a stance"),
    "listCodebook": ("codebook/?page_size=2", "Two levels"),
}


class Recorder:
    """Asks, and keeps what was sent and what was answered."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.client = Client(headers={"host": "127.0.0.1:8000"})

    def read(self, name: str, path: str, says: str, token: str = "") -> Any:
        answer = self.client.get(f"{API}{path}", headers=bearer(token) if token else {})
        assert answer.status_code == 200, answer.content
        self.kept[name] = {"says": says, "answer": answer.json()}
        return answer

    def write(
        self, name: str, path: str, says: str, token: str, sent: Any, *, method: str = "post", match: str = ""
    ) -> Any:
        """What came of it, which must be a success."""
        ask: Callable[..., Any] = getattr(self.client, method)
        headers = bearer(token) | ({"If-Match": match} if match else {})
        answer = ask(f"{API}{path}", json.dumps(sent), content_type="application/json", headers=headers)
        assert answer.status_code < 300, answer.content
        if name:
            self.kept[name] = {"says": says, "sent": sent, "answer": answer.json()}
        return answer.json()


def recorded() -> dict[str, dict[str, Any]]:
    """Every example, by operation."""
    from tests.api.schema import deeds

    recorder = Recorder()
    for name, (path, says) in READS.items():
        recorder.read(name, path, says)
    ada, ben = token_of(DeskRole.EDITOR), token_of(DeskRole.REVIEWER)
    deeds.do(recorder, ada, ben)
    return steady(dict(sorted(recorder.kept.items())))


_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOMENT = re.compile(r"202[6-9]-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
_CURSOR = re.compile(r"(?<=cursor=)[\w-]+")
_DIGEST = re.compile(r'(?<=digest": ")[0-9a-f]{64}')


def steady(kept: dict[str, Any]) -> dict[str, Any]:
    """The same with moments, ids and cursors that are alike in each run."""
    text = json.dumps(kept)
    ids = list(dict.fromkeys(_UUID.findall(text)))
    text = _UUID.sub(lambda found: f"7c9e6679-7425-40de-944b-{ids.index(found[0]) + 1:012d}", text)
    text = _CURSOR.sub("WyIyMDIyLTAzLTMwIiwgMSwgMTdd", text)
    text = _DIGEST.sub("7d865e959b2466918c9863afca942d0fb89d7c9ac0c99bafc3749504ded97730", text)
    found: dict[str, Any] = json.loads(_MOMENT.sub("2026-11-02T09:30:00Z", text))
    return found
