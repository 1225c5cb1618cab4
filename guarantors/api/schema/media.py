"""The names by which the description may be asked for, each with the format that it means."""

from collections.abc import Mapping

MEDIA: Mapping[str, str] = {
    "application/json": "json",
    "application/vnd.oai.openapi+json": "json",
    "application/yaml": "yaml",
    "application/vnd.oai.openapi": "yaml",
}
