"""Papers are content: whoever sees only the frame of a case does not see them."""

from backend.cases.querysets import OfCaseQuerySet


class DocumentQuerySet(OfCaseQuerySet):
    pass
