"""What the one who runs Liaison may set: environment, `.env`, a folder of secrets, `liaison.toml`, the defaults here.

The first that says something wins. Names are `LIAISON_` and the field in capitals; in `liaison.toml` the field as it
is. In the folder that `LIAISON_SECRETS_DIR` names, a file has the name of a setting in small letters and holds its
value, as Docker and Kubernetes hand secrets to a container. An unknown name in the environment, in `.env` or in that
folder is a warning, for other programs may own it; in `liaison.toml` it can only be a mistake, and is an error.
"""

import json
import os
import tomllib
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from schemas.specification import EngineName
from service.errors import ConfigurationError, did_you_mean

PREFIX = "LIAISON_"
DOTENV = Path(".env")
TOML = Path("liaison.toml")
SHORTEST_TOKEN = 16
"""House default, characters: nobody counts how often a token for figures was guessed."""

Asking = Literal["auto", "whole", "pieces"]
Redact = Literal["auto", "on", "off"]
LogLevel = Literal["debug", "info", "warning", "error", "critical"]
LogFormat = Literal["auto", "text", "json"]


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _off_is_none(value: Any) -> Any:
    return None if _lower(value) == "off" else value


def _hard_to_guess(value: SecretStr | None) -> SecretStr | None:
    if value is not None and len(value.get_secret_value().strip()) < SHORTEST_TOKEN:
        raise ValueError(f"take a random text of {SHORTEST_TOKEN} characters or more")
    return value


def _json(value: Any) -> Any:
    """What the environment holds as text; `liaison.toml` has a table."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise ValueError(f"must be JSON, such as {OIDC_ROLES_EXAMPLE}") from None


OIDC_ROLES_EXAMPLE = '{"claim": "groups", "marketing": ["Brand"], "it": ["Platform"], "admin": ["Liaison owners"]}'


class OidcRoles(BaseModel):
    """Which values of a claim stand for which role."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    claim: str | None = Field(default=None, min_length=1)
    marketing: list[str] = []
    it: list[str] = []
    admin: list[str] = []


