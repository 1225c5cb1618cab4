"""No form of the site takes a file: one that is sent is refused before its first byte, instead of filling the disk."""

from typing import Any, NoReturn

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadhandler import FileUploadHandler


class NoFiles(FileUploadHandler):
    """In place of Django's own, which put a file of any size into a temporary folder."""

    def new_file(self, *args: Any, **options: Any) -> NoReturn:
        raise SuspiciousFileOperation("a file was sent, and no form here takes one")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Never called: `new_file` refuses."""

    def file_complete(self, file_size: int) -> None:
        """Never called: `new_file` refuses."""
