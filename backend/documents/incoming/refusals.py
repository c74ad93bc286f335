"""Why a file is not taken."""


class FileRefused(Exception):
    """A file that is not taken. `code` is one of the reasons below; the words for people are made elsewhere."""

    EMPTY = "empty"
    UNKNOWN = "unknown"  # none of the kinds that are taken
    DAMAGED = "damaged"  # begins as one of them and does not go on so
    TWOFOLD = "twofold"  # one of them and something else at the same time
    ACTIVE = "active"  # a document that does something when it is opened
    NOT_SILENCED = "not_silenced"  # a photo whose hidden particulars cannot be found, and so not taken out

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
