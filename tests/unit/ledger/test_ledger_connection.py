import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from ledger_readings import reading

from communique.evaluation.linking import load_gold
from communique.ledger import (
    Ledger,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerReadOnlyError,
    LedgerVersionError,
    Maker,
    export_parquet,
    import_parquet,
)
from communique.ledger.connection import migrations
from communique.linking.linker import Linker

GOLD = Path(__file__).parents[2] / "cases" / "linking" / "gold.yaml"
MAKER = Maker("1")

_HOLD = """
import sys, communique.ledger as l
ledger = l.Ledger(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_second_writer_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    try:
        with pytest.raises(LedgerBusyError, match="another process"):
            Ledger(path)
        with pytest.raises(LedgerBusyError):
            Ledger(path, read_only=True)
    finally:
        holder.communicate("")


def test_several_may_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with Ledger(path) as ledger:
        ledger.add([reading()], maker=MAKER)
    with Ledger(path, read_only=True) as one, Ledger(path, read_only=True) as other:
        assert one.article_ids() == other.article_ids() == ["a1"]


def test_a_file_that_is_no_ledger_is_told_so(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database " * 1000)
    with pytest.raises(LedgerDamagedError, match="communique import"):
        Ledger(text)
    other = tmp_path / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine (x INTEGER)")
    with pytest.raises(LedgerDamagedError, match="not a ledger"):
        Ledger(other)


def test_a_folder_and_a_missing_file_are_told_so(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        Ledger(tmp_path)
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger(tmp_path / "none.duckdb", read_only=True)


def test_a_damaged_file_is_rebuilt_from_its_export(tmp_path: Path) -> None:
    path, folder = tmp_path / "ledger.duckdb", tmp_path / "it's an export"
    given = [reading(f"a{number}", text=f"{number} " * 3000) for number in range(60)]
    with Ledger(path) as ledger:
        ledger.add(given, maker=MAKER)
        before = list(ledger.readings())
        export_parquet(ledger, folder)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(LedgerError), Ledger(path) as ledger:
        list(ledger.readings())
    with Ledger(tmp_path / "new.duckdb") as ledger:
        import_parquet(ledger, folder)
        assert list(ledger.readings()) == before


def test_an_export_that_was_broken_off_is_not_read(tmp_path: Path) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add([reading()], maker=MAKER)
        export_parquet(ledger, tmp_path / "export")
    (tmp_path / "export" / "ledger.json").unlink()
    with Ledger(":memory:") as ledger, pytest.raises(LedgerError, match="no whole export"):
        import_parquet(ledger, tmp_path / "export")


def test_import_wants_an_empty_ledger(tmp_path: Path) -> None:
    with Ledger(":memory:") as ledger:
        ledger.add([reading()], maker=MAKER)
        export_parquet(ledger, tmp_path)
        with pytest.raises(LedgerError, match="not empty"):
            import_parquet(ledger, tmp_path)


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with Ledger(path) as ledger:
        ledger.connection.execute("INSERT INTO migration VALUES (9999)")
    with pytest.raises(LedgerVersionError, match="update communique"):
        Ledger(path)


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    number, sql = migrations()[0]
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE migration (number INTEGER)")
        connection.execute(sql)
        connection.execute("INSERT INTO migration VALUES (?)", [number])
    with pytest.raises(LedgerVersionError, match="open it once for writing"):
        Ledger(path, read_only=True)
    with Ledger(path) as ledger:
        assert ledger.connection.version() == migrations()[-1][0]
        ledger.add([reading()], maker=MAKER)
        assert ledger.connection.rows("SELECT count(*) FROM reports") == [(2,)]


def test_what_a_migration_fills_in_is_what_linking_writes(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    queries = [
        "SELECT * FROM linked.event_country ORDER BY ALL",
        "SELECT event_id, opened, last_stance, countries, last_reported FROM linked.claim "
        "ORDER BY ALL",
        "SELECT event_id, countries, last_reported FROM linked.agenda ORDER BY ALL",
        "SELECT event_id, actor, recipient, counted FROM linked.dyad ORDER BY ALL",
        "SELECT article_id, reports FROM kept.article ORDER BY ALL",
        "SELECT report_id, plover FROM kept.report ORDER BY ALL",
    ]
    with Ledger(path) as ledger:
        ledger.add(load_gold(GOLD).readings, maker=MAKER)
        Linker(ledger).link()
        written = [ledger.connection.rows(query) for query in queries]
    assert all(written)
    with duckdb.connect(str(path)) as older:
        for table, column in (
            ("linked.claim", "opened"),
            ("linked.claim", "last_stance"),
            ("linked.claim", "countries"),
            ("linked.claim", "last_reported"),
            ("linked.agenda", "countries"),
            ("linked.agenda", "last_reported"),
            ("linked.dyad", "counted"),
            ("kept.article", "reports"),
            ("kept.report", "plover"),
        ):
            older.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        older.execute("DROP TABLE linked.event_country; DROP TABLE linked.text_pair")
        older.execute("DELETE FROM migration WHERE number > 2")
    with Ledger(path) as ledger:
        assert [ledger.connection.rows(query) for query in queries] == written


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_read_only_file_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    Ledger(path).close()
    path.chmod(0o444)
    try:
        with path.open("ab"):
            pytest.skip("this user may write everything")
    except PermissionError:
        pass
    with pytest.raises(LedgerReadOnlyError):
        Ledger(path)
    with Ledger(path, read_only=True) as ledger:
        assert ledger.article_ids() == []
