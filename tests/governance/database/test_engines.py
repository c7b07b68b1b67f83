from governance.database import Engine


async def test_what_is_written_is_read(engine: Engine) -> None:
    assert await engine.read("SELECT 1 AS one") == [{"one": 1}]
