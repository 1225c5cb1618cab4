"""YAML as a tree that knows its lines, read without ever building an object or following an alias.

A scalar stays text, so that `no` is Norway's word and not a falsehood, and 2022-02-30 is refused as a date with its
line and not as a fault of the parser.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LARGEST_FILE = 64 * 1024 * 1024
"""Some eight hundred times the largest shipped file; more is a mistake, and would fill the memory."""

DEEPEST = 12
"""The format needs six levels; a deeper file is not a dataset."""

_NULLS = {"", "~", "null", "Null", "NULL"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file: `where` is the id of the entry, "" for the file itself. A warning refuses nothing."""

    file: str
    line: int
    where: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        sort = "warning: " if self.warning else ""
        place = f" {self.where}:" if self.where else ""
        return f"{self.file}:{self.line}:{place} {sort}{self.message}"


@dataclass(slots=True)
class Node:
    """A scalar (text or None), a list of nodes, or a mapping from keys to nodes, and the line on which it begins."""

    value: "str | list[Node] | dict[str, Node] | None"
    line: int


class Unreadable(Exception):
    """The file is no dataset at all: at this line, for this reason."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


def read(path: Path) -> Node:
    """The file's one document. Raises `Unreadable`."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(1, f"the file cannot be read: {error.strerror}") from error
    return parse(content)


def parse(content: bytes) -> Node:
    """The one document of a file's content. Raises `Unreadable`."""
    if len(content) > LARGEST_FILE:
        raise Unreadable(1, f"the file is larger than {LARGEST_FILE // 1024 // 1024} MB")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(line, "the file is not UTF-8") from error
    try:
        return _tree(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(line, f"not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise Unreadable(1, f"not valid YAML: {str(error).splitlines()[0]}") from error


def _tree(text: str) -> Node:
    roots: list[Node] = []
    open_: list[tuple[Node, Node | None]] = []  # a container, and the key that waits for its value

    def put(node: Node) -> None:
        if not open_:
            roots.append(node)
            return
        parent, key = open_[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict):
            if key is None:
                open_[-1] = (parent, node)
                return
            if not isinstance(key.value, str):
                raise Unreadable(key.line, "a key must be a word")
            if key.value in parent.value:
                raise Unreadable(key.line, f"the key “{key.value[:60]}” stands twice")
            node.line = key.line  # a list or mapping is found by its key, not by its first entry
            parent.value[key.value] = node
            open_[-1] = (parent, None)

    for event in _events(text):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent):
            put(Node(None if event.implicit[0] and event.value in _NULLS else event.value, line))
        elif isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            if len(open_) >= DEEPEST:
                raise Unreadable(line, f"nested deeper than {DEEPEST} levels")
            open_.append((Node([] if isinstance(event, yaml.SequenceStartEvent) else {}, line), None))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            node, _ = open_.pop()
            put(node)
        elif isinstance(event, yaml.AliasEvent):
            raise Unreadable(line, "an alias (*) is not allowed; write the entry out")
    if len(roots) != 1:
        raise Unreadable(1, "the file is empty" if not roots else "the file holds several documents")
    return roots[0]


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return events
