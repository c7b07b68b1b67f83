"""A worker that says whether it leads, each time that changes: `python -m … <url>`."""

import asyncio
import sys

from governance.database import open_engine
from governance.leader import Leader


async def stand(url: str) -> None:
    """Print `waiting` or `leading` until killed."""
    engine = open_engine(url)
    said = None
    async with Leader(engine, interval=0.1) as leader:
        while True:
            if leader.is_leader is not said:
                said = leader.is_leader
                print("leading" if said else "waiting", flush=True)
            await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(stand(sys.argv[1]))
