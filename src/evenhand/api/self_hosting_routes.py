"""What hosting open weights oneself would take: an estimate, apart from every price."""

from litestar.di import NamedDependency, Provide

from evenhand.api import parameters as of
from evenhand.api.answering import answer
from evenhand.api.hosting_query import hosting_from_query, sizes_from_query
from evenhand.library import Library
from evenhand.records.operations import Workload
from evenhand.records.self_hosting import Hosting, SelfHostingReport

ASKED = {"hosting": Provide(hosting_from_query), "sizes": Provide(sizes_from_query)}


@answer("/models/{name:str}/self-hosting", "What hosting a model yourself would take", ASKED)
async def hosted(
    library: NamedDependency[Library],
    hosting: NamedDependency[Hosting],
    sizes: NamedDependency[Workload],
    name: of.ModelName,
) -> SelfHostingReport:
    """An estimate out of your figures of a machine: memory, speed, cost, break-even. No price: it is on no board."""
    return library.self_hosting(name, hosting, workload=sizes)


HANDLERS = (hosted,)
