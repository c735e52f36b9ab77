"""What `liaison doctor` tries: the settings, every part that they describe, and what the model endpoint can do."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from service.admission import today_in
from service.bootstrap import make_services, model_options
from service.errors import ConfigurationError, LiaisonError, ProviderUnavailable
from service.llm.formats import AnswerFormat
from service.llm.options import ModelOptions
from service.llm.probing import Capabilities, probe
from service.oidc.id_token import ALGORITHMS
from service.services import Check, Services, check_catalogue
from service.settings import LoadedSettings, Settings
from service.sign_in import SignIn

Say = Callable[[str], None]

NO_MODEL = "not configured; set LIAISON_LLM_BASE_URL and LIAISON_LLM_MODEL (LIAISON_LLM_API_KEY if it wants a key)"
NO_SIGN_IN = "not configured; set LIAISON_OIDC_ISSUER and LIAISON_OIDC_CLIENT_ID to let people sign in"
_FORMS: dict[AnswerFormat, str] = {
    "bounded_schema": "a JSON schema",
    "plain_schema": "a JSON schema without bounds on lengths",
    "tools": "a function whose parameters are the answer",
    "json_object": "JSON mode, the schema in words",
    "text": "words alone",
}
_UNANSWERED = "what is not known was not told, or not answered in time: where the endpoint was busy, ask again later"
_PIECES = {"whole": "the whole brief at once", "pieces": "a few sentences of the brief at a time"}


async def diagnose(loaded: LoadedSettings, say: Say) -> tuple[Check, ...]:
    """Try every part that the settings describe; `say` is told what a model is being asked, for that takes a while."""
    settings = loaded.settings
    first = Check("settings", ok=True, detail="read", warnings=loaded.warnings)
    model = check_model(settings)
    try:
        services = make_services(settings)
    except LiaisonError as error:
        part = "settings" if isinstance(error, ConfigurationError) else "organisation"
        failed = Check(part, ok=False, detail=error.message) if model.ok else model
        return first, failed, check_catalogue(today_in(None))
    profile = services.organisation.name if services.organisation else "no profile; LIAISON_ORGANISATION names one"
    asked = await check_endpoint(model_options(settings), say) if settings.model_is_configured else ()
    database = await check_database(services)
    sign_in = await check_sign_in(services.sign_in)
    return first, Check("organisation", ok=True, detail=profile), *services.check(), *database, *sign_in, model, *asked


async def check_database(services: Services) -> tuple[Check, ...]:
    """Ask the database where results are kept."""
    if services.database is None:
        return (Check("database", ok=True, detail="off: results are not kept"),)
    try:
        return await services.check_database()
    finally:
        await services.database.close()


async def check_sign_in(sign_in: SignIn | None) -> tuple[Check, ...]:
    """Ask the identity provider what it offers, and say what it has to know of this server."""
    if sign_in is None:
        return (Check("sign-in", ok=True, detail=NO_SIGN_IN),)
    try:
        metadata = await sign_in.provider.metadata()
        keys = await sign_in.provider.keys()
    except ProviderUnavailable as error:
        return (Check("sign-in", ok=False, detail=error.message),)
    trusted = sorted(ALGORITHMS.intersection(metadata.id_token_signing_alg_values_supported))
    if not trusted:
        return (Check("sign-in", ok=False, detail="the provider signs with nothing that is trusted here"),)
    offered = [
        ("sign-in", f"{metadata.issuer}; {len(keys.keys)} keys, signs with {', '.join(trusted)}"),
        ("PKCE", "S256" if metadata.code_challenge_methods_supported else "S256 is used; the provider tells nothing"),
        ("sign-out", "at the provider, too" if metadata.end_session_endpoint else "here alone"),
        ("redirect to", sign_in.callback("http(s)://the address of this server")),
    ]
    return tuple(Check(part, ok=True, detail=detail) for part, detail in offered)


def check_model(settings: Settings) -> Check:
    """Whether a model is set up, with a price where there is a table of them. Nothing is asked of it."""
    if not settings.model_is_configured:
        return Check("model", ok=True, detail=NO_MODEL)
    detail = f"{settings.llm_model} at {settings.llm_base_url}"
    try:
        priced = settings.llm_prices is None or model_options(settings).price is not None
    except LiaisonError as error:
        return Check("model", ok=False, detail=error.message)
    missing = () if priced else (f"{settings.llm_prices} has no price for {settings.llm_model}: cost stays unknown",)
    return Check("model", ok=True, detail=detail, warnings=missing)


async def check_endpoint(options: ModelOptions, say: Say) -> tuple[Check, ...]:
    """Ask the endpoint what it can do. What it cannot is no fault; that it gives no answer at all is."""
    try:
        found = await probe(options, say)
    except LiaisonError as error:
        return (Check("endpoint", ok=False, detail=error.message),)
    checks = [Check(part, ok=True, detail=detail) for part, detail in described(found, options)]
    if any(check.detail == _yes(None) for check in checks):
        checks[-1] = replace(checks[-1], warnings=(_UNANSWERED,))
    return tuple(checks)


def described(found: Capabilities, options: ModelOptions) -> Iterator[tuple[str, str]]:
    """What an endpoint can do, and which way it will be asked: part and words."""
    with_bounds, without = found.takes("bounded_schema"), found.takes("plain_schema")
    yield "JSON schema", "without bounds on lengths" if without else _yes(with_bounds or without)
    yield "tools", _yes(found.takes("tools"))
    yield "JSON mode", _yes(found.takes("json_object"))
    yield "streaming", _yes(found.streaming)
    yield "usage", _told(found.usage, "the budget goes by guesses, cost stays unknown")
    yield "cached", _told(found.cached, "how much of a question was cached stays unknown")
    yield "context", f"{found.context_tokens:,} tokens" if found.context_tokens else _yes(None)
    yield "speed", f"{found.tokens_per_second:g} tokens a second" if found.tokens_per_second else _yes(None)
    yield "parallel", "no: two calls at once wait for each other" if found.parallel is False else _yes(found.parallel)
    yield "skill", _PIECES[found.skill] if found.skill else _yes(None)
    yield "asked by", f"{_FORMS[found.answer_format]}; {_cut(found, options)}"


def _told(tells: bool | None, otherwise: str) -> str:
    return _yes(tells) if tells is None else "told" if tells else f"not told: {otherwise}"


def _yes(can: bool | None) -> str:
    return "not known" if can is None else "yes" if can else "no"


def _cut(found: Capabilities, options: ModelOptions) -> str:
    if options.ask != "auto":
        return f"{_PIECES[options.ask]} (LIAISON_LLM_ASK)"
    return _PIECES[found.skill] if found.skill else "in the way that a first question shows"
