"""The sites of the portal, each in the manner of a content management system (domain notes B)."""

from __future__ import annotations

from demo.sites.jcms import JcmsSite
from demo.sites.mirror import MirrorSite
from demo.sites.plain import PlainSite
from demo.sites.site import Site
from demo.sites.trs import TrsSite
from demo.sites.ucap import UcapSite
from demo.sites.vsb import VsbSite
from demo.world import World


def official_sites(world: World) -> tuple[Site, ...]:
    """The five sites of public bodies; a site's place here is its number."""
    return (TrsSite(world), JcmsSite(world), VsbSite(world), UcapSite(world), PlainSite(world))


def all_sites(world: World) -> tuple[Site, ...]:
    """The official sites and the mirror."""
    return (*official_sites(world), MirrorSite(world))
