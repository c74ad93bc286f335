"""The session of the pages, for scripts of the pages themselves; programs bring a token."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class SessionOfThePages(SessionAuthentication):
    """Answers 401 (not 403) to whoever is not signed in, as the contract says."""

    def authenticate_header(self, request: Request) -> str:
        return "Token"
