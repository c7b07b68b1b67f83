"""The command line, as a clerk, an operator and a program use it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from governance.charter.load import bundled_charter
from governance.cli import PARTS, main, openseat
from tests.app import SLUG

ROOT = Path(__file__).parents[2]

PASSWORD = "a long enough password\n"
CLERK = "clerk@city.example"

Run = Callable[..., Result]


def run_in(environment: dict[str, str], *args: str, typed: str = "") -> Result:
    return CliRunner().invoke(openseat, args, env=environment, input=typed, prog_name="openseat")


@pytest.fixture
def run(database_url: str) -> Run:
    """Run a command on a migrated database; it must succeed unless told otherwise."""

    def command(*args: str, typed: str = "", status: int = 0) -> Result:
        result = run_in({"OPENSEAT_DATABASE": database_url}, *args, typed=typed)
        assert result.exit_code == status, result.output
        return result

    return command


@pytest.fixture
def charter(tmp_path: Path) -> Path:
    file = tmp_path / "charter.toml"
    file.write_text(bundled_charter(SLUG), "utf-8")
    return file


@pytest.fixture
def founded(run: Run, charter: Path) -> Run:
    run("charter", "adopt", str(charter))
    return run


def test_help_names_every_command_and_loads_none() -> None:
    program = "import sys; from governance.cli import main; sys.argv = ['openseat', '--help']\n"
    program += "try: main()\nfinally: print('litestar' in sys.modules, 'piccolo' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert all(f"  {name}  " in shown.stdout for name in PARTS)
    assert shown.stdout.endswith("False False\n")


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_command_explains_itself(name: str) -> None:
    shown = run_in({}, name, "--help")
    assert shown.exit_code == 0, shown.output
    assert "Usage: openseat" in shown.output


def test_an_unknown_command_is_refused() -> None:
    assert run_in({}, "coffee").exit_code == 2


def test_a_clock_that_ends_on_a_holiday_rolls_and_says_why() -> None:
    shown = run_in({}, "clock", "2026-12-14", "60")
    assert "Counted: 2027-02-12, a Friday" in shown.output
    assert "Due:     2027-02-16, a Tuesday" in shown.output
    assert "Lincoln's Birthday" in shown.output


def test_a_clock_of_business_days_answers_programs() -> None:
    shown = run_in({}, "clock", "2026-12-14", "10", "--business", "--json")
    answer = json.loads(shown.output)
    assert (answer["raw"], answer["rolled"]) == ("2026-12-29", "2026-12-29")


@pytest.mark.parametrize(
    "typed",
    [
        ("2026-02-30", "60"),
        ("tomorrow", "60"),
        ("2026-12-14", "many"),
        ("2026-12-14", "--", "-1"),
        ("9999-12-31", "1"),
        ("2026-12-14", "60", "--calendar", "nowhere"),
    ],
)
def test_a_clock_that_cannot_be_read_is_told_apart_from_an_answer(typed: tuple[str, ...]) -> None:
    shown = run_in({}, "clock", *typed)
    assert shown.exit_code == 2
    assert "Error: " in shown.output


def test_a_charter_that_agrees_with_itself_passes(charter: Path) -> None:
    shown = run_in({}, "charter", "check", str(charter))
    assert shown.exit_code == 0, shown.output
    assert "9 seats" in shown.output


def test_a_charter_that_does_not_is_explained_by_line(charter: Path) -> None:
    text = charter.read_text("utf-8").replace("seats = 9", "seats = 10", 1)
    charter.write_text(text, "utf-8")
    shown = run_in({}, "charter", "check", str(charter))
    assert shown.exit_code == 1
    assert f"{charter}, line " in shown.output
    assert "gives the body 10" in shown.output


def test_a_charter_that_is_no_text_is_refused_in_words(charter: Path) -> None:
    charter.write_bytes(b"\xff\xfe")
    assert "not a text" in run_in({}, "charter", "check", str(charter)).output


def test_a_database_behind_the_program_is_refused_until_it_is_migrated(empty_url: str) -> None:
    environment = {"OPENSEAT_DATABASE": empty_url}
    refused = run_in(environment, "due")
    assert (refused.exit_code, "openseat migrate" in refused.output) == (1, True)
    assert "Taken: governance 0001_ground" in run_in(environment, "migrate").output
    assert run_in(environment, "migrate").output == "The database is up to date.\n"
    assert "openseat charter adopt" in run_in(environment, "due").output


@pytest.mark.parametrize("url", ["mysql://x", "postgresql://nobody@127.0.0.1:9/none"])
def test_a_database_that_does_not_answer_is_told_in_words(url: str) -> None:
    shown = run_in({"OPENSEAT_DATABASE": url}, "migrate")
    assert shown.exit_code == 1
    assert shown.output.startswith("Error: The ")


def test_a_new_installation_gets_its_body_and_its_first_administrator(founded: Run) -> None:
    founded("account", "create", CLERK, "--name", "Clerk", typed=PASSWORD * 2)
    given = founded("account", "grant", CLERK, "administrator", "--since", "2026-01-01")
    assert "is administrator of Police Accountability Board from 2026-01-01" in given.output
    assert len(founded("account", "token", CLERK, "--name", "test").output.split()[0]) == 43
    ended = founded("account", "end-role", CLERK, "administrator", "--on", "2026-02-01")
    assert "from 2026-02-01" in ended.output
    founded("account", "password", CLERK, "--password-stdin", typed="another long password\n")
    versions = json.loads(founded("charter", "versions", "--json").output)
    assert len(versions) == 1


def test_what_is_typed_wrong_for_an_account_is_told(founded: Run) -> None:
    short = founded("account", "create", CLERK, "--name", "C", typed="short\nshort\n", status=2)
    assert "at least 12" in short.output
    founded("account", "create", "no-address", "--name", "C", typed=PASSWORD * 2, status=2)
    unknown = founded("account", "grant", "nobody@city.example", "clerk", status=1)
    assert "no account with this address" in unknown.output
    founded("account", "grant", CLERK, "system", status=2)
    founded("account", "create", CLERK, "--name", "C", typed=PASSWORD * 2)
    again = founded("account", "create", CLERK, "--name", "C", typed=PASSWORD * 2, status=1)
    assert "already an account" in again.output


def test_the_same_charter_is_not_adopted_twice(founded: Run, charter: Path) -> None:
    refused = founded("charter", "adopt", str(charter), status=1)
    assert "already a version" in refused.output


def test_a_new_law_is_shown_and_asked_about_before_it_is_adopted(
    founded: Run, charter: Path
) -> None:
    law = charter.read_text("utf-8").replace('name = "East District"', 'name = "East"')
    charter.write_text(law, "utf-8")
    file = str(charter)
    since = ("--since", "2027-01-01")
    shown = json.loads(founded("charter", "preview", file, *since, "--json").output)
    assert (len(shown["seen"]), shown["broken"]) == (64, [])
    refused = founded("charter", "adopt", file, *since, typed="n\n", status=1)
    assert "Is this the law?" in refused.output
    assert len(founded("charter", "versions").output.splitlines()) == 1
    done = founded("charter", "adopt", file, *since, "--yes")
    assert f"This is the law of {SLUG} from 2027-01-01." in done.output
    assert len(founded("charter", "versions").output.splitlines()) == 2


def test_a_tally_tells_every_test_with_its_text(founded: Run) -> None:
    votes = ("--present", "5", "--ayes", "3", "--noes", "2")
    answer = json.loads(founded("tally", SLUG, *votes, "--json").output)
    assert answer["outcome"] == "carried"
    assert [test["met"] for test in answer["tests"]] == [True, False]
    assert all(test["text"] for test in answer["tests"])
    shown = founded("tally", SLUG, *votes, "--abstain", "0", "--recused", "0").output
    assert all(test["text"] in shown for test in answer["tests"])


def test_an_impossible_count_is_refused(founded: Run) -> None:
    refused = founded("tally", "--present", "5", "--ayes", "9", "--noes", "0", status=2)
    assert "5 are present" in refused.output
    founded("tally", "nowhere", "--present", "5", "--ayes", "3", "--noes", "0", status=1)


def test_what_is_due_is_listed_as_of_a_day(founded: Run) -> None:
    answer = json.loads(founded("due", SLUG, "--on", "2019-06-01", "--json").output)
    clauses = [each["clause"] for each in answer["due"]]
    assert "18-4H" in clauses
    lines = founded("due", "--on", "2019-06-01").output.splitlines()
    assert len(lines) == len(clauses)
    assert all(clause in line.split("\t") for clause, line in zip(clauses, lines, strict=True))


def test_a_record_is_verified_from_its_export_alone(founded: Run, tmp_path: Path) -> None:
    founded("account", "create", CLERK, "--name", "Clerk", typed=PASSWORD * 2)
    founded("account", "grant", CLERK, "clerk")
    file = tmp_path / "record.jsonl"
    founded("audit", "export", SLUG, str(file))
    assert founded("audit", "export", SLUG).output.encode() == file.read_bytes()

    proven = run_in({}, "audit", "verify", str(file))
    assert (proven.exit_code, "2 entries" in proven.output) == (0, True)
    assert founded("audit", "verify", "--database", SLUG).output == proven.output

    head = json.loads(file.read_bytes().splitlines()[0])["head"]
    assert run_in({}, "audit", "verify", str(file), "--head", head).exit_code == 0
    other = run_in({}, "audit", "verify", str(file), "--head", "f" * 64, "--json")
    assert (other.exit_code, json.loads(other.output)["holds"]) == (1, False)

    file.write_bytes(file.read_bytes().replace(b"grant_role", b"grunt_role"))
    broken = run_in({}, "audit", "verify", str(file))
    assert (broken.exit_code, "at entry 2" in broken.output) == (1, True)


def test_verifying_needs_a_file_or_a_body(tmp_path: Path) -> None:
    assert run_in({}, "audit", "verify").exit_code == 2
    (tmp_path / "other").write_text("something else")
    assert run_in({}, "audit", "verify", str(tmp_path / "other")).exit_code == 2


def test_a_backup_is_restored_elsewhere(founded: Run, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    assert "rows" in founded("backup", str(file)).output
    founded("backup", str(file), status=1)
    elsewhere = {"OPENSEAT_DATABASE": f"sqlite:///{tmp_path}/new/openseat.db"}
    done = run_in(elsewhere, "restore", str(file))
    assert (done.exit_code, SLUG in done.output) == (0, True)
    assert run_in(elsewhere, "audit", "verify", "--database", SLUG).exit_code == 0


def test_jobs_are_listed_and_done_by_hand(founded: Run) -> None:
    listed = founded("jobs", "list").output
    assert [line.split("\t")[0] for line in listed.splitlines()] == [
        "outbox",
        "sweep",
        "imports",
        "vacancies",
        "clocks",
        "terms",
    ]
    first = founded("jobs", "run", "clocks", "--on", "2020-01-02").stdout
    assert first == "clocks:rochester-pab 2020-01-02: 1 clocks have run out, 0 letters written\n"
    assert "done before" in founded("jobs", "run", "clocks", "--on", "2020-01-02").output
    assert "0 sent" in founded("jobs", "run", "outbox").output
    assert "nothing waits" in founded("jobs", "run", "imports").output
    founded("jobs", "run", "coffee", status=1)
    founded("jobs", "run", "clocks", "--on", "9999-01-01", status=1)


def test_settings_tell_their_source_and_hide_secrets(tmp_path: Path) -> None:
    file = tmp_path / "openseat.toml"
    file.write_text('smtp_password = "hunter2"\nport = 8100\nlog_level = "DEBUG"\n')
    environment = {
        "OPENSEAT_SETTINGS": str(file),
        "OPENSEAT_LOG_LEVEL": "ERROR",
        "OPENSEAT_DATABASE": "postgresql://board:hunter2@db/openseat",
    }
    shown = run_in(environment, "settings", "--json")
    told = json.loads(shown.output)
    assert told["port"] == {"value": 8100, "source": str(file)}
    assert told["log_level"] == {"value": "ERROR", "source": "OPENSEAT_LOG_LEVEL"}
    assert told["mode"] == {"value": "demo", "source": "default"}
    assert told["database"]["value"] == "postgresql://board:(hidden)@db/openseat"
    assert "hunter2" not in shown.output
    assert "hunter2" not in run_in(environment, "settings").output


@pytest.mark.parametrize("command", [("settings",), ("serve",), ("migrate",)])
def test_an_unsafe_production_is_refused(command: tuple[str, ...]) -> None:
    shown = run_in({"OPENSEAT_MODE": "production"}, *command)
    assert (shown.exit_code, "OPENSEAT_SECRET" in shown.output) == (1, True)


def test_an_unknown_setting_is_refused() -> None:
    assert "'datbase'" in run_in({"OPENSEAT_DATBASE": "x"}, "settings").output


def test_main_is_what_the_script_calls() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["clock", "2026-12-14", "60"])
    assert ended.value.code == 0