class Settings(BaseSettings):
    """Every setting, with its default."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=DOTENV,
        env_ignore_empty=True,
        toml_file=TOML,
        extra="ignore",
        frozen=True,
    )

    llm_base_url: str | None = Field(
        default=None, pattern=r"^https?://", description="Address of the model endpoint, such as https://host/v1"
    )
    llm_api_key: SecretStr | None = Field(default=None, description="Key of the model endpoint")
    llm_model: str | None = Field(default=None, description="Name of the model")
    llm_deadline: float = Field(default=120.0, gt=0, description="Seconds for all model calls of one run")
    llm_stream: bool = Field(default=False, description="Ask the model for answers as a stream of events")
    llm_temperature: float | None = Field(
        default=None, ge=0, le=2, description="How much answers vary; without it that is left to the endpoint"
    )
    llm_ask: Annotated[Asking, BeforeValidator(_lower)] = Field(
        default="auto", description="Ask about the whole brief, or in pieces; auto: as the model shows it can"
    )
    llm_second_look: bool = Field(
        default=True, description="Ask once more whether sentences bear out the requirements that may only be implied"
    )
    llm_concurrency: int | None = Field(default=None, ge=1, description="Calls to the model at once, over all runs")
    llm_budget_tokens: int | None = Field(default=None, ge=1, description="Tokens one run may use, in and out together")
    llm_breaker_failures: int = Field(
        default=5, ge=0, description="Faults in a row after which the endpoint is left alone for 30 seconds; 0: never"
    )
    llm_redact: Annotated[Redact, BeforeValidator(_lower)] = Field(
        default="auto",
        description="Whether names, addresses, numbers and keys are replaced before a text is sent to the model; auto: "
        "unless the endpoint is on this machine or in a private network",
    )
    llm_prices: Path | None = Field(default=None, description="Prices by model, a TOML or YAML file")
    llm_cache: Annotated[Path | None, BeforeValidator(_off_is_none)] = Field(
        default=None, description="File in which answers of the model are kept for the same question; off: nowhere"
    )
    llm_cache_mb: float = Field(default=100.0, gt=0, description="Megabytes that the file of answers may have")
    llm_cache_days: float = Field(default=30.0, gt=0, description="Days for which an answer is kept")
    engine: Annotated[EngineName | None, BeforeValidator(_lower)] = Field(
        default=None,
        description="Engine of a run that names none: rules, model or hybrid; unset: hybrid with a model",
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="Database that results are kept in: sqlite:///FILE, postgresql://USER@HOST/DATABASE, or off; "
        "unset: a file in the data folder of whoever runs Liaison",
    )
    database_password: SecretStr | None = Field(
        default=None, description="Password of the user in LIAISON_DATABASE_URL, where the address holds none"
    )
    database_wait: float = Field(
        default=30.0, ge=0, description="Seconds to wait at the start for a PostgreSQL that does not answer yet"
    )
    keep_days: int | None = Field(
        default=None,
        ge=1,
        le=36_500,
        description="Days for which results, jobs, batches and files are kept; unset: until somebody deletes them",
    )
    jobs_at_once: int = Field(default=16, ge=1, le=1000, description="Jobs that one worker does at the same time")
    jobs_grace: int = Field(
        default=8, ge=0, le=3600, description="Seconds for jobs that run when their worker is told to stop"
    )
    webhook_allow: str | None = Field(
        default=None,
        description="Hosts, addresses and networks that webhooks may lead to beside the open internet, with commas"
        " between them; to these without TLS, too",
    )
    organisation: Path | None = Field(default=None, description="Organisation profile, a YAML file")
    api_key: SecretStr | None = Field(
        default=None, description="Key that callers may send beside those of `liaison keys`; it may do everything"
    )
    requests_per_minute: int | None = Field(
        default=600, ge=1, description="Requests that one key may send in a minute, where nothing else is said for it"
    )
    tokens_per_day: int | None = Field(
        default=None, ge=1, description="Tokens of models that one key may use in a day; unset: no bound"
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^/?#@]+/?$",
        description="How browsers reach this server, such as https://liaison.example; unset: as they say",
    )
    oidc_issuer: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Identity provider that people sign in with, as it calls itself",
    )
    oidc_client_id: str | None = Field(default=None, description="Name under which the provider knows this server")
    oidc_client_secret: SecretStr | None = Field(
        default=None, description="Secret that goes with it; unset: a public client, which PKCE alone protects"
    )
    oidc_scopes: str | None = Field(
        default=None, description="Scopes to ask for beside openid, with blanks; unset: profile, and groups or roles"
    )
    oidc_roles: Annotated[OidcRoles | None, NoDecode, BeforeValidator(_json)] = Field(
        default=None,
        description="Claim and its values that stand for the roles marketing, it and admin, as JSON; unset:"
        " liaison-marketing, liaison-it and liaison-admin in groups or roles",
    )
    oidc_workspace: str = Field(
        default="wsp_default",
        min_length=1,
        description="Workspace of whoever signs in, or claim:NAME for the claim that names it, by id or name",
    )
    max_brief_bytes: int = Field(default=2_000_000, ge=1_000, description="Largest brief, in bytes of UTF-8")
    log_level: Annotated[LogLevel, BeforeValidator(_lower)] = Field(default="info", description="How much is logged")
    log_format: Annotated[LogFormat, BeforeValidator(_lower)] = Field(
        default="auto",
        description="Form of the log: text, or json, an object a line; auto: text on a terminal, json elsewhere",
    )
    metrics_token: Annotated[SecretStr | None, AfterValidator(_hard_to_guess)] = Field(
        default=None, description="Token that reads /metrics and nothing else, beside the keys of admins"
    )
    secrets_dir: Path | None = Field(
        default=None,
        description="Folder with a file for each secret, such as `liaison_api_key`; named by environment or .env",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the TOML file below the environment, and the folder of secrets that this one names between them."""
        del file_secret_settings  # its folder would have to be known here
        named = {**dotenv_settings(), **env_settings()}.get("secrets_dir")
        _check_folder(named)
        secrets = SecretsSettingsSource(settings_cls, secrets_dir=named)
        return init_settings, env_settings, dotenv_settings, secrets, TomlConfigSettingsSource(settings_cls)

    @property
    def default_engine(self) -> EngineName:
        """The engine of a run that names none."""
        return self.engine or ("hybrid" if self.model_is_configured else "rules")

    @property
    def model_is_configured(self) -> bool:
        """Whether a model endpoint and a model are named."""
        return bool(self.llm_base_url and self.llm_model)

    @property
    def oidc_is_configured(self) -> bool:
        """Whether people sign in with an identity provider."""
        return bool(self.oidc_issuer and self.oidc_client_id)

    @property
    def must_redact(self) -> bool:
        """Whether what is personal in a text is replaced before a model gets it: always, never, or where it leaves."""
        if self.llm_redact != "auto":
            return self.llm_redact == "on"
        return not _is_private(urlsplit(self.llm_base_url or "").hostname or "")


