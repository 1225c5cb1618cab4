"""Each deed of the API done once on the Istanbul proposal, in words that its data have."""

import json
from typing import Any

from tests.api.schema.recording import Recorder

SPOKESMAN: dict[str, Any] = {
    "proposal": "istanbul-2022",
    "source": {"id": "wsj-2022-03-30"},
    "actors": ["DEU"],
    "said_on": "2022-03-30",
    "sequence": 3,
    "speaker": {"name": "Steffen Hebestreit", "office": "Spokesman of the Federal Government of Germany"},
    "voice": "spokesperson",
    "identification": "named",
    "directness": "direct",
    "summary": "It is too early to discuss commitments of that kind.",
    "codings": [
        {
            "guarantor": "DEU",
            "level": "noncommittal",
            "basis": "declined",
            "confidence": "medium",
            "rationale": "Takes no position: too early.",
        }
    ],
}
READING = {"codings": SPOKESMAN["codings"]}
OTHER = {
    "codings": [{"guarantor": "DEU", "level": "open", "confidence": "low", "rationale": "Leaves the door open."}],
}
DECIDED = {
    "codings": [
        {
            "guarantor": "DEU",
            "level": "noncommittal",
            "basis": "declined",
            "confidence": "medium",
            "rationale": "To say that it is too early is to say neither yes nor no.",
        }
    ]
}
AGAIN = "Logged a second time by mistake."


def do(recorder: Recorder, ada: str, ben: str) -> None:
    """Ada logs, Ben reviews and corrects."""
    _drafts(recorder, ada)
    published = _review(recorder, ada, ben)
    _correct(recorder, ben, *published)


def _drafts(recorder: Recorder, ada: str) -> None:
    draft = {"proposal": "istanbul-2022", "fields": {"said_on": ["2022-03-30"], "summary": ["It is too early"]}}
    made = recorder.write("makeDraft", "drafts/", "A draft with two fields", ada, draft)
    recorder.read("listDrafts", "drafts/", "One draft", ada)
    recorder.read("getDraft", f"drafts/{made['id']}/", "That draft", ada)
    draft = json.loads(json.dumps(draft))
    draft["fields"]["summary"] = [SPOKESMAN["summary"]]
    recorder.write("saveDraft", f"drafts/{made['id']}/", "Its summary, whole", ada, draft, method="put", match='"1"')


def _review(recorder: Recorder, ada: str, ben: str) -> tuple[str, str]:
    """The ids of two statements that are published of it."""
    first = recorder.write("handInStatement", "statements/", "A spokesman, of a source on record", ada, SPOKESMAN)["id"]
    batch = {"statements": [SPOKESMAN | {"sequence": 4}, SPOKESMAN | {"sequence": 5}]}
    said = "Two statements at once"
    second, third = (
        item["id"]
        for item in recorder.write("handInStatements", "bulk/statements/?mode=all", said, ada, batch)["results"]
    )
    recorder.read("listSubmissions", "submissions/?whose=todo&page_size=1", "What Ben has to do", ben)
    recorder.read("getSubmission", f"submissions/{first}/", "Before it is coded a second time", ben)
    recorder.write("codeSubmission", f"submissions/{first}/code/", "The same level", ben, READING)
    published = recorder.write("publishSubmission", f"submissions/{first}/publish/", "Read alike", ben, {})
    recorder.write("", f"submissions/{second}/code/", "", ben, OTHER)
    decided = recorder.write("adjudicateSubmission", f"submissions/{second}/adjudicate/", "Decided", ben, DECIDED)
    recorder.write("returnSubmission", f"submissions/{third}/return/", "Sent back", ben, {"reason": AGAIN})
    return published["published_as"], decided["published_as"]


def _correct(recorder: Recorder, ben: str, first: str, second: str) -> None:
    statement = {name: value for name, value in SPOKESMAN.items() if name not in ("proposal", "codings")}
    corrected = {
        "version": 1,
        "reason": "The source paraphrases him; it does not give his words.",
        "statement": statement | {"directness": "reported"},
    }
    recorder.write("correctStatement", f"statements/{first}/correct/", "Reported, not direct", ben, corrected)
    merged = {"version": 1, "reason": AGAIN, "into": first}
    recorder.write("mergeStatement", f"statements/{second}/merge/", "On record twice", ben, merged)
    withdrawn = {"version": 2, "reason": AGAIN}
    recorder.write("withdrawStatement", f"statements/{first}/withdraw/", "Off the record", ben, withdrawn)
    record = recorder.client.get("/api/v1/stances/istanbul-2022/deu-whole-2/").json()
    names = ("effective_on", "sequence", "level", "conditions", "statements")
    stance = {name: record[name] for name in names} | {
        "confidence": "low",
        "rationale": "Walked back the same day, by an official who is not named.",
    }
    sent = {"version": 1, "reason": "One of its two voices is unnamed.", "stance": stance}
    recorder.write("correctStance", "stances/istanbul-2022/deu-whole-2/correct/", "Less sure", ben, sent)
    off = {"version": 2, "reason": "Coded anew."}
    recorder.write("withdrawStance", "stances/istanbul-2022/deu-whole-2/withdraw/", "Off the record", ben, off)
    source = "sources/wsj-2022-03-30"
    described = {"version": 1, "reason": "Its title in full.", "values": {"language": "en-US"}}
    recorder.write("describeSource", f"{source}/describe/", "Its language", ben, described)
    mark = {"status": "corrected", "seen": "standing", "reason": "Its publisher corrected a name."}
    recorder.write("markSource", f"{source}/mark/", "Corrected by its publisher", ben, mark)
