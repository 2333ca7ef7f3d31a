"""Mail addresses: checked by their form alone, without asking the network, and fit to stand in a header."""

from email_validator import EmailNotValidError, validate_email
from msgspec import Struct

from evenhand.errors import BadAddress

LONGEST = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets


class Address(Struct, frozen=True, kw_only=True):
    """A mail address as it is mailed and as it is compared; both are printable ASCII without spaces.

    A domain in other letters is written in its ASCII form (RFC 5891). Case tells no two addresses apart.
    """

    mailed: str
    folded: str


def address_of(text: str) -> Address:
    """The address that a person typed; spaces around it do not matter.

    Letters beyond ASCII before the `@` are refused, as are quoted names, numbers in the place of a domain, and domains
    that nobody can own (RFC 6761).

    Raises:
        BadAddress: it is none, or none that we can write to.

    """
    typed = text.strip()
    if not typed:
        raise BadAddress("give a mail address")
    if len(typed) > LONGEST:
        raise BadAddress(f"a mail address has at most {LONGEST} characters")
    try:
        found = validate_email(typed, strict=True, allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        raise BadAddress("that is no mail address that can be written to; one looks like name@example.org") from None
    mailed = found.ascii_email or ""
    if not mailed or len(mailed) > LONGEST:
        raise BadAddress(f"a mail address has at most {LONGEST} characters")
    return Address(mailed=mailed, folded=mailed.casefold())
