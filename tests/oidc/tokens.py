"""Tokens as a provider signs them, and as it does not."""

import base64
import json
from collections.abc import Callable
from typing import Any

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

OURS = RSAKey.generate_key(2048, parameters={"kid": "ours", "use": "sig", "alg": "RS256"})
OTHERS = RSAKey.generate_key(2048, parameters={"kid": "ours", "use": "sig", "alg": "RS256"})
Claims = dict[str, Any]
Forge = Callable[[Claims], str]


def part(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def signed(claims: Claims, key: RSAKey | OctKey = OURS, **header: str) -> str:
    header = {"alg": "RS256", "kid": "ours"} | header
    return jwt.encode({**header}, claims, key, algorithms=[header["alg"]])


def with_claims(**changes: Any) -> Forge:
    """What is signed as it should be, with other claims; None takes a claim away."""
    return lambda claims: signed({name: value for name, value in {**claims, **changes}.items() if value is not None})


def tampered(claims: Claims) -> str:
    header, _, signature = signed(claims).split(".")
    return f"{header}.{part({**claims, 'groups': ['liaison-admin']})}.{signature}"


def unsigned(claims: Claims) -> str:
    return f"{part({'alg': 'none', 'typ': 'JWT'})}.{part(claims)}."
