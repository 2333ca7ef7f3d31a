"""A password in the wrong place, or a broken address around it: whatever is told of it, the password is not."""

import traceback

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evenhand.brief.mail_settings import mail_settings
from evenhand.brief.store.address import database_at, shown
from evenhand.errors import BadSetting

WORD = "hunter"
# Passwords in which no stretch of three characters is free of the word, with all that addresses are cut at in between.
HOSTILE = st.lists(st.text("@/#?:[]%\\;,&=+ \t\n'\"1é", max_size=2), min_size=1, max_size=5)
PASSWORDS = HOSTILE.map(lambda gaps: WORD + "".join(gap + WORD for gap in gaps))
AROUND = (
    "{scheme}://me:{}@{host}",
    "{scheme}:/me:{}@{host}",
    "{scheme}:me:{}@{host}",
    "me:{}@{host}",
    "//me:{}@{host}",
)
SERVERS = ("mail.example.org:587", "mail.example.org:5x", "mail.example.org:99999", "[::1", "mail.example.org/x", "")
DATABASES = ("db.example.org/brief", "db.example.org:5x/brief", "db.example.org", "[::1/brief", ":memory:", "")


def told(fault: BaseException) -> str:
    """All that a traceback would show, too."""
    return "".join(traceback.format_exception(fault))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(PASSWORDS, st.sampled_from(AROUND), st.sampled_from(("smtp", "smtps", "smtp+plain")), st.sampled_from(SERVERS))
@example("hunter/22", AROUND[0], "smtp", SERVERS[0])
@example("hunter#22", AROUND[0], "smtp", SERVERS[0])
@example("hunter22", AROUND[0], "smtp", SERVERS[1])
def test_no_password_in_the_address_of_a_mail_server_is_shown(password: str, form: str, scheme: str, host: str) -> None:
    """However it breaks the address, the value is refused and nothing of it is repeated."""
    with pytest.raises(BadSetting, match="EVENHAND_MAIL_SERVER") as fault:
        mail_settings({"EVENHAND_MAIL_SERVER": form.format(password, scheme=scheme, host=host)})
    assert WORD not in told(fault.value)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(PASSWORDS, st.sampled_from(AROUND[:4]), st.sampled_from(("postgresql", "postgres")), st.sampled_from(DATABASES))
@example("hunter@hunter", AROUND[0], "postgresql", DATABASES[0])
@example("hunter22", AROUND[1], "postgresql", DATABASES[0])
def test_no_password_in_the_address_of_a_store_is_shown(password: str, form: str, scheme: str, host: str) -> None:
    """It is refused without being repeated, or taken for what it is and left out of what is shown."""
    try:
        said = shown(database_at(form.format(password, scheme=scheme, host=host)))
    except BadSetting as fault:
        said = told(fault)
    assert WORD not in said


@pytest.mark.parametrize(
    "value", ["https://me:hunter/22@example.org", "https://me:hunter@example.org", "me:hunter@x.org"]
)
def test_no_login_in_the_address_of_the_site_is_shown(value: str) -> None:
    """The site has none, so whoever wrote one meant it for something else."""
    with pytest.raises(BadSetting, match="EVENHAND_BASE_URL") as fault:
        mail_settings({"EVENHAND_BASE_URL": value})
    assert WORD not in told(fault.value)


@pytest.mark.parametrize(
    "secret", ["hunter22", "/hunter22", "hunter\0hunter", "~hunter/22", f"-----BEGIN-----\n{WORD * 700}"]
)
def test_a_secret_in_the_place_of_its_file_is_not_shown(secret: str) -> None:
    """Whoever gives the password or the key itself where a file is asked for is told so, and it is not repeated."""
    key = {"EVENHAND_DKIM_KEY": secret, "EVENHAND_DKIM_SELECTOR": "mail2026"}
    swapped = {"EVENHAND_DKIM_KEY": "mail2026", "EVENHAND_DKIM_SELECTOR": f"{secret}/+="}
    for given_wrong in (key, swapped, {"EVENHAND_MAIL_PASSWORD_FILE": secret}):
        with pytest.raises(BadSetting, match="EVENHAND_") as fault:
            mail_settings(given_wrong)
        assert WORD not in told(fault.value)
