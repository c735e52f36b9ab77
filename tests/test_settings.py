"""Settings: where they come from, which wins, and what is said about names that are none."""

from pathlib import Path

import pytest

from service.errors import ConfigurationError
from service.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no settings in the environment."""
    import os

    for name in [name for name in os.environ if name.upper().startswith("LIAISON_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_nothing_has_to_be_set() -> None:
    loaded = load_settings()
    assert loaded.warnings == ()
    assert (loaded.settings.default_engine, loaded.settings.max_brief_bytes) == ("rules", 2_000_000)
    assert not loaded.settings.model_is_configured


def test_with_a_model_the_rules_are_completed_unless_another_engine_is_named() -> None:
    configured = {"llm_base_url": "https://here.example/v1", "llm_model": "tester"}
    assert Settings.model_validate(configured).default_engine == "hybrid"
    assert Settings.model_validate(configured | {"engine": "model"}).default_engine == "model"
    assert Settings.model_validate(configured | {"engine": "rules"}).default_engine == "rules"


def test_the_environment_wins_over_dotenv_and_dotenv_over_toml(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "liaison.toml").write_text(
        'llm_model = "toml"\nllm_base_url = "https://toml.example/v1"\nengine = "model"'
    )
    (folder / ".env").write_text("LIAISON_LLM_MODEL=dotenv\nLIAISON_ENGINE=rules\n")
    monkeypatch.setenv("LIAISON_LLM_MODEL", "environment")
    settings = load_settings().settings
    assert settings.llm_model == "environment"
    assert settings.engine == "rules"
    assert settings.llm_base_url == "https://toml.example/v1"


@pytest.mark.parametrize("place", ["environment", ".env"])
def test_an_unknown_name_is_a_warning_with_the_nearest_known_one(
    place: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place == "environment":
        monkeypatch.setenv("LIAISON_LLM_MODLE", "x")
    else:
        (folder / ".env").write_text("LIAISON_LLM_MODLE=x\nOTHER_THING=y\n")
    (warning,) = load_settings().warnings
    assert "LIAISON_LLM_MODLE" in warning
    assert place in warning
    assert "did you mean LIAISON_LLM_MODEL?" in warning


@pytest.mark.parametrize("name", ["llm_modle", "LIAISON_LLM_MODEL"])
def test_an_unknown_name_in_the_toml_file_is_an_error(name: str, folder: Path) -> None:
    (folder / "liaison.toml").write_text(f'{name} = "x"')
    with pytest.raises(ConfigurationError, match=rf"liaison.toml: {name} is not a setting; did you mean llm_model\?"):
        load_settings()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("liaison.toml", b"llm_model = "),
        ("liaison.toml", b"\xff\xfe"),
        (".env", b"LIAISON_ENGINE=\xff"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(file: str, content: bytes, folder: Path) -> None:
    (folder / file).write_bytes(content)
    with pytest.raises(ConfigurationError, match=file):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LIAISON_LLM_DEADLINE", "-1"),
        ("LIAISON_LLM_CONCURRENCY", "0"),
        ("LIAISON_LLM_BUDGET_TOKENS", "0"),
        ("LIAISON_LLM_BREAKER_FAILURES", "-1"),
        ("LIAISON_LLM_STREAM", "perhaps"),
        ("LIAISON_LLM_TEMPERATURE", "2.5"),
        ("LIAISON_LLM_ASK", "halves"),
        ("LIAISON_LLM_DEADLINE", "soon"),
        ("LIAISON_LLM_BASE_URL", "host/v1"),
        ("LIAISON_ENGINE", "magic"),
        ("LIAISON_MAX_BRIEF_BYTES", "0"),
        ("LIAISON_LOG_LEVEL", "loud"),
        ("LIAISON_LOG_FORMAT", "xml"),
        ("LIAISON_METRICS_TOKEN", "fifteen-letters"),
    ],
)
def test_a_wrong_value_is_named_and_not_repeated(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=name) as caught:
        load_settings()
    assert value not in caught.value.message.replace(name, "").split()


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_API_KEY", "Zanzibarium")
    monkeypatch.setenv("LIAISON_LLM_API_KEY", "Zanzibarium")
    assert "Zanzibarium" not in repr(load_settings())


def test_an_empty_key_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_API_KEY", "")
    assert load_settings().settings.api_key is None


def test_every_setting_says_what_it_is_for() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


@pytest.mark.parametrize(
    ("address", "leaves"),
    [
        ("https://model.example.com/v1", True),
        ("http://127.0.0.1:8080/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://[::1]:8080/v1", False),
        ("http://10.1.2.3/v1", False),
        ("http://192.168.4.5:8000/v1", False),
        ("http://[fd00::5]/v1", False),
        ("http://8.8.8.8/v1", True),
        ("http://localhost.example.com/v1", True),
        ("http://gpu-box:8000/v1", True),
    ],
)
def test_what_is_personal_is_replaced_where_texts_leave_the_house(address: str, leaves: bool) -> None:
    assert Settings(llm_base_url=address).must_redact is leaves
    assert Settings(llm_base_url=address, llm_redact="on").must_redact
    assert not Settings(llm_base_url=address, llm_redact="off").must_redact


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LIAISON_OIDC_ROLES", "groups", "must be JSON, such as"),
        ("LIAISON_OIDC_ROLES", '{"marketting": ["Brand"]}', "LIAISON_OIDC_ROLES"),
        ("LIAISON_OIDC_ROLES", '{"it": "Platform"}', "LIAISON_OIDC_ROLES"),
        ("LIAISON_OIDC_ISSUER", "id.example", "LIAISON_OIDC_ISSUER"),
        ("LIAISON_PUBLIC_URL", "https://liaison.example/path", "LIAISON_PUBLIC_URL"),
        ("LIAISON_PUBLIC_URL", "https://a@liaison.example", "LIAISON_PUBLIC_URL"),
    ],
)
def test_settings_of_signing_in_that_cannot_be_used(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=words):
        load_settings()


def test_roles_are_a_table_in_toml(folder: Path) -> None:
    (folder / "liaison.toml").write_text('[oidc_roles]\nclaim = "roles"\nadmin = ["owners"]\n')
    roles = load_settings().settings.oidc_roles
    assert roles
    assert (roles.claim, roles.admin, roles.it) == ("roles", ["owners"], [])


def test_secrets_come_from_files_of_a_folder_below_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = folder / "secrets"
    kept = secrets / "..2027_05_03"
    kept.mkdir(parents=True)
    (secrets / "..data").symlink_to(kept.name)  # as Kubernetes lays them out
    for name, value in {"liaison_api_key": "from a file\n", "liaison_llm_model": "file", "tls.crt": "x"}.items():
        (kept / name).write_text(value)
        (secrets / name).symlink_to(f"..data/{name}")
    (folder / "liaison.toml").write_text('llm_model = "toml"\napi_key = "toml"')
    monkeypatch.setenv("LIAISON_SECRETS_DIR", str(secrets))
    loaded = load_settings()
    assert loaded.settings.api_key
    assert (loaded.settings.api_key.get_secret_value(), loaded.settings.llm_model) == ("from a file", "file")
    assert loaded.warnings == ()
    monkeypatch.setenv("LIAISON_LLM_MODEL", "environment")
    assert load_settings().settings.llm_model == "environment"


def test_the_folder_of_secrets_may_be_named_in_dotenv(folder: Path) -> None:
    (folder / "secrets").mkdir()
    (folder / "secrets" / "liaison_llm_model").write_text("file")
    (folder / ".env").write_text("LIAISON_SECRETS_DIR=secrets\n")
    assert load_settings().settings.llm_model == "file"


def test_a_folder_of_secrets_that_is_not_there_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIAISON_SECRETS_DIR", str(folder / "nowhere"))
    with pytest.raises(ConfigurationError, match=r"LIAISON_SECRETS_DIR: .*nowhere is no folder"):
        load_settings()


def test_a_secret_of_an_unknown_name_is_a_warning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "liaison_databse_url").write_text("sqlite:///x")
    monkeypatch.setenv("LIAISON_SECRETS_DIR", str(folder))
    (warning,) = load_settings().warnings
    assert "LIAISON_DATABSE_URL" in warning
    assert "did you mean LIAISON_DATABASE_URL?" in warning
    assert str(folder) in warning
