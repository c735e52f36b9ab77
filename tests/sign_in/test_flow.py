"""Signing in at a real identity provider, over TCP, and everything that must not get through."""

import re
from dataclasses import replace
from itertools import product
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from service.oidc.options import ProviderOptions
from service.store.address import DatabaseAddress
from service.store.engines import sync_engine
from tests.sign_in.conftest import serving, signing_in
from tests.sign_in.provider import IdentityProvider, log_in
from tests.stub_run import TEXT

pytestmark = pytest.mark.timeout(400)  # the first of them may have to install the provider

SESSION = "liaison-session"
PENDING = "liaison-sign-in"
START = "/sign-in/start"


def sent_to(browser: httpx.Client, wanted: str = "/results") -> str:
    """Where the button leads."""
    answer = browser.get(START, params={"next": wanted})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def sign_in(
    browser: httpx.Client, provider: IdentityProvider, login: str = "ada", wanted: str = "/results"
) -> httpx.Response:
    """The last answer of the sign-in of somebody whom the provider knows already."""
    return browser.get(provider.let_in(browser, sent_to(browser, wanted), login))


def rows(address: DatabaseAddress, query: str) -> list[tuple[Any, ...]]:
    engine = sync_engine(address)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()


def told(page: httpx.Response) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


# --- the way in and out ---------------------------------------------------------------------------


def test_somebody_signs_in_is_known_and_signs_out(
    browser: httpx.Client, address: DatabaseAddress, provider: IdentityProvider, liaison: str
) -> None:
    asked = browser.get("/results")
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=/results")
    button = re.search(r'class="button" href="([^"]+)"', browser.get(asked.headers["location"]).text)
    assert button
    assert button[1] == "/sign-in/start?next=/results"

    back = browser.get(log_in(browser, sent_to(browser), "ada"))
    assert (back.status_code, back.headers["location"]) == (303, "/results")
    page = browser.get("/results")
    assert "Ada Lovelace IT, default" in told(page)

    out = browser.post("/sign-out")
    assert out.status_code == 200
    there = re.search(r'content="0; url=([^"]+)"', out.text)
    assert there
    ended = browser.get(there[1].replace("&amp;", "&"))
    assert ended.headers["location"].startswith(f"{liaison}/sign-in")
    assert browser.get("/results").status_code == 303
    assert rows(address, "SELECT count(*) FROM browser_sessions") == [(0,)]
    (person,) = rows(address, "SELECT id, name FROM people")
    assert person[1] == "Ada Lovelace"
    kept = rows(address, "SELECT actor, action FROM audit_log ORDER BY created_at, id")
    assert kept == [(person[0], "session.begin"), (person[0], "session.end")]


def test_what_is_sent_to_the_provider(browser: httpx.Client) -> None:
    asked = httpx.URL(sent_to(browser)).params
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid profile groups"
    assert all(len(asked[name]) >= 43 for name in ("state", "nonce", "code_challenge"))
    again = httpx.URL(sent_to(browser)).params
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_the_cookie_of_a_session(browser: httpx.Client, address: DatabaseAddress, provider: IdentityProvider) -> None:
    answer = sign_in(browser, provider)
    (cookie,) = [one for one in answer.headers.get_list("set-cookie") if one.startswith(SESSION)]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Max-Age=28800" in cookie
    token = browser.cookies[SESSION]
    assert len(token) >= 43
    assert not [row for row in rows(address, "SELECT * FROM browser_sessions") if token in str(row)]
    assert PENDING not in browser.cookies


def test_behind_a_proxy_with_https(
    address: DatabaseAddress, options: ProviderOptions, listener: Any, liaison: str
) -> None:
    """The redirect URI is that of the outside, and the cookies are of that host alone."""
    with (
        serving(signing_in(address, options, "https://liaison.example"), listener),
        httpx.Client(base_url=liaison) as http,
    ):
        answer = http.get(START)
    asked = httpx.URL(answer.headers["location"]).params
    assert asked["redirect_uri"] == "https://liaison.example/sign-in/callback"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-liaison-sign-in=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_a_public_client_needs_no_secret(
    address: DatabaseAddress, options: ProviderOptions, listener: Any, liaison: str, provider: IdentityProvider
) -> None:
    public = replace(options, client_id="liaison-public", client_secret=None)
    with serving(signing_in(address, public), listener), httpx.Client(base_url=liaison) as http:
        back = http.get(log_in(http, sent_to(http), "ada"))
    assert back.headers["location"] == "/results"


