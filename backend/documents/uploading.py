"""Files on their way in: held in memory until they are sealed, so that none lies on the disk in clear even for a moment."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from backend.documents.attachments import LARGEST


class InMemoryOnly(FileUploadHandler):
    """Keeps up to 25 MB of a request's files. What comes beyond is read and forgotten, and the file marked as too large:
    the rest of the form arrives whole, and can be shown again with everything that was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file: BytesIO = BytesIO()
        self.too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.too_large = self.too_large or self.held + len(raw_data) > LARGEST
        if self.too_large:
            self.held -= self.file.tell()
            self.file = BytesIO()
            return
        self.file.write(raw_data)
        self.held += len(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        made = InMemoryUploadedFile(
            self.file, self.field_name, "file", self.content_type, file_size, self.charset, self.content_type_extra
        )
        made.too_large = self.too_large  # read by whoever takes the file
        return made
