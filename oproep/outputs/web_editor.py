"""The web editor goes out, where a catalogue has one: its page, its configuration, and the script between both.

It is Sveltia CMS, a page that changes files of the repository as its forge's own pages do. It comes from another host,
or from a copy that the catalogue names. No page leads to it and no search engine is told of it; it alone has a policy
that lets a foreign script in: the one script of that digest, and no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

from oproep.cache.packing import digest
from oproep.model import KINDS
from oproep.model.keys import keys_of
from oproep.model.settings import Forge, Settings, SignIn, WebEditor
from oproep.model.shape import LONGEST_SLUG, SLUG, Json
from oproep.model.topic import Translation
from oproep.outputs.artefact import Artefact
from oproep.outputs.data import as_json
from oproep.outputs.pages import page_file
from oproep.outputs.web_editor_fields import Fields, forms_of
from oproep.rendering.edition import Edition
from oproep.rendering.forge import Repository, repository_of
from oproep.rendering.page import Page
from oproep.rendering.tongue import Tongue

VERSION = "0.221.1"
SCRIPT = f"https://unpkg.com/@sveltia/cms@{VERSION}/dist/sveltia-cms.js"
INTEGRITY = "sha384-JQ+XsKx/UzwdTiNnFStza3XtqqQoVtyNPApkfvwlzZDfhe7giE9CnfQrpHqgv3k6"
LOCALES = f"https://unpkg.com/@sveltia/cms@{VERSION}/locales/"  # without its words it asks for them without end
FONTS = "https://cdn.jsdelivr.net/fontsource/fonts/"  # its signs are letters of a font
FOLDER = "admin"
BETWEEN = "web-editor/record-file.js"  # in a folder of templates
EDITED = ("calls", "funds", "themes", "beneficiaries", "contacts")
ORIGINAL = (
    "original"  # what Sveltia calls the language of files whose name has none; the key `language` says which it is
)
WITH_DRAFTS = frozenset({Forge.GITHUB, Forge.GITLAB})  # where Sveltia keeps what is not published as requests to merge
BACKENDS = {Forge.GITHUB: "github", Forge.GITLAB: "gitlab", Forge.FORGEJO: "gitea"}
API = {Forge.GITHUB: "/api/v3", Forge.GITLAB: "/api/v4", Forge.FORGEJO: "/api/v1"}
HOST_OF_API = {"github.com": "https://api.github.com"}


class WebEditorPage(NamedTuple):
    """What the page of the editor is made of."""

    policy: str
    script: str
    integrity: str | None
    forms: str  # JSON


@dataclass(frozen=True)
class Editor:
    """The editor of a catalogue that has one, and the repository whose files it changes."""

    asked: WebEditor
    repository: Repository
    settings: Settings

    @property
    def script(self) -> tuple[str, str | None]:
        """Where the script is, as seen from the page, and the digest that it must have."""
        own = self.asked.script
        if not own:
            return SCRIPT, INTEGRITY
        return own if own.startswith("https://") else f"../{own}", self.asked.integrity

    @property
    def api(self) -> str:
        """The address of the forge's API."""
        found = urlsplit(self.repository.address)
        return HOST_OF_API.get(found.netloc) or f"{found.scheme}://{found.netloc}{API[self.repository.forge]}"

    @property
    def policy(self) -> str:
        """What the page may load: one script and ours, and the API of its forge; Sveltia writes its styles inline."""
        script = self.script[0]
        foreign = f" {script}" if script.startswith("https://") else ""
        host = "/".join(self.api.split("/", 3)[:3])
        return (
            f"default-src 'none'; script-src 'self'{foreign}; style-src 'unsafe-inline'; font-src data: {FONTS}; "
            f"img-src 'self' data: blob:; connect-src 'self' blob: data: {LOCALES} {host}; "
            "frame-src blob:; worker-src blob:; base-uri 'none'; form-action 'none'"
        )

    @property
    def backend(self) -> dict[str, Json]:
        """The repository, and how editors sign in to it."""
        forge, asked, found = self.repository.forge, self.asked, urlsplit(self.repository.address)
        token = asked.sign_in == SignIn.TOKEN
        backend: dict[str, Json] = {
            "name": BACKENDS[forge],
            "repo": found.path.strip("/").removesuffix(".git"),
            "branch": self.repository.branch,
            "auth_methods": ["token" if token else "oauth"],
        }
        if found.netloc not in ("github.com", "gitlab.com"):
            backend |= {"api_root": self.api}
            if forge != Forge.GITHUB:
                backend |= {"base_url": f"{found.scheme}://{found.netloc}"}
        if not token and forge == Forge.GITHUB:
            backend |= {"base_url": (asked.service or "").rstrip("/")}
        if not token and forge != Forge.GITHUB:
            backend |= {"app_id": asked.app_id}
        if not token and forge == Forge.GITLAB:
            backend |= {"auth_type": "pkce"}
        return backend


def editor_of(settings: Settings) -> Editor | None:
    """The editor of a catalogue; None without one, or without a repository that it could change."""
    repository = repository_of(settings)
    return Editor(settings.web_editor, repository, settings) if settings.web_editor and repository else None


