"""The sites of the portal, each in the manner of a content management system (domain notes B)."""

from __future__ import annotations

from demo.sites.feeds import FeedSite, SitemapSite
from demo.sites.hanweb import JpaasSite, PagedJcmsSite, XxgkSite
from demo.sites.interfaces import EpointSite, GkmlptSite, TruecmsSite
from demo.sites.jcms import JcmsSite
from demo.sites.mirror import MirrorSite
from demo.sites.pagers import ContentSite, OpennessSite, SlugSite
from demo.sites.plain import PlainSite
from demo.sites.site import Site
from demo.sites.trs import TrsSite
from demo.sites.ucap import UcapSite
from demo.sites.vsb import VsbSite
from demo.world import World


def official_sites(world: World) -> tuple[Site, ...]:
    """The five large sites of public bodies; a site's place here is its number."""
    return (TrsSite(world), JcmsSite(world), VsbSite(world), UcapSite(world), PlainSite(world))


def small_sites(world: World) -> tuple[Site, ...]:
    """The sites with a few pages, one for each further family; their numbers go on behind the large ones."""
    families = (
        XxgkSite, JpaasSite, GkmlptSite, OpennessSite, EpointSite, TruecmsSite, ContentSite, SlugSite, SitemapSite,
        FeedSite, PagedJcmsSite,
    )  # fmt: skip
    return tuple(family(world) for family in families)


def all_sites(world: World) -> tuple[Site, ...]:
    """The large sites, the small ones and the mirror."""
    return (*official_sites(world), *small_sites(world), MirrorSite(world))