BODIES: dict[str, dict[str, Any]] = {
    "/v1/requirements": {"brief": {"text": TEXT}},
    "/v1/explanations": {"constraints": " "},  # passed by who it comes from, and refused for what it says
    "/v1/batches": {"input_file_id": "file_x", "completion_window": "24h"},
}


@pytest.mark.parametrize(
    ("login", "writes", "refused", "status"),
    [
        ("mona", "/v1/requirements", "/v1/explanations", 200),
        ("ada", "/v1/explanations", "/v1/requirements", 422),
    ],
)
def test_a_role_writes_its_own_and_reads_all(
    browser: httpx.Client, login: str, writes: str, refused: str, status: int, provider: IdentityProvider
) -> None:
    sign_in(browser, provider, login)
    json = {"Accept": "application/json"}
    assert browser.post(writes, json=BODIES[writes], headers=json).status_code == status
    answer = browser.post(refused, json=BODIES[refused], headers=json)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/role-missing")
    batch = {**BODIES["/v1/batches"], "endpoint": refused}
    assert browser.post("/v1/batches", json=batch, headers=json).json()["type"] == "/problems/role-missing"
    assert browser.get("/v1/results", headers=json).status_code == 200
    assert browser.get("/v1/keys", headers=json).status_code == 403
    form = "/" if refused == "/v1/requirements" else "/constraints"
    assert "Your role reads these" in told(browser.get(form))
    page = browser.post(form, data={"text": TEXT, "way": "text"})
    assert (page.status_code, "Your role does not allow that" in told(page)) == (403, True)


def test_an_admin_makes_keys_and_the_log_says_who(
    browser: httpx.Client, address: DatabaseAddress, provider: IdentityProvider
) -> None:
    sign_in(browser, provider, "olga")
    made = browser.post("/v1/keys", json={"name": "shop"}, headers={"Accept": "application/json"})
    assert made.status_code == 201
    assert browser.post("/", data={"text": TEXT, "way": "text"}).status_code == 303
    ((who, subject),) = rows(address, "SELECT actor, subject FROM audit_log WHERE action = 'key.make'")
    assert rows(address, "SELECT id, name FROM people") == [(who, "Olga Owner")]
    assert subject == made.json()["id"]
    assert rows(address, "SELECT owner FROM results") == [(who,)]


