"""How the site is run, as one record that all of its processes are given."""

from typing import Literal

from msgspec import Struct

from evenhand.brief.mail_settings import Hidden

LogForm = Literal["quiet", "plain", "json"]


class Run(Struct, frozen=True, kw_only=True):
    """Port 0 takes a free one. `base` is the site's own address (`https://…`), `workers` the number of processes.

    `told` says that others are told of runs of one's own, `log` how events are written (`quiet`: warnings alone),
    `metrics` that /metrics answers (to who shows `token`, where one is set). Where the settings let people subscribe,
    `sender` says that letters are sent from here too, and `issue` that the brief is issued here when it is due.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    base: str = ""
    workers: int = 1
    told: bool = False
    log: LogForm = "quiet"
    metrics: bool = False
    token: Hidden = Hidden()
    sender: bool = True
    issue: bool = True
