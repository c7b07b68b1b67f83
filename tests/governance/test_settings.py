"""How an installation is set up, and what it refuses to start with."""

from pathlib import Path

import pytest

from governance.settings import DEMO_SECRET, Settings, SettingsError, read_settings

PRODUCTION = {
    "OPENSEAT_MODE": "production",
    "OPENSEAT_SECRET": "s" * 32,
    "OPENSEAT_PUBLIC_URL": "https://board.example",
}


def settings(**environ: str) -> Settings:
    return read_settings(environ)[0]


def file_with(folder: Path, text: str) -> dict[str, str]:
    path = folder / "openseat.toml"
    path.write_text(text, "utf-8")
    return {"OPENSEAT_SETTINGS": str(path)}


def refusal(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as refused:
        read_settings(environ)
    return str(refused.value)


def test_nothing_set_is_the_demonstration_on_this_machine_alone() -> None:
    found, sources = read_settings({"HOME": "/root", "PATH": "/bin"})
    assert found == Settings()
    assert (found.mode, found.host) == ("demo", "127.0.0.1")
    assert set(sources.values()) == {"default"}
    assert set(sources) == set(Settings.__dataclass_fields__)


def test_environment_goes_before_file_and_file_before_default(tmp_path: Path) -> None:
    environ = file_with(tmp_path, 'port = 9001\nhost = "0.0.0.0"')
    found, sources = read_settings({**environ, "OPENSEAT_PORT": "9002"})
    assert (found.port, found.host, found.log_level) == (9002, "0.0.0.0", "INFO")
    assert sources["port"] == "OPENSEAT_PORT"
    assert sources["host"] == environ["OPENSEAT_SETTINGS"]
    assert sources["log_level"] == "default"


@pytest.mark.parametrize("text", ["1", "true", "YES", "True"])
def test_yes_is_said_in_several_ways(text: str) -> None:
    assert settings(OPENSEAT_TRUSTED_PROXY=text).trusted_proxy is True


@pytest.mark.parametrize("text", ["0", "false", "No", ""])
def test_no_is_said_in_several_ways(text: str) -> None:
    assert settings(OPENSEAT_SCHEDULER=text).scheduler is False


def test_a_file_may_say_yes_and_numbers_in_its_own_way(tmp_path: Path) -> None:
    found, _ = read_settings(file_with(tmp_path, "trusted_proxy = true\nsmtp_port = 587"))
    assert found.trusted_proxy is True
    assert found.smtp_port == 587


def test_an_unknown_setting_is_named_with_its_place(tmp_path: Path) -> None:
    assert "'prot'" in refusal({"OPENSEAT_PROT": "1"})
    assert "OPENSEAT_PROT" in refusal({"OPENSEAT_PROT": "1"})
    environ = file_with(tmp_path, "prot = 1")
    assert environ["OPENSEAT_SETTINGS"] in refusal(environ)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "http"),
        ("port", "1.5"),
        ("port", "0"),
        ("port", "65536"),
        ("port", "-1"),
        ("smtp_port", "0"),
        ("session_hours", "0"),
        ("requests_per_minute", "-1"),
        ("scheduler", "maybe"),
        ("mode", "staging"),
        ("log_level", "LOUD"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_its_name(name: str, value: str) -> None:
    assert name in refusal({f"OPENSEAT_{name.upper()}": value})


@pytest.mark.parametrize(("port", "level"), [("1", "debug"), ("65535", "WARNING")])
def test_the_outermost_values_will_do(port: str, level: str) -> None:
    found = settings(OPENSEAT_PORT=port, OPENSEAT_LOG_LEVEL=level)
    assert (str(found.port), found.log_level) == (port, level.upper())


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.toml")
    assert missing in refusal({"OPENSEAT_SETTINGS": missing})
    assert "openseat.toml" in refusal(file_with(tmp_path, "port = "))
    (tmp_path / "openseat.toml").write_bytes(b'host = "\xff"')
    assert "openseat.toml" in refusal({"OPENSEAT_SETTINGS": str(tmp_path / "openseat.toml")})
    assert str(tmp_path) in refusal({"OPENSEAT_SETTINGS": str(tmp_path)})


# Production


def test_production_starts_with_a_secret_of_its_own_over_tls() -> None:
    found = settings(**PRODUCTION)
    assert found.is_production
    assert found.secure_cookies


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"OPENSEAT_SECRET": DEMO_SECRET}, "OPENSEAT_SECRET"),
        ({"OPENSEAT_SECRET": "s" * 31}, "OPENSEAT_SECRET"),
        ({"OPENSEAT_SECRET": ""}, "OPENSEAT_SECRET"),
        ({"OPENSEAT_PUBLIC_URL": "http://board.example"}, "OPENSEAT_PUBLIC_URL"),
        ({"OPENSEAT_PUBLIC_URL": "board.example"}, "OPENSEAT_PUBLIC_URL"),
    ],
)
def test_production_does_not_start_unsafe(changes: dict[str, str], named: str) -> None:
    said = refusal({**PRODUCTION, **changes})
    assert named in said
    assert not changes.get("OPENSEAT_SECRET") or changes["OPENSEAT_SECRET"] not in said


def test_production_does_not_start_with_what_was_left_to_default() -> None:
    assert "OPENSEAT_SECRET" in refusal({"OPENSEAT_MODE": "production"})


def test_a_secret_is_never_in_a_settings_own_words() -> None:
    found = settings(**PRODUCTION, OPENSEAT_SMTP_PASSWORD="hunter2hunter2")
    assert "hunter2" not in repr(found)
    assert "s" * 32 not in repr(found)