def test_a_key_opens_the_doors_as_ever(browser: httpx.Client, liaison: str, provider: IdentityProvider) -> None:
    sign_in(browser, provider, "olga")
    key = browser.post("/v1/keys", json={"name": "shop"}, headers={"Accept": "application/json"}).json()["key"]
    assert httpx.get(f"{liaison}/v1/results", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert httpx.get(f"{liaison}/results", auth=("anybody", key)).status_code == 200


def test_without_a_session_programs_get_a_problem(served: None, liaison: str) -> None:
    answer = httpx.get(f"{liaison}/v1/results", headers={"Cookie": f"{SESSION}=made-up-by-somebody"})
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/sign-in-required")
    assert "Basic" not in answer.headers["www-authenticate"]
    assert httpx.get(f"{liaison}/healthz").status_code == 200


# --- what must not get through --------------------------------------------------------------------


def test_a_page_of_another_site_writes_nothing(browser: httpx.Client, provider: IdentityProvider) -> None:
    """Nor does a request that does not say which page it comes from: browsers of today all do."""
    sign_in(browser, provider, "olga")
    del browser.headers["sec-fetch-site"]
    cross = [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {},
    ]
    for headers, path in product(cross, ("/", "/sign-out", "/v1/keys")):
        answer = browser.post(path, json={"name": "taken"}, headers={**headers, "Accept": "application/json"})
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/foreign-page")
    assert browser.get("/results").status_code == 200


def test_a_session_planted_before_is_not_the_one_after(
    browser: httpx.Client, address: DatabaseAddress, provider: IdentityProvider
) -> None:
    """Fixation: what an attacker knows before somebody signs in opens nothing afterwards."""
    sign_in(browser, provider, "mona")
    planted = browser.cookies[SESSION]
    sign_in(browser, provider, "mona")
    assert browser.cookies[SESSION] != planted
    browser.cookies.set(SESSION, planted, domain="127.0.0.1", path="/")
    with httpx.Client(base_url=str(browser.base_url), cookies={SESSION: planted}) as attacker:
        assert attacker.get("/v1/results").status_code == 401
    assert rows(address, "SELECT count(*) FROM browser_sessions") == [(1,)]


def test_a_code_is_good_once(browser: httpx.Client, provider: IdentityProvider) -> None:
    address = provider.let_in(browser, sent_to(browser), "ada")
    pending = browser.cookies[PENDING]
    assert browser.get(address).status_code == 303
    again = browser.get(address)
    assert again.status_code == 400, "the cookie of the sign-in is used up"
    replayed = browser.get(address, headers={"Cookie": f"{PENDING}={pending}"})
    assert (replayed.status_code, "not under way any more" in told(replayed)) == (400, True)


def test_the_answer_to_another_browser_is_refused(
    browser: httpx.Client, liaison: str, provider: IdentityProvider
) -> None:
    """Otherwise somebody could be signed in as somebody else by following a link."""
    address = provider.let_in(browser, sent_to(browser), "ada")
    with httpx.Client(base_url=liaison, headers={"Accept": "text/html"}) as victim:
        assert victim.get(address).status_code == 400
        sent_to(victim)
        assert victim.get(address).status_code == 400
        assert SESSION not in victim.cookies


CHANGED: list[tuple[dict[str, str | None], int, str]] = [
    ({"state": "x" * 43}, 400, "belongs to another sign-in"),
    ({"iss": "https://other.example"}, 403, "another identity provider"),
    ({"iss": None}, 403, "another identity provider"),
    ({"error": "access_denied"}, 403, "said no"),
    ({"code": None}, 403, "said no"),
    ({"code": "made-up"}, 400, "does not take this sign-in"),
]


def test_an_answer_that_is_not_as_it_should_be(browser: httpx.Client, provider: IdentityProvider) -> None:
    for change, status, words in CHANGED:
        address = httpx.URL(provider.let_in(browser, sent_to(browser), "ada"))
        changed = {name: value for name, value in {**dict(address.params), **change}.items() if value is not None}
        answer = browser.get(address.copy_with(params=changed))
        assert (answer.status_code, words in told(answer)) == (status, True), told(answer)
        assert PENDING not in browser.cookies, "it can be tried once"
        assert SESSION not in browser.cookies


def test_somebody_without_a_role_is_told_what_to_do(
    browser: httpx.Client, address: DatabaseAddress, provider: IdentityProvider
) -> None:
    answer = sign_in(browser, provider, "nora")
    assert answer.status_code == 403
    assert "Marketing: liaison-marketing; IT: liaison-it; Admin: liaison-admin" in told(answer)
    assert rows(address, "SELECT * FROM people") == []


def test_nobody_is_sent_on_to_another_site(browser: httpx.Client, provider: IdentityProvider) -> None:
    for wanted in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        assert f'href="{START}?next=/"' in browser.get("/sign-in", params={"next": wanted}).text
        assert sign_in(browser, provider, "ada", wanted).headers["location"] == "/"


def test_the_provider_is_down(browser: httpx.Client, provider: IdentityProvider) -> None:
    provider.is_down = True
    answer = browser.get(START)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "The identity provider does not answer" in told(answer)
    problem = browser.get(START, headers={"Accept": "application/json"})
    assert (problem.status_code, problem.json()["type"]) == (503, "/problems/provider-unavailable")
    provider.is_down = False
    assert sign_in(browser, provider).headers["location"] == "/results"


def test_the_provider_goes_down_on_the_way(browser: httpx.Client, provider: IdentityProvider) -> None:
    address = provider.let_in(browser, sent_to(browser), "ada")
    provider.is_down = True
    assert browser.get(address).status_code == 503


def test_a_wrong_secret_is_a_fault_of_the_server(
    address: DatabaseAddress, options: ProviderOptions, listener: Any, liaison: str, provider: IdentityProvider
) -> None:
    wrong = replace(options, client_secret="wrong")
    with serving(signing_in(address, wrong), listener), httpx.Client(base_url=liaison) as http:
        assert sign_in(http, provider).json()["type"] == "/problems/provider-unavailable"
