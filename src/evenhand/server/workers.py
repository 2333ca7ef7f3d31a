"""The processes that answer for the site, of which a dead one is replaced at once."""

from uvicorn.supervisors import Multiprocess


class Workers(Multiprocess):
    """As uvicorn's, which asks each process whether it is well, and waits for the answer.

    While this side holds the other end of the pipe too, the answer of a process that was killed meanwhile is waited
    for until the time for a busy one is over, and no other process is looked at.
    """

    def keep_subprocess_alive(self) -> None:
        """Replace each process that is dead or silent."""
        for process in self.processes:
            process.child_conn.close()
        super().keep_subprocess_alive()
