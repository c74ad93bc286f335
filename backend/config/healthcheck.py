"""Whether the pages answer: `python -m backend.config.healthcheck`, for containers. Needs no database of its own."""

import http.client
import sys

from backend.config import environment as env


def healthy() -> bool:
    """Ask for the sign-in page as a browser behind the proxy would; a redirect to HTTPS is an answer too."""
    host = env.names("TIREK_HOSTS", "localhost")[0].removeprefix(".")
    connection = http.client.HTTPConnection("127.0.0.1", env.port("TIREK_PORT", 8000), timeout=4)
    try:
        connection.request("GET", "/accounts/login/", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status < 400
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(0 if healthy() else 1)
