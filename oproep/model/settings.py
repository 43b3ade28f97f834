"""What content/site.toml says of the catalogue as a whole, key by key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from oproep import ZONE
from oproep.model.accessibility import Accessibility, Statement
from oproep.model.contact import EMAIL, URL
from oproep.model.keys import Group, key, required
from oproep.model.problem import Fault, Wrong, nearest, quoted, wrong
from oproep.model.shape import Choice, Json, ListOf, Pattern, Raw, Shape, text_of
from oproep.model.words import LABEL, LANGUAGE, LINE, NAME, Label

# A browser may load nothing from another host (the pages' policy), so the way is a relative one.
BESIDE = Pattern(
    r"^(?!$)(\.\./)*([A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*$",
    "path-form",
    "a way to a folder on the same host",
    "Write it from the top of this catalogue, with a slash at its end: ../past/.",
)
# Pagefind takes the name for a part of a language's code (RFC 5646), which has eight letters at most.
PART = Pattern(
    r"^[a-z0-9]{1,8}$", "part-form", "a name of a-z and 0-9, eight at most", "Write a short one: past.", longest=8
)


BRANCH = Pattern(
    r"^(?![./-])(?!.*(?:\.\.|//|/\.))[A-Za-z0-9._/-]{1,100}(?<![./])$",
    "branch-form", "the name of a branch", "Write it as git does: main.", longest=100,
)  # fmt: skip


class Forge(StrEnum):
    """A program that keeps repositories, and lets people change a file on a page of it."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"  # and Gitea, which it comes from


class SignIn(StrEnum):
    """How an editor signs in to the forge from the web editor."""

    TOKEN = "token"  # noqa: S105 - with an access token of their own
    OAUTH = "oauth"  # with their account, through an application that the forge knows


class BaseUrl(Shape[str]):
    """The address the catalogue is published at, with its closing slash."""

    def read(self, raw: Raw) -> str:
        return URL.read(raw).split("#")[0].split("?")[0].rstrip("/") + "/"

    def data(self, value: str) -> Json:
        return value

    def schema(self) -> dict[str, Json]:
        return URL.schema()


class Zone(Shape[ZoneInfo]):
    """A time zone of the IANA database."""

    def read(self, raw: Raw) -> ZoneInfo:
        text = text_of(raw)
        if text != ZONE and text not in available_timezones():  # the system takes long to name them all
            near = nearest(text, available_timezones())
            raise wrong("time-zone", f"{quoted(text)} is not a time zone.", f"Write {near or 'Europe/Brussels'}.")
        return ZoneInfo(text)

    def data(self, value: ZoneInfo) -> Json:
        return value.key

    def schema(self) -> dict[str, Json]:
        return {"type": "string"}


class Regions(Shape[tuple[tuple[str, Label], ...]]):
    """The regions records may name, by their ISO 3166-2 code, with their names by language."""

    empty = ()

    def read(self, raw: Raw) -> tuple[tuple[str, Label], ...]:
        if not isinstance(raw, dict):
            raise wrong("not-keys", f"Found {quoted(raw)}.", 'Write BE-VLG = {nl = "Vlaanderen", en = "Flanders"}.')
        found, faults = [], list[Fault]()
        for code, label in raw.items():
            try:
                if not re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code):
                    raise wrong("region-code", f"{quoted(code)} is not an ISO 3166-2 code.", "Write one: BE-VLG.")
                found.append((code, LABEL.read(label)))
            except Wrong as error:
                faults.extend(error.under(code).faults)
        if faults:
            raise Wrong(faults)
        return tuple(found)

    def data(self, value: tuple[tuple[str, Label], ...]) -> Json:
        return {code: LABEL.data(label) for code, label in value}

    def schema(self) -> dict[str, Json]:
        return {"type": "object", "additionalProperties": LABEL.schema()}


@dataclass(frozen=True, kw_only=True)
class Licence:
    """The licence of the content."""

    name: str = required(LINE, "Its name.", "CC BY 4.0")
    url: str = required(URL, "Its text.", "https://creativecommons.org/licenses/by/4.0/")


