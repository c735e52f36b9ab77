"""Canaille, an identity provider, with a client and some people; runs in an environment of its own (see `provider`).

What it is to know comes as JSON on standard input. SIGHUP makes it sign with a new key and forget the old one.
"""

import json
import secrets
import signal
import sys
from datetime import UTC, datetime
from typing import Any

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend
from canaille.oidc import provider
from joserfc.jwk import RSAKey
from werkzeug.serving import run_simple


def new_keys() -> list[Any]:
    """One key, as the configuration takes it."""
    return [RSAKey.generate_key(2048, parameters={"use": "sig", "alg": "RS256"}, auto_kid=True).as_dict(private=True)]


def new_access_token(**_of: object) -> str:
    """In the place of a token whose only difference is the second it was made in: the table takes none of them twice."""
    return secrets.token_urlsafe(32)


def configured(wanted: dict[str, Any]) -> dict[str, Any]:
    """The configuration: a database that is soon gone, and no client is trusted without the consent of the person."""
    return {
        "SECRET_KEY": wanted["secret_key"],
        "SERVER_NAME": wanted["name"],
        "PREFERRED_URL_SCHEME": "http",
        "CANAILLE": {"DATABASE": "sql", "SMTP": None, "TIMEZONE": "UTC"},
        "CANAILLE_SQL": {
            "DATABASE_URI": f"sqlite:///{wanted['folder']}/canaille.db",
            "PASSWORD_HASH_PARAMS": {"pbkdf2_sha512__rounds": 1000},
        },
        "CANAILLE_OIDC": {"ACTIVE_JWKS": new_keys(), "TRUSTED_DOMAINS": []},
    }


def fill(wanted: dict[str, Any]) -> None:
    """Put people, their groups and the clients in."""
    backend = Backend.instance
    people = {}
    for login, name in wanted["people"].items():
        given, _, family = name.partition(" ")
        person = models.User(
            user_name=login, formatted_name=name, given_name=given, family_name=family, password=wanted["password"]
        )
        backend.save(person)
        people[login] = person
    for group, members in wanted["groups"].items():
        backend.save(models.Group(display_name=group, members=[people[login] for login in members]))
    for client_id, secret in wanted["clients"].items():
        client = models.Client(
            client_id=client_id,
            client_secret=secret,
            client_name="Liaison",
            client_id_issued_at=datetime.now(UTC),
            redirect_uris=[f"{wanted['liaison']}/sign-in/callback"],
            post_logout_redirect_uris=[f"{wanted['liaison']}/sign-in"],
            response_types=["code"],
            grant_types=["authorization_code"],
            scope=["openid", "profile", "groups"],
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
        )
        backend.save(client)
        client.audience = [client]
        backend.save(client)


def main() -> None:
    """Serve until ended."""
    wanted = json.load(sys.stdin)
    provider.generate_access_token = new_access_token
    app = create_app(configured(wanted))
    with app.app_context():
        fill(wanted)

    def rotate(*_arguments: object) -> None:
        app.config["CANAILLE_OIDC"]["ACTIVE_JWKS"] = new_keys()

    signal.signal(signal.SIGHUP, rotate)
    run_simple("127.0.0.1", wanted["port"], app, threaded=True)


if __name__ == "__main__":
    main()
