"""One open connection to the mail server: a letter at a time, in steps, so that other work fits between them."""

import re
import smtplib
import ssl
from collections.abc import Callable
from ipaddress import ip_address

from evenhand.brief.mail_settings import MailSettings, needed_for_sending
from evenhand.brief.sending.replies import Reply, Stage, reply, verdict
from evenhand.errors import BadSetting

# A server may take minutes to answer (RFC 5321, 4.5.3.2): five to a command, ten to the text. It has the whole letter
# then, and who hangs up earlier makes a copy.
SECONDS, TEXT_SECONDS = 300.0, 600.0
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
END = b".\r\n"
# What smtplib raises where the other end has gone; its own errors are OSErrors too.
GONE = (OSError, ValueError)


class ConnectionLost(Exception):
    """The connection broke, and at which stage: at `text` nobody knows whether the letter was accepted."""

    def __init__(self, stage: Stage) -> None:
        self.stage: Stage = stage
        super().__init__(f"the connection broke ({stage})")


class NotOpened(Exception):
    """The server answered, but let nobody in; `answer` is what it said."""

    def __init__(self, answer: Reply) -> None:
        self.answer = answer
        super().__init__(answer.reason)


class MailConnection:
    """An open connection; `accepted` counts the letters that the server took over it.

    `text_seconds` is how long the answer to a text may take.
    """

    def __init__(self, smtp: smtplib.SMTP, sender: str, text_seconds: float = TEXT_SECONDS) -> None:
        self._smtp, self._sender, self.accepted = smtp, sender, 0
        self._text_seconds = text_seconds

    def offer(self, address: str) -> Reply:
        """Name sender and recipient and ask to send the text (MAIL FROM, RCPT TO, DATA).

        The first answer that refuses, else that to DATA: the server waits for the text then.

        Raises:
            ConnectionLost: it broke.

        """
        answer = self._asked(lambda: self._smtp.mail(self._sender), "sender")
        if answer.code == 250:
            answer = self._asked(lambda: self._smtp.rcpt(address), "recipient")
        if answer.stage == "recipient" and verdict(answer) == "accepted":
            answer = self._asked(lambda: self._smtp.docmd("DATA"), "data")
        return answer

    def send(self, message: bytes) -> None:
        """Send the text that the server waits for; `answer` then says what it made of it.

        Raises:
            ConnectionLost: it broke; the letter may have been accepted.

        """
        try:
            self._smtp.send(dotted(message))
        except GONE as error:
            raise ConnectionLost("text") from error

    def answer(self) -> Reply:
        """What the server says of the text.

        Raises:
            ConnectionLost: it broke, or no answer came; the letter may have been accepted.

        """
        answer = self._asked(self._answer_to_text, "text")
        if answer.code < 200:  # no reply of the protocol: nobody knows what it means
            raise ConnectionLost("text")
        self.accepted += answer.code < 300
        return answer

    def reset(self) -> None:
        """Forget the letter that was offered (RSET).

        Raises:
            ConnectionLost: it broke.

        """
        self._asked(self._smtp.rset, "sender")

    def close(self) -> None:
        """Say goodbye, as far as the other end still listens."""
        try:
            self._smtp.quit()
        except GONE:
            self.drop()

    def drop(self) -> None:
        """Break the connection off; a letter that was under way is not to be delivered (RFC 5321, 4.1.1.4)."""
        self._smtp.close()

    def _answer_to_text(self) -> tuple[int, bytes]:
        """The reply, for which there is more time than for others."""
        socket = self._smtp.sock
        if socket is None:
            raise smtplib.SMTPServerDisconnected("closed")
        seconds = socket.gettimeout()
        socket.settimeout(self._text_seconds)
        answer = self._smtp.getreply()
        socket.settimeout(seconds)
        return answer

    def _asked(self, question: Callable[[], tuple[int, bytes]], stage: Stage) -> Reply:
        try:
            return reply(question(), stage)
        except GONE as error:
            raise ConnectionLost(stage) from error