@dataclass(frozen=True, kw_only=True)
class Joined:
    """Another catalogue on the same host, whose calls are searched together with those of this one."""

    path: str = required(BESIDE, "The way from the top of this catalogue to the top of that one.", "../past/")


SCRIPT = Pattern(
    r"^(https://[A-Za-z0-9.-]+/|(?!/))[A-Za-z0-9@._~/-]+\.js$",
    "script-form",
    "the address of a script",
    "Write a way from the top of the site, such as own/sveltia-cms.js, or one that begins with https://.",
    longest=300,
)
# Subresource Integrity (W3C): what a browser compares a script with before it runs it.
INTEGRITY = Pattern(
    r"^sha(256|384|512)-[A-Za-z0-9+/]+={0,2}$", "integrity-form", "the digest of a script",
    "Write the one that ‘openssl dgst -sha384 -binary FILE | base64’ says, after ‘sha384-’.", longest=100,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class WebEditor:
    """Sveltia CMS at admin/, a page on which editors change the files of the repository."""

    sign_in: SignIn = required(Choice(SignIn, "sign-in"), "How editors sign in to the forge.", "token")
    service: str | None = key(BaseUrl(), "What signs them in to GitHub with OAuth.", "https://sign-in.example.org/")
    app_id: str | None = key(LINE, "The name of the application in GitLab or Forgejo, for OAuth.", "6f1c0e5d2a")
    script: str | None = key(SCRIPT, "A copy of Sveltia CMS of your own.", "own/sveltia-cms.js")
    integrity: str | None = key(INTEGRITY, "The digest of that copy.", "sha384-…")


DAYS = Pattern(r"^[0-9]{1,3}$", "count-form", "a number of days", "Write a whole number: 14.", longest=3, number=True)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The catalogue as a whole."""

    name: Label = required(NAME, "What the catalogue is called.", "Oproep")
    tagline: Label | None = key(NAME, "A few words below the name.", "Subsidieoproepen")
    description: Label | None = key(NAME, "One sentence for search engines.", "Alle oproepen.")
    publisher: Label | None = key(NAME, "Who keeps the catalogue.", "Vleva")
    url: str = required(BaseUrl(), "Where it is published.", "https://oproep.example.org/")
    time_zone: ZoneInfo = key(Zone(), "The zone that dates and times mean.", "Europe/Brussels")
    closing_days: str = key(DAYS, "How many days before its deadline a call is closing.", "14")
    stale_days: str = key(DAYS, "How many days after facts were checked a reader is warned of their age.", "90")
    languages: tuple[str, ...] = key(ListOf(LANGUAGE), "The order of the languages.", "[nl, en]")
    repository: str | None = key(URL, "Where the Markdown files are kept.", "https://example.org/oproep")
    branch: str | None = key(BRANCH, "The branch of it that is published.", "main")
    forge: Forge | None = key(Choice(Forge, "forge"), "What runs there, where its address does not tell.", "gitlab")
    web_editor: WebEditor | None = key(Group(WebEditor), "A web editor at admin/; none without it.", "{sign_in: token}")
    email: str | None = key(EMAIL, "Where a reader can report a mistake.", "catalogue@example.org")
    accessibility: Accessibility | None = key(Statement(), "What its accessibility statement says.", "{wcag: 2.2}")
    licence: Licence | None = key(Group(Licence), "The licence of the content.", "{name: CC BY 4.0, url: …}")
    part: str | None = key(PART, "What this catalogue is called among those that are searched together.", "past")
    joined: tuple[Joined, ...] = key(ListOf(Group(Joined)), "Catalogues to search as well.", '{path = "../past/"}')
    regions: tuple[tuple[str, Label], ...] = key(Regions(), "Regions that records may name.", "BE-VLG = {…}")

    @property
    def zone(self) -> ZoneInfo:
        """The catalogue's time zone."""
        return self.time_zone or ZoneInfo(ZONE)

    @property
    def days(self) -> int:
        """How many days before its deadline a call counts as closing."""
        return int(self.closing_days or 14)

    @property
    def fresh_days(self) -> int:
        """For how many days after they were checked the facts of a call need no warning."""
        return int(self.stale_days or 90)
