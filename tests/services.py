"""Which services answer on this machine, and how tests reach them: at their standard ports, or where one is told."""

import os
import socket
from urllib.parse import urlsplit

import psycopg

REDIS = os.environ.get("TIREK_TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
RABBITMQ = os.environ.get("TIREK_TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672/")
PORTS = {"redis": 6379, "amqp": 5672}


def silence_of(url: str) -> str:
    """Why a service cannot be used, or nothing when it answers."""
    parts = urlsplit(url)
    where = (parts.hostname or "127.0.0.1", parts.port or PORTS[parts.scheme])
    try:
        with socket.create_connection(where, timeout=2):
            return ""
    except OSError as error:
        name = {"redis": "Redis", "amqp": "RabbitMQ"}[parts.scheme]
        return f"{name} does not answer on {where[0]}:{where[1]} ({error.strerror or error})"


def postgres() -> tuple[str, str]:
    """The URL of a PostgreSQL in which we may make databases, and, when there is none, why."""
    told = os.environ.get("TIREK_TEST_POSTGRES_URL")
    user = os.environ.get("PGUSER") or os.environ.get("USER") or "postgres"
    urls = [told] if told else [f"postgresql://{name}@127.0.0.1:5432/postgres" for name in ("postgres", user)]
    reason = ""
    for url in urls:
        try:
            with psycopg.connect(url, connect_timeout=2) as server:
                allowed = server.execute(
                    "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
                ).fetchone()
                if allowed and allowed[0]:
                    return url, ""
                reason = "PostgreSQL answers, but this role may not create databases"
        except psycopg.Error as error:
            refused = "refused" in str(error) or "timeout" in str(error)
            reason = reason or (
                "PostgreSQL does not answer on its port" if refused else "PostgreSQL answers, but lets nobody in"
            )
    return "", f"{reason}; TIREK_TEST_POSTGRES_URL=postgresql://user:password@host/postgres says where one is"
