"""What programs send: JSON, read strictly."""

import hashlib
import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

from guarantors.domain.text import shown

LARGEST = 512 * 1024
"""Bytes: a hundred times a full statement."""

LARGEST_BATCH = 16 * 1024 * 1024
"""Bytes: a thousand statements of three times the usual length."""


DIGEST = "digest of the body"
"""Its name in the parser's context."""


class TooLarge(APIException):
    status_code = 413


class StrictJSON(BaseParser):
    """One JSON value in UTF-8, no key twice, no numbers that are none, not nested without end.

    Leaves the digest of what was sent in the parser's context, by which a request is known that is sent again.
    """

    media_type = "application/json"
    largest = LARGEST

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        content = stream.read(self.largest + 1)
        if len(content) > self.largest:
            raise TooLarge(f"At most {self.largest} bytes are taken at once here.")
        if isinstance(parser_context, dict):
            parser_context[DIGEST] = hashlib.sha256(content).hexdigest()
        try:
            return json.loads(content.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_number)
        except RecursionError:
            raise ParseError("This is not readable: it is nested without end.") from None
        except ValueError as error:
            raise ParseError(f"This is not JSON: {error}.") from None


class BatchJSON(StrictJSON):
    """The same for many statements at once."""

    largest = LARGEST_BATCH


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key “{shown(twice)}” stands twice")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number")
