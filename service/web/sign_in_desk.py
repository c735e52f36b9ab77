"""Lets people in and out: the page with the button, the way to the identity provider and back, and the way out."""

import logging
from collections.abc import Awaitable, Callable
from typing import Annotated, Final
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from service.errors import LiaisonError
from service.errors.described import problem_of
from service.oidc.pending import SECONDS, own_page
from service.oidc.provider import Answer
from service.sessions import LONGEST
from service.sign_in import CALLBACK, PAGE, SIGN_OUT, START, SignIn
from service.web.pages import SignedOutPage, SignInPage, problem_page, render

logger = logging.getLogger("liaison")
_WHOLE: Final = "/"
"""Cookies of our own host must be for all of it."""
Wanted = Annotated[str | None, Query(alias="next")]
"""The page to go on to."""


def add_sign_in(router: APIRouter, sign_in: SignIn) -> None:
    """Add the addresses of signing in and out."""
    desk = SignInDesk(sign_in)
    router.add_api_route(PAGE, desk.page, methods=["GET"])
    router.add_api_route(START, desk.start, methods=["GET"])
    router.add_api_route(CALLBACK, desk.callback, methods=["GET"])
    router.add_api_route(SIGN_OUT, desk.sign_out, methods=["POST"])


class SignInDesk:
    """The pages of signing in and out."""

    def __init__(self, sign_in: SignIn) -> None:
        self._sign_in = sign_in

    async def page(self, wanted: Wanted = None) -> HTMLResponse:
        """The page with the button."""
        host = urlsplit(self._sign_in.issuer).netloc
        return HTMLResponse(render(SignInPage(provider=host, start=f"{START}?next={quote(own_page(wanted))}")))

    async def start(self, request: Request, wanted: Wanted = None) -> Response:
        """Send the browser to the provider, with a cookie by which it is known when it comes back."""

        async def begun() -> Response:
            begun = await self._sign_in.begin(_origin(request), wanted)
            answer = RedirectResponse(begun.address, 303)
            self._set(answer, request, self._sign_in.pending_cookie(request.url.scheme), begun.cookie, SECONDS)
            return answer

        return await _shown(request, begun)

    async def callback(
        self, request: Request, code: str = "", state: str = "", iss: str = "", error: str = ""
    ) -> Response:
        """Begin a session for whoever comes back, and go on to the page that was wanted at first.

        The cookie of the sign-in is used up by it, whatever came of it.
        """
        pending = self._sign_in.pending_cookie(request.url.scheme)
        session = self._sign_in.session_cookie(request.url.scheme)

        async def finished() -> Response:
            begun, page = await self._sign_in.finish(
                _origin(request),
                request.cookies.get(pending),
                Answer(code, state, iss, error),
                request.cookies.get(session),
                request.scope.get("request_id"),
            )
            answer = RedirectResponse(page, 303)
            self._set(answer, request, session, begun.token, int(LONGEST.total_seconds()))
            return answer

        answer = await _shown(request, finished)
        self._drop(answer, request, pending)
        return answer

    async def sign_out(self, request: Request) -> Response:
        """End the session here, and let the browser end that of the provider.

        That is a page which goes on by itself, not a redirect: after a form, browsers follow those to our own host
        only, as the Content-Security-Policy says.
        """
        name = self._sign_in.session_cookie(request.url.scheme)
        request_id = request.scope.get("request_id")
        there = await self._sign_in.end(_origin(request), request.cookies.get(name), request_id)
        answer = HTMLResponse(render(SignedOutPage(there)))
        self._drop(answer, request, name)
        return answer

    def _set(self, answer: Response, request: Request, name: str, value: str, seconds: int) -> None:
        secure = self._sign_in.is_secure(request.url.scheme)
        # Lax, not strict: the provider sends people back from its own site, and links from elsewhere should work.
        answer.set_cookie(name, value, seconds, path=_WHOLE, secure=secure, httponly=True, samesite="lax")

    def _drop(self, answer: Response, request: Request, name: str) -> None:
        secure = self._sign_in.is_secure(request.url.scheme)
        answer.delete_cookie(name, path=_WHOLE, secure=secure, httponly=True, samesite="lax")


async def _shown(request: Request, work: Callable[[], Awaitable[Response]]) -> Response:
    """What was done, or the page that says why not.

    Raises:
        LiaisonError: it could not be done, and no browser is there to show that to.
    """
    try:
        return await work()
    except LiaisonError as error:
        logger.warning("%s: %s", error.title, error.message)
        page = problem_page(request, problem_of(error))
        if page is None:
            raise
        if (seconds := getattr(error, "seconds", None)) is not None:
            page.headers["Retry-After"] = str(seconds)
        return page


def _origin(request: Request) -> str:
    return str(request.base_url).rstrip("/")
