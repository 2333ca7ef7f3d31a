"""Addresses to files: every page as the application answers it, with its Markdown; every other answer as it is."""

from collections.abc import Iterator

from msgspec import Struct, structs

from evenhand.application import application
from evenhand.application.answers import Answer, answer_of
from evenhand.application.endings import JSON, without_json
from evenhand.application.thread_loops import in_this_thread
from evenhand.catalog.catalog import Catalog
from evenhand.errors import EvenhandError
from evenhand.export.chosen_pairs import ChosenPairs
from evenhand.export.files import File, markdown_path, page_path, plain_path
from evenhand.export.links import image_addresses, leads
from evenhand.export.pair_files import PairFiles
from evenhand.records.brief import Brief
from evenhand.website.pages.failures import not_found_page
from evenhand.website.reach.markdown import page_markdown
from evenhand.website.site import Site, pair_of

NOT_FOUND, NOT_FOUND_FILE = "/404", "404.html"
NO_PAGE = "There is no such page."


class NotAnswered(EvenhandError):
    """An address of the site gives no page: a link leads to nothing."""

    def __init__(self, address: str, status: int) -> None:
        super().__init__(f"{address} is answered with {status}")


class Rendered(Struct, frozen=True):
    """What an address gives: its files, and where its page leads."""

    files: tuple[File, ...]
    leads: tuple[str, ...] = ()


class Renderer:
    """Makes files for a site of `pairs`; `images` says whether each page is to have a social image of its own.

    `issued` are the briefs that were issued.
    """

    def __init__(
        self, catalog: Catalog, site: Site, pairs: ChosenPairs, *, images: bool, issued: tuple[Brief, ...] = ()
    ) -> None:
        self.site = structs.replace(site, pairs=pairs)
        self.app = application(catalog, self.site, issued=lambda: issued)
        self.images = images
        self.pair_files = PairFiles(catalog, self.site)

    def of(self, address: str) -> Rendered:
        """The files of one address.

        Raises:
            NotAnswered: there is nothing at this address.
            LeadsNowhere: its page has a link that no file answers.

        """
        if pair := pair_of(address):
            files = tuple(self.pair_files.of(pair))
            return Rendered((*files, *self._images(files[0].content.decode())) if self.images else files)
        if address == NOT_FOUND:
            return Rendered((File(NOT_FOUND_FILE, not_found_page(NO_PAGE, site=self.site).encode()),))
        answer = in_this_thread(answer_of(self.app, without_json(address)))
        if answer.status != 200:
            raise NotAnswered(address, answer.status)
        if not answer.header(b"content-type").startswith(b"text/html"):
            return Rendered((self._plain(address, answer),))
        page = answer.body.decode()
        return Rendered(tuple(self._page(address, page)), leads(page, self.site))

    def _page(self, address: str, page: str) -> Iterator[File]:
        yield File(page_path(address), page.encode())
        text = page_markdown(page, self.site.whole(address))
        if text:
            yield File(markdown_path(address), text.encode())

    def _images(self, page: str) -> Iterator[File]:
        for address in image_addresses(page, self.site.base):
            yield self._plain(address, in_this_thread(answer_of(self.app, address)))

    def _plain(self, address: str, answer: Answer) -> File:
        named = answer.header(b"content-type").startswith(b"application/json")
        return File(plain_path(address, JSON if named else ""), answer.body)
