"""Data packages for tests: made in memory, taken apart, and put together otherwise."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime

from guarantors.exchange import package


def zipped(slug: str | None, known_at: datetime | None = None, address: str = "") -> bytes:
    file = io.BytesIO()
    package.write(package.package(slug, known_at), file, address=address)
    return file.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return file.getvalue()


def rewritten(content: bytes, changes: Mapping[str, Callable[[bytes], bytes]], *, hashed: bool = False) -> bytes:
    """The package with some members changed; `hashed` is whether the descriptor is made to agree, as a forger would."""
    found = members(content)
    for name, change in changes.items():
        changed = change(found[name])
        assert changed != found[name], name
        found[name] = changed
    if hashed:
        descriptor = json.loads(found["datapackage.json"])
        for resource in descriptor["resources"]:
            text = found[resource["path"]]
            resource |= {"bytes": len(text), "hash": f"sha256:{hashlib.sha256(text).hexdigest()}"}
        found["datapackage.json"] = json.dumps(descriptor).encode()
    return packed(found)


def but_the_chain(content: bytes) -> dict[str, bytes]:
    """The members, without where the site's own journal stood: another site's tells it in its own order."""
    found = members(content)
    descriptor = json.loads(found["datapackage.json"])
    assert descriptor.pop("chain")["number"] > 0
    return found | {"datapackage.json": json.dumps(descriptor).encode()}
