"""Persons, organizations, posts, memberships and events as Popolo names their fields."""

from msgspec import Struct


class ContactDetail(Struct, frozen=True, kw_only=True):
    """A way to reach somebody."""

    type: str
    value: str


class PopoloLink(Struct, frozen=True, kw_only=True):
    """A page about something."""

    url: str
    note: str = ""


class PopoloPerson(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person; how to reach them stands in the clerk's version alone."""

    id: str
    name: str
    email: str = ""
    contact_details: tuple[ContactDetail, ...] = ()


class PopoloOrganization(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The body, or an authority that names its members."""

    id: str
    name: str
    classification: str
    founding_date: str = ""
    links: tuple[PopoloLink, ...] = ()


class PopoloPost(Struct, frozen=True, kw_only=True):
    """A seat; it is there whether or not a person sits in it."""

    id: str
    label: str
    role: str
    organization_id: str


class PopoloMembership(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person in a seat, named by an authority; `end_date` is the last day."""

    id: str
    label: str
    role: str
    person_id: str
    organization_id: str
    post_id: str
    start_date: str
    on_behalf_of_id: str = ""
    end_date: str = ""


class PopoloEvent(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A meeting; moments carry their zone."""

    id: str
    name: str
    classification: str
    status: str
    organization_id: str
    start_date: str
    end_date: str = ""
    location: str = ""


class Popolo(Struct, frozen=True, kw_only=True):
    """A body as Popolo tells it."""

    persons: tuple[PopoloPerson, ...]
    organizations: tuple[PopoloOrganization, ...]
    posts: tuple[PopoloPost, ...]
    memberships: tuple[PopoloMembership, ...]
    events: tuple[PopoloEvent, ...]