def dotted(message: bytes) -> bytes:
    """A message as it is sent after DATA: dots at the beginning of lines doubled, and the end (RFC 5321, 4.5.2)."""
    whole = message if message.endswith(b"\r\n") else message + b"\r\n"
    return (LEADING_DOT.sub(b"..", whole) if b"\n." in whole or whole[:1] == b"." else whole) + END


class MailServerDoor:
    """Opens connections to the server of the settings. Certificates are checked; plain only where settings say so."""

    def __init__(self, settings: MailSettings, seconds: float = SECONDS, text_seconds: float = TEXT_SECONDS) -> None:
        """Make the door. An answer may take so many seconds, that to a text so many.

        Raises:
            BadSetting: a setting is missing, or a file of certificates cannot be read.

        """
        self._settings, self._server = needed_for_sending(settings)
        self._seconds, self._text_seconds = seconds, text_seconds
        self._context = None if self._server.security == "plain" and not settings.authorities else _context(settings)

    def open(self) -> MailConnection:
        """Connect, secure the connection, log in.

        Raises:
            ConnectionLost: nobody answers, or the connection broke.
            NotOpened: the server lets us not in: it is busy, the login is wrong, it offers no encryption.
            BadSetting: the server's certificate is not to be trusted.

        """
        smtp = self._dialled()
        try:
            self._greeted(smtp)
        except BaseException:
            smtp.close()
            raise
        return MailConnection(smtp, self._settings.sender_address, self._text_seconds)

    def _dialled(self) -> smtplib.SMTP:
        server, hello = self._server, _greeting_name(self._settings.host)
        try:
            if server.security == "tls":
                return smtplib.SMTP_SSL(server.host, server.port, hello, timeout=self._seconds, context=self._context)
            return smtplib.SMTP(server.host, server.port, hello, timeout=self._seconds)
        except smtplib.SMTPResponseException as error:
            raise NotOpened(reply((error.smtp_code, _bytes(error.smtp_error)), "opening")) from error
        except ssl.SSLCertVerificationError as error:
            raise self._untrusted(error) from error
        except GONE as error:
            raise ConnectionLost("opening") from error

    def _greeted(self, smtp: smtplib.SMTP) -> None:
        try:
            smtp.ehlo_or_helo_if_needed()
            if self._server.security == "starttls":
                self._secured(smtp)
            if self._server.user:
                smtp.login(self._server.user, self._settings.password.text)
        except BadSetting:  # a ValueError, as what smtplib raises over a closed connection is
            raise
        except smtplib.SMTPResponseException as error:
            raise NotOpened(reply((error.smtp_code, _bytes(error.smtp_error)), "opening")) from error
        except ssl.SSLCertVerificationError as error:
            raise self._untrusted(error) from error
        except smtplib.SMTPServerDisconnected as error:
            raise ConnectionLost("opening") from error
        except smtplib.SMTPException as error:
            raise BadSetting("the mail server of EVENHAND_MAIL_SERVER offers no login that we know") from error
        except GONE as error:
            raise ConnectionLost("opening") from error

    def _secured(self, smtp: smtplib.SMTP) -> None:
        if not smtp.has_extn("starttls"):
            raise BadSetting(
                "the mail server of EVENHAND_MAIL_SERVER offers no STARTTLS; "
                "name one that does, or use smtps:// where it speaks TLS from the start"
            )
        smtp.starttls(context=self._context)
        smtp.ehlo_or_helo_if_needed()

    def _untrusted(self, error: ssl.SSLCertVerificationError) -> BadSetting:
        return BadSetting(
            f"the certificate of the mail server {self._server.host!r} is not trusted: {error.verify_message}; "
            "name the host as its certificate does, or the file of its authority in EVENHAND_MAIL_CA"
        )


def _context(settings: MailSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=str(settings.authorities) if settings.authorities else None)
    except OSError as error:
        raise BadSetting(f"EVENHAND_MAIL_CA names a file without certificates: {settings.authorities}") from error


def _greeting_name(host: str) -> str:
    """A host as EHLO names it: an address stands in brackets (RFC 5321, 4.1.3)."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return f"[{host}]" if address.version == 4 else f"[IPv6:{host}]"


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
