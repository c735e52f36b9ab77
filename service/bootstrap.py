"""The composition root: settings become services here, and nowhere else.

Heavy parts (pipeline, catalogue, model client) are imported when first used, so that the server is up at once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from schemas.specification import EngineName
from service.callers import DEFAULT_WORKSPACE, Bounds
from service.errors import ConfigurationError
from service.jobs.desk import Jobs
from service.named_files import load_organisation, load_prices
from service.oidc.metadata import is_safe
from service.oidc.options import ProviderOptions, RoleRules
from service.oidc.provider import Provider
from service.services import Services
from service.sessions import Sessions
from service.sign_in import SignIn
from service.store.address import DatabaseAddress, parse_address
from service.store.database import Database
from service.store.peeking import has_keys
from service.webhooks.addresses import Addresses, parse_allowed

if TYPE_CHECKING:
    from pydantic import SecretStr

    from service.drafting.engine import Engine
    from service.drafting.model import ModelEngineName
    from service.drafting.wording import Wording
    from service.llm.client import ModelClient
    from service.llm.options import ModelOptions
    from service.settings import OidcRoles, Settings

_BY_CLAIM = "claim:"


def make_services(settings: "Settings") -> Services:
    """Wire the services that these settings describe.

    Raises:
        UnusableFile, InvalidProfile: the organisation profile cannot be used.
        UnusableFile, ConfigurationError: the table of prices cannot be used.
        ConfigurationError: the address of the database is none, what webhooks may lead to cannot be read, or people
            cannot sign in in this way.
    """
    engines: dict[EngineName, Callable[[], Engine]] = {"rules": _rules_engine}
    wordings: dict[EngineName, Callable[[], Wording]] = {}
    if settings.model_is_configured:
        # Made once: it remembers which form of answer the endpoint takes, its limits and how it fared.
        client = cache(partial(_model_client, model_options(settings)))
        engines["model"] = lambda: _model_engine(client(), "model")
        engines["hybrid"] = lambda: _model_engine(client(), "hybrid")
        wordings["model"] = lambda: _model_wording(client(), "model")
        wordings["hybrid"] = lambda: _model_wording(client(), "hybrid")
    database = make_database(settings)
    return Services(
        engines=engines,
        wordings=wordings,
        database=database,
        jobs=make_jobs(settings),
        lasts=timedelta(days=settings.keep_days) if settings.keep_days else None,
        forget=_forgetting(settings),
        addresses=make_addresses(settings),
        sign_in=make_sign_in(settings, database),
        default_engine=settings.default_engine,
        model=settings.llm_model if settings.model_is_configured else None,
        redacts=settings.must_redact,
        organisation=load_organisation(settings.organisation) if settings.organisation else None,
        max_brief_bytes=settings.max_brief_bytes,
        bounds=Bounds(settings.requests_per_minute, settings.tokens_per_day),
        api_key=_secret(settings.api_key),
        metrics_token=_secret(settings.metrics_token),
    )


def _forgetting(settings: "Settings") -> Callable[[datetime, datetime], None] | None:
    """What lets go of the answers of the model to runs that ended between two moments; None: no answers are kept."""
    if settings.llm_cache is None:
        return None
    return partial(_forget_answers, settings.llm_cache, settings.llm_deadline)


def _forget_answers(path: Path, seconds: float, first: datetime, last: datetime) -> None:
    from service.llm.cache import forget_answers

    forget_answers(path, first - timedelta(seconds=seconds), last)


def _secret(value: "SecretStr | None") -> str | None:
    return (value.get_secret_value().strip() or None) if value else None


def make_jobs(settings: "Settings") -> Jobs | None:
    """The jobs that are kept in the database of these settings; None: nothing is to be kept.

    Raises:
        ConfigurationError: its address is none.
    """
    address = _address(settings)
    if address is None:
        return None
    jobs = Jobs(address, settings.jobs_at_once, grace=settings.jobs_grace)
    jobs.forget = _forgetting(settings)
    return jobs


def make_addresses(settings: "Settings") -> Addresses:
    """What judges where webhooks lead. An open server has no key at all, and so only callers of its own machine.

    Raises:
        ConfigurationError: the setting, or the address of the database, cannot be read.
    """
    address = _address(settings)
    guarded = _secret(settings.api_key) is not None or settings.oidc_is_configured

    def is_open() -> bool:
        return not guarded and address is not None and not has_keys(address)

    return Addresses(parse_allowed(settings.webhook_allow), is_open)


def make_database(settings: "Settings") -> Database | None:
    """The database that these settings name; it is opened when it is used. None: nothing is to be kept.

    Raises:
        ConfigurationError: the address is none.
    """
    address = _address(settings)
    return Database(address, DEFAULT_WORKSPACE) if address else None


def make_sign_in(settings: "Settings", database: Database | None) -> SignIn | None:
    """How people sign in; None: they do not.

    Raises:
        ConfigurationError: half of it is set, the provider is reached by plain HTTP, or there is no database.
    """
    if not settings.oidc_is_configured:
        if settings.oidc_issuer or settings.oidc_client_id:
            raise ConfigurationError("Signing in needs both LIAISON_OIDC_ISSUER and LIAISON_OIDC_CLIENT_ID.")
        return None
    if database is None:
        raise ConfigurationError("Signing in needs a database for its sessions, and LIAISON_DATABASE_URL is off.")
    public_url = settings.public_url.removesuffix("/") if settings.public_url else None
    return SignIn(Provider(provider_options(settings)), Sessions(database), public_url)


def provider_options(settings: "Settings") -> ProviderOptions:
    """How these settings say to reach the identity provider.

    Raises:
        ConfigurationError: by plain HTTP, where others could listen.
    """
    issuer, workspace = settings.oidc_issuer or "", settings.oidc_workspace
    if not is_safe(issuer):
        raise ConfigurationError("LIAISON_OIDC_ISSUER must begin with https://, unless it is on this machine.")
    by_claim = workspace.startswith(_BY_CLAIM)
    return ProviderOptions(
        issuer=issuer,
        client_id=settings.oidc_client_id or "",
        client_secret=settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else None,
        scopes=tuple(settings.oidc_scopes.split()) if settings.oidc_scopes else None,
        roles=_role_rules(settings.oidc_roles) if settings.oidc_roles else RoleRules(),
        workspace=DEFAULT_WORKSPACE if by_claim else workspace,
        workspace_claim=workspace.removeprefix(_BY_CLAIM) if by_claim else None,
    )


def _role_rules(given: "OidcRoles") -> RoleRules:
    claims = (given.claim,) if given.claim else RoleRules().claims
    return RoleRules(claims, frozenset(given.marketing), frozenset(given.it), frozenset(given.admin))


def _address(settings: "Settings") -> DatabaseAddress | None:
    url, password = (
        secret.get_secret_value() if secret else None for secret in (settings.database_url, settings.database_password)
    )
    return parse_address(url, password)


def _rules_engine() -> "Engine":
    from service.drafting.rules.engine import RulesEngine

    return RulesEngine()


def _model_client(options: "ModelOptions") -> "ModelClient":
    from service import measures
    from service.llm.client import ModelClient

    client = ModelClient(options)
    measures.watch_breaker(lambda: client.breaker.state)
    return client


def _model_engine(client: "ModelClient", name: "ModelEngineName") -> "Engine":
    from service.drafting.model import build_model_engine

    return build_model_engine(client, name)


def _model_wording(client: "ModelClient", name: "ModelEngineName") -> "Wording":
    from service.drafting.model.wording_constraints import build_model_wording

    return build_model_wording(client, name)


def model_options(settings: "Settings") -> "ModelOptions":
    """How these settings say to reach the model.

    Raises:
        UnusableFile, ConfigurationError: the table of prices cannot be used.
    """
    from service.llm.options import CacheOptions, ModelOptions

    prices = load_prices(settings.llm_prices) if settings.llm_prices else {}
    path, megabytes, days = settings.llm_cache, settings.llm_cache_mb, settings.llm_cache_days
    return ModelOptions(
        base_url=settings.llm_base_url or "",
        model=settings.llm_model or "",
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else None,
        deadline_seconds=settings.llm_deadline,
        temperature=settings.llm_temperature,
        ask=settings.llm_ask,
        second_look=settings.llm_second_look,
        stream=settings.llm_stream,
        concurrency=settings.llm_concurrency,
        budget_tokens=settings.llm_budget_tokens,
        breaker_failures=settings.llm_breaker_failures,
        price=prices.get(settings.llm_model or ""),
        cache=CacheOptions(path, megabytes, days) if path else None,
        redact=settings.must_redact,
    )
