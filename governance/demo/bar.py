"""How far the demonstration is, as a bar on a terminal; nothing where nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from governance.demo import Progress as Told
from governance.sentences import say


@contextmanager
def progress_bar() -> Iterator[Told]:
    """Give what `seed` tells its progress to."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(str(say("Telling six years of the board")), total=1.0)
        yield lambda part: bar.update(task, completed=part)