def web_editor_lacks(settings: Settings) -> Iterator[tuple[str, str]]:
    """A web editor needs a repository, a way to sign in, and the digest of a script that comes from elsewhere.

    What there is not, and what to write.
    """
    asked, repository = settings.web_editor, repository_of(settings)
    if asked is None:
        return
    if repository is None:
        yield "no repository that is known", "Add ‘repository’, and ‘forge’ where its address does not tell."
    elif asked.sign_in == SignIn.OAUTH and repository.forge == Forge.GITHUB and not asked.service:
        yield "no service that signs editors in to GitHub", 'Add ‘service’, or write sign_in = "token".'
    elif asked.sign_in == SignIn.OAUTH and repository.forge != Forge.GITHUB and not asked.app_id:
        yield "no application to sign in with", 'Add ‘app_id’, or write sign_in = "token".'
    if asked.script and asked.script.startswith("https://") and not asked.integrity:
        yield "no digest of its script", "Add ‘integrity’, or keep the script on the host of the catalogue."


def web_editor(edition: Edition) -> Iterator[Artefact]:
    """The files of admin/; none for a catalogue without an editor."""
    editor = editor_of(edition.catalogue.settings)
    if editor is None:
        return
    tongue = next(iter(edition.tongues.values()))
    config = as_json(config_of(editor, tongue, edition.tongues))
    yield Artefact(f"{FOLDER}/config.yml", digest(config), partial(list, [config]))
    between = next(path for folder in edition.design.folders if (path := folder / BETWEEN).is_file()).read_bytes()
    yield Artefact(f"{FOLDER}/record-file.js", digest(between), partial(list, [between]))
    script, integrity = editor.script
    forms = {kind: file_of(kind) for kind in EDITED}
    view = WebEditorPage(policy=editor.policy, script=script, integrity=integrity, forms=json.dumps(forms))
    yield page_file(
        edition,
        Page(
            address=f"{FOLDER}/index.html",
            template="web-editor.html",
            language=tongue.code,
            title=tongue.text("web-editor"),
            key=digest(edition.design.version, repr(view).encode()),
            show=lambda: view,
        ),
    )


def file_of(kind: str) -> dict[str, Json]:
    """What `record-file.js` knows of the files of a kind."""
    keys: list[Json] = [*keys_of(KINDS[kind])]
    words = translated_words(kind)
    return {"keys": keys, "words": [*words] if words else None, "forms": forms_of(KINDS[kind])}


def translated_words(kind: str) -> list[str] | None:
    """The keys that a translation may have; None for a kind that has no translations."""
    return list(keys_of(Translation)) if "language" in keys_of(KINDS[kind]) else None


def config_of(editor: Editor, tongue: Tongue, tongues: Mapping[str, Tongue]) -> dict[str, Json]:
    """The configuration of Sveltia CMS, in one language: that of its labels and of the help of every field."""
    languages = tuple((code, other.autonym) for code, other in tongues.items())
    fields = Fields(tongue, languages, editor.settings)
    locales: list[Json] = [ORIGINAL, *tongues]
    drafts = editor.repository.forge in WITH_DRAFTS
    return {
        "backend": editor.backend,
        **({"publish_mode": "editorial_workflow"} if drafts else {}),
        "site_url": editor.settings.url,
        "app_title": tongue.text("web-editor"),
        "media_folder": "content/media",  # Sveltia asks for one; no field takes a picture
        "media_libraries": {"default": False},
        "i18n": {
            "structure": "multiple_files",
            "locales": locales,
            "default_locale": ORIGINAL,
            "initial_locales": "default",
            "omit_default_locale_from_file_path": True,
        },
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": LONGEST_SLUG},
        "output": {"omit_empty_optional_fields": True},
        "collections": [collection(kind, fields, tongue) for kind in EDITED],
    }


def collection(kind: str, fields: Fields, tongue: Tongue) -> dict[str, Json]:
    """The records of a kind: one file each, with those of its translations beside it."""
    translated = translated_words(kind) is not None
    label = tongue.text(f"nav-{kind}" if kind != "contacts" else "web-editor-contacts")
    body: Json = {
        "name": "body", "label": tongue.text("web-editor-text"), "widget": "markdown", "required": False,
        "modes": ["raw"], "editor_components": [], "i18n": True,
    }  # fmt: skip
    slug: dict[str, Json] = {"editable": ["create"], "pattern": [SLUG, tongue.text("web-editor-form", example="a-b-1")]}
    named: dict[str, Json] = {"summary": "{{title}}", "i18n": True} if translated else {"summary": "{{slug}}"}
    return {
        "name": kind,
        "label": label,
        "folder": f"content/{kind}",
        "format": kind,
        "create": True,
        "slug": {"template": "{{title}}", **slug} if translated else slug,
        **named,
        "editor": {"preview": False},
        "fields": [*fields.of(KINDS[kind], translated=translated), *([body] if translated else [])],
    }
