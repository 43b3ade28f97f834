"""What stands around every page of a language: names, menus, the foot, and what a browser may load."""

from __future__ import annotations

from oproep.rendering.address import LISTED, bundle_name
from oproep.rendering.own_pages import OWN_PAGES
from oproep.rendering.pages import Frame
from oproep.rendering.parts import Link, Outlink
from oproep.rendering.scribe import Scribe
from oproep.rendering.site_pages import PAGES_OF_THEIR_OWN
from oproep.rendering.words import Words

# Everything from this host and nothing inline; `wasm-unsafe-eval` is what search needs to run, from a disk too. There a
# frame keeps things for all pages (static/store.htm), and Firefox counts no file as `self` where a form leads to one.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    "connect-src 'self'; form-action 'self' file:; base-uri 'self'"
)


def frame(scribe: Scribe) -> Frame:
    """What stands around every page of a language."""
    catalogue, addresses, language = scribe.catalogue, scribe.addresses, scribe.language
    settings = catalogue.settings
    name = scribe.label(settings.name)
    publisher, tagline = scribe.label(settings.publisher), scribe.label(settings.tagline)
    licence = settings.licence

    def own(slug: str) -> Link:
        words = Words(text=scribe.tongue.text(f"title-{slug}"))
        return Link(address=addresses.page(language, slug), words=words)

    return Frame(
        language=language,
        zone=settings.zone.key,
        locale=str(scribe.tongue.locale),
        locales=tuple(str(other.locale) for code, other in addresses.tongues.items() if code != language),
        catalogue=settings.url,
        site_name=name.text if name else "",
        tagline=tagline.text if tagline else "",
        publisher=publisher.text if publisher else "",
        home=addresses.home(language),
        search=addresses.page(language, "search"),
        opensearch=addresses.opensearch(language),
        year=addresses.page(language, "year"),
        bundle=bundle_name(settings, addresses.tongues),
        finder=own("finder"),
        propose=own("propose"),
        shortlist=own("shortlist"),
        mine=own("mine"),
        nav=tuple(
            Link(address=addresses.all(language, kind), words=Words(text=scribe.tongue.text(f"nav-{kind}")))
            for kind in LISTED
        ),
        footer=(
            Link(address=addresses.page(language, "about"), words=Words(text=scribe.tongue.text("nav-about"))),
            *(scribe.link(page) for slug, page in sorted(catalogue.pages.items()) if slug not in PAGES_OF_THEIR_OWN),
            *(own(page.slug) for page in OWN_PAGES if page.at_foot),
            Link(
                address=f"{addresses.page(language, 'about')}#take-along",
                words=Words(text=scribe.tongue.text("bundle-offer")),
            ),
        ),
        licence=Outlink(url=licence.url if licence else "", words=Words(text=licence.name if licence else "")),
        csp=POLICY,
        repository=scribe.repository,
    )
