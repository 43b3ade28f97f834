"""The web editor, tried in a real browser with the script that it names: a call is added, another changed, both checked.

The script is no part of this project, so no test has it: `docs/web-editor.md` says where to get the package.

    .venv/bin/python -m tests.trial_web_editor FOLDER-OF-THE-PACKAGE
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from oproep.outputs.web_editor import SCRIPT
from tests import browser as browsers
from tests.front_door import build, copy_of_example, kept_at, run

SETTINGS = '\n[web_editor]\nsign_in = "token"\n'
# The backend of Sveltia CMS for trials keeps the repository in the browser's own file system, below this folder.
FOLDER = "sveltia-cms-test"
PUT = """async ([folder, files]) => {
  const top = await (await navigator.storage.getDirectory()).getDirectoryHandle(folder, { create: true });
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/"), name = parts.pop();
    let at = top;
    for (const part of parts) at = await at.getDirectoryHandle(part, { create: true });
    const file = await (await at.getFileHandle(name, { create: true })).createWritable();
    await file.write(text);
    await file.close();
  }
}"""
TAKE = """async (folder) => {
  const found = {};
  async function walk(at, path) {
    for await (const [name, each] of at.entries()) {
      if (each.kind === "directory") await walk(each, path + name + "/");
      else found[path + name] = await (await each.getFile()).text();
    }
  }
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle(folder), "");
  return found;
}"""


class Silent(SimpleHTTPRequestHandler):
    """Serves a built site without a word in the log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Nothing."""


def catalogue(folder: Path) -> Path:
    """The example with a web editor, built."""
    root = copy_of_example(folder / "example")
    settings = kept_at(root, "https://github.com/example/airmail") / "content" / "site.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + SETTINGS, encoding="utf-8")
    build(root, root / "public")
    return root


def opened(browser: Browser, root: Path, package: Path, address: str, troubles: list[str]) -> Page:
    """The editor, signed in to a repository that holds the content of the catalogue."""
    page = browser.new_context(viewport={"width": 1300, "height": 6000}, locale="nl").new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: troubles.append(f"error in the page: {error}"))

    def listen(told: ConsoleMessage) -> None:
        """What goes wrong is told at the end."""
        if told.type == "error":
            troubles.append(f"console: {told.text[:160]}")

    page.on("console", listen)

    def elsewhere(route: Route) -> None:
        """What the package holds of another host's, as that host would answer."""
        url = route.request.url
        inside = package / url.removeprefix(SCRIPT.removesuffix("dist/sveltia-cms.js"))
        if url.startswith(SCRIPT.split("/dist/")[0]) and inside.is_file():
            route.fulfill(path=inside, headers={"Access-Control-Allow-Origin": "*"})
        else:
            route.abort()

    def for_trials(route: Route) -> None:
        """The configuration as it is published, but for the repository."""
        config = json.loads((root / "public" / "admin" / "config.yml").read_text(encoding="utf-8"))
        config |= {"backend": {"name": "test-repo"}, "publish_mode": "simple"}
        route.fulfill(body=json.dumps(config), content_type="application/yaml")

    page.route(lambda url: not url.startswith(address) and url.startswith("http"), elsewhere)
    page.route("**/admin/config.yml*", for_trials)
    files = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.glob("content/*/*.md")}
    page.goto(f"{address}robots.txt")
    page.evaluate(PUT, [FOLDER, files])
    page.goto(f"{address}admin/index.html")
    page.get_by_role("button", name="Werken met een testrepository").click()
    page.get_by_text("Windmolens tegen Don Quichot").wait_for()
    return page


def saved(page: Page) -> None:
    """The record that is open is saved, and the list of calls shown again."""
    page.get_by_role("button", name="Opslaan").first.click()
    page.wait_for_url(re.compile(r"#/collections/calls$"))


def call_added(page: Page) -> None:
    """A call as an editor would enter it, and its English words."""
    page.get_by_role("button", name="Nieuw").first.click()

    def key(path: str) -> str:
        return f'section[data-key-path="{path}"]'

    page.locator(f"{key('title')} input").first.fill("Regen in de tuin: een proef")
    page.locator(f"{key('summary')} textarea").first.fill("Steun voor wie regen verzamelt.")
    page.locator(key("language")).get_by_text("Nederlands").click()
    page.locator(f"{key('identifier')} input").fill("LUFT-2026-REG-01")
    page.locator(key("fund")).get_by_text("2021-2027").click()
    page.locator(f"{key('opens')} input").fill("2026-10-01")
    page.locator(key("deadline")).get_by_role("button", name="Uitvouwen").first.click()
    page.locator(key("deadline.moments")).get_by_role("button", name=re.compile("toevoegen")).click()
    page.locator(f"{key('deadline.moments.0.at')} input").fill("2026-12-15 17:00")
    page.locator(key("budget")).get_by_text("toevoegen").click()
    page.locator(f"{key('budget.total')} input").fill("EUR 1 250 000")
    page.locator(key("themes")).get_by_text("Water").click()
    page.get_by_role("radio", name="Engels").last.click()
    page.get_by_role("button", name=re.compile("Engels.* inschakelen")).click()
    page.locator(f"{key('title')} input").last.fill("Rain in the garden: a trial")
    saved(page)


def call_changed(page: Page) -> None:
    """Another summary in a call that has most keys there are."""
    page.get_by_text("Windmolens tegen Don Quichot").click()
    page.locator('section[data-key-path="summary"] textarea').first.fill("Steun voor molens, anders gezegd.")
    saved(page)


def main(package: Path) -> int:
    """Prints what was written and what check says of it; 1 when it finds an error."""
    troubles: list[str] = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = catalogue(Path(folder))
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(root / "public")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=browsers.required(), args=["--no-sandbox"])
        page = opened(browser, root, package, f"http://127.0.0.1:{server.server_port}/", troubles)
        call_added(page)
        call_changed(page)
        for name, text in page.evaluate(TAKE, FOLDER).items():
            file = root / name
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                print(f"==== {name}\n{text}")
                file.write_text(text, encoding="utf-8")
        browser.close()
        server.shutdown()
        done = run("check", "--root", root, "--now", "2026-11-22T09:00")
        print("==== check\n" + done.stdout + done.stderr)
        print("==== told by the browser\n" + "\n".join(dict.fromkeys(troubles)))
        return done.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
