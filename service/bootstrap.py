"""The composition root: settings become services here, and nowhere else.

Heavy parts (pipeline, catalogue, model client) are imported when first used, so that the server is up at once.
"""

from collections.abc import Callable
from functools import cache, partial
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

if TYPE_CHECKING:
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
        ConfigurationError: the address of the database is none, or people cannot sign in in this way.
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
        sign_in=make_sign_in(settings, database),
        default_engine=settings.default_engine,
        model=settings.llm_model if settings.model_is_configured else None,
        redacts=settings.must_redact,
        organisation=load_organisation(settings.organisation) if settings.organisation else None,
        max_brief_bytes=settings.max_brief_bytes,
        bounds=Bounds(settings.requests_per_minute, settings.tokens_per_day),
        api_key=(settings.api_key.get_secret_value().strip() or None) if settings.api_key else None,
    )


def make_jobs(settings: "Settings") -> Jobs | None:
    """The jobs that are kept in the database of these settings; None: nothing is to be kept.

    Raises:
        ConfigurationError: its address is none.
    """
    address = _address(settings)
    return Jobs(address, settings.jobs_at_once) if address else None


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
    return parse_address(settings.database_url.get_secret_value() if settings.database_url else None)


def _rules_engine() -> "Engine":
    from service.drafting.rules.engine import RulesEngine

    return RulesEngine()


def _model_client(options: "ModelOptions") -> "ModelClient":
    from service.llm.client import ModelClient

    return ModelClient(options)


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