@dataclass(frozen=True)
class LoadedSettings:
    """The settings, and what the one who made them should know."""

    settings: Settings
    warnings: tuple[str, ...] = ()


def load_settings() -> LoadedSettings:
    """Read the settings of the working directory and the environment.

    Raises:
        ConfigurationError: a value cannot be used, a file cannot be read, or `liaison.toml` has an unknown name.
    """
    try:
        _check_toml()
        settings = Settings()
        return LoadedSettings(settings, _unknown_names(settings.secrets_dir))
    except ValidationError as error:
        raise ConfigurationError(_explain(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{DOTENV} or {TOML} cannot be read: {error}. Mend the file or remove it.") from error


def _is_private(host: str) -> bool:
    """Whether an address is this machine's or of a private network; of names only `localhost` says so."""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_private or address.is_link_local


def _known() -> list[str]:
    return [PREFIX + name.upper() for name in Settings.model_fields]


def _check_folder(named: str | None) -> None:
    """Let a folder of secrets pass that is there.

    Raises:
        ConfigurationError: it is not, and its secrets would silently be missing.
    """
    if named and not Path(named).expanduser().is_dir():
        raise ConfigurationError(f"{PREFIX}SECRETS_DIR: {named} is no folder. Mount the secrets there, or unset it.")


def _unknown_names(secrets: Path | None) -> tuple[str, ...]:
    """A warning for each `LIAISON_` name of the environment, of `.env` and of the secrets that is no setting."""
    in_file = dotenv_values(DOTENV) if DOTENV.is_file() else {}
    names = {name.upper(): "the environment" for name in os.environ} | {name.upper(): str(DOTENV) for name in in_file}
    names |= {file.name.upper(): str(secrets) for file in secrets.expanduser().iterdir()} if secrets else {}
    known = _known()
    return tuple(
        f"{name} in {place} is not a setting of Liaison and is ignored{did_you_mean(name, known)}"
        for name, place in sorted(names.items())
        if name.startswith(PREFIX) and name not in known
    )


def _check_toml() -> None:
    if not TOML.is_file():
        return
    try:
        given = tomllib.loads(TOML.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{TOML} is not valid TOML: {error}.") from error
    for name in given:
        if name not in Settings.model_fields:
            short = name.lower().removeprefix(PREFIX.lower())
            raise ConfigurationError(f"{TOML}: {name} is not a setting{did_you_mean(short, Settings.model_fields)}")


def _explain(error: ValidationError) -> str:
    """Name each setting with its fault, and never its value: some are secrets."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in faults) + "."
