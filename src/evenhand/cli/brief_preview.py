"""`evenhand brief preview`: a brief as it would be sent, without sending anything."""

from collections.abc import Iterator

import click

from evenhand.brief.composing.personal import personal
from evenhand.brief.mail_settings import mail_settings
from evenhand.catalog import naming
from evenhand.catalog.catalog import Catalog
from evenhand.catalog.snapshot import open_catalog
from evenhand.cli.blocks import Block, Heading, lines
from evenhand.cli.first_fit import told_of_fit
from evenhand.cli.options import ModelName, json_option, markdown_option
from evenhand.cli.writing import write, write_json
from evenhand.comparison.compare import EVEN
from evenhand.comparison.workload_presets import PRESETS
from evenhand.errors import BadSetting, MissingExtra
from evenhand.library import Library
from evenhand.library.issued_briefs import issued_briefs
from evenhand.records.brief import TOPICS, Brief, BriefLine, Topic
from evenhand.records.subscriptions import Preferences, Watched
from evenhand.settings import keep_own_to_yourself

# The base of links where EVENHAND_BASE_URL is not set.
NOWHERE = "https://evenhand.invalid"


@click.command("preview")
@click.option("--since", default="", metavar="SINCE", help="The older catalog: a date, git revision, folder, snapshot.")
@click.option(
    "--until", default="", metavar="UNTIL", help="The newer catalog, in the same forms [the facts as they are]."
)
@click.option("--dated", is_flag=True, help="Two dates: what became known between them, by the facts' own days.")
@click.option("--id", "name", default="", metavar="WEEK", help="The brief of an ISO week, as 2026-W20.")
@click.option("--topic", "topics", multiple=True, type=click.Choice(TOPICS), help="Only this topic; may be repeated.")
@click.option("--watch", "watched", multiple=True, type=ModelName(), help="All of this model first; may be repeated.")
@click.option("--workload", type=click.Choice(tuple(PRESETS)), help="The example that changed prices are put into.")
@click.option("--letter", type=click.Choice(("text", "html")), help="Print the letter: its text or its HTML.")
@json_option
@markdown_option
def command(
    since: str,
    until: str,
    dated: bool,
    name: str,
    topics: tuple[Topic, ...],
    watched: tuple[str, ...],
    workload: str | None,
    letter: str | None,
    as_json: bool,
    as_markdown: bool,
) -> None:
    """Show a brief as it would be sent: the newest week with news, a week by its name, or between two catalogs.

    \b
    evenhand brief preview
    evenhand brief preview --id 2026-W20 --watch gpt-5.5 --workload code-agent
    evenhand brief preview --since 2026-10-01              what was on file that day, and now
    evenhand brief preview --since 2026-10-18 --until 2026-10-25 --dated
    evenhand brief preview --letter html > letter.html

    With --topic, --watch or --workload it is the brief of a reader who chose so. A week is told by the days that the
    facts state; --since compares two catalogs, as `evenhand changes` does. Runs of your own are left out, as they are
    from what is sent.
    """
    keep_own_to_yourself()
    catalog = open_catalog()
    if name and (since or until or dated):
        raise BadSetting("--id names a week; leave --since, --until and --dated away")
    library = Library(catalog)
    library.issued = issued_briefs
    with told_of_fit(catalog, catalog.rankings[EVEN], None):
        found = _asked(library, since, until, name, dated=dated)
    if topics or watched or workload:
        found = personal(found, _preferences(catalog, topics, watched, workload or ""))
    if letter:
        click.echo(_letter(found, letter), nl=False)
    elif as_json:
        write_json(found)
    else:
        write(list(brief_page(found)), as_markdown=as_markdown)


def brief_page(brief: Brief) -> Iterator[Block]:
    """The brief as blocks: its headline, its sections, how to read it."""
    yield Heading(f"Brief {brief.id}: {brief.first} to {brief.last}", 1)
    yield from lines([brief.headline.text])
    for section in brief.sections:
        yield Heading(section.heading)
        yield from lines([_written(line) for line in section.lines], bullet=True)
        if section.left:
            yield from lines([f"{section.left:,} more: {section.more}"], style="dim")
    yield from lines([note.text for note in brief.notes], style="dim")


def _asked(library: Library, since: str, until: str, name: str, *, dated: bool) -> Brief:
    """The newest week where nothing is named. Of a week all lines are made, so that watched models have theirs."""
    if name:
        return library.whole_brief_of(name)
    if since or until or dated:
        return library.brief(since, until, dated=dated)
    heads = library.briefs()
    return _asked(library, "", "", heads[0].id, dated=False) if heads else library.brief()


def _preferences(catalog: Catalog, topics: tuple[Topic, ...], watched: tuple[str, ...], workload: str) -> Preferences:
    models = tuple(Watched(model=naming.subject(catalog, name).model.id) for name in watched)
    return Preferences(topics=topics or TOPICS, watched=models, workload=workload)


def _letter(brief: Brief, form: str) -> str:
    """One form of the letter; in its links `your-own` stands in the place of what is each reader's own."""
    try:
        from evenhand.brief.letters.links import preview_links  # noqa: PLC0415 - an extra, and only letters need it
        from evenhand.brief.letters.writing import brief_letter  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        raise MissingExtra("the brief as a letter", "brief") from error
    settings = mail_settings()
    letter = brief_letter(brief, preview_links(settings.base or NOWHERE), settings.imprint)
    return letter.text if form == "text" else letter.html


def _written(line: BriefLine) -> str:
    """A line with what more is said of it, its page, and where its evidence stands."""
    said = " ".join(one.text for one in (line.words, *line.details))
    evidence = line.evidence
    where = f"{evidence.file}:{evidence.line}" if evidence and evidence.line else evidence.file if evidence else ""
    places = ", ".join(filter(None, (line.path, where, evidence.link if evidence else "")))
    return f"{said} [{places}]" if places else said
