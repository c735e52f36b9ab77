"""The one seam to an identity provider: OpenID Connect, by the authorization code flow with PKCE.

Sources: OpenID Connect Core 1.0 and Discovery 1.0, RP-Initiated Logout 1.0; RFC 6749, 7636 (PKCE), 9207 (`iss` of an
answer), 9700 (how to use OAuth safely).
"""
