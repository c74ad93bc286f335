"""Lists are cursors: a page costs the same however deep it lies and however much is stored."""

from rest_framework.pagination import CursorPagination


class ByCursor(CursorPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("-id",)
