"""What a listing is, for search engines: schema.org as JSON-LD, made of public columns alone.

A group with dates is an Event, a helpline, program or role a Service, all others an Organization.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from directory.dialling import dialled
from directory.exchange.addresses import listing_address
from directory.models import Kind, Listing, Location, Occurrence, Phone
from directory.models.location import STATES, WORLDWIDE
from directory.models.schedule import WEEKDAYS, Pattern
from directory.security import safe_link

Data = dict[str, Any]
SCHEMA = "https://schema.org"
SERVICES = {Kind.HELPLINE: "Helpline", Kind.PROGRAM: "Program", Kind.ROLE: "Volunteer or peer role"}
_FREQUENCIES = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def linked_data(listing: Listing, dates: Sequence[Occurrence]) -> Data:
    """The JSON-LD of a published listing. dates: its next occurrences, as its page shows them."""
    kind = Kind(listing.kind)
    if kind == Kind.GROUP and dates:
        data = _event(listing, dates)
    elif kind in SERVICES:
        data = _service(listing, SERVICES[kind])
    else:
        data = _organization(listing)
    return _without_gaps({"@context": SCHEMA, **data})


def _about(type_: str, listing: Listing) -> Data:
    return {
        "@type": type_,
        "@id": listing_address(listing),
        "name": listing.name,
        "alternateName": [alias.name for alias in listing.aliases],
        "description": listing.summary,
        "url": safe_link(listing.url) or listing_address(listing),
    }


def _organization(listing: Listing) -> Data:
    return _about("Organization", listing) | {
        "email": listing.email,
        "contactPoint": [_contact(phone) for phone in listing.phones],
        "address": [_address(place) for place in _shown(listing)],
        "areaServed": _areas(listing),
        "parentOrganization": _belongs_to(listing),
    }


def _service(listing: Listing, service_type: str) -> Data:
    channel = {
        "@type": "ServiceChannel",
        "servicePhone": [_contact(phone) for phone in listing.phones if phone.type != "text"],
        "serviceSmsNumber": [_contact(phone) for phone in listing.phones if phone.type == "text"],
        "serviceLocation": [_place(place) for place in _shown(listing)],
        "serviceUrl": [url for link in listing.links if (url := safe_link(link.url))],
    }
    return _about("Service", listing) | {
        "serviceType": service_type,
        "provider": _belongs_to(listing),
        "areaServed": _areas(listing),
        "availableChannel": channel if any(value for name, value in channel.items() if name != "@type") else None,
    }


def _event(listing: Listing, dates: Sequence[Occurrence]) -> Data:
    """The next date, the schedule behind it, and the dates that follow."""
    patterns = [p for schedule in listing.schedules if (p := schedule.pattern) and not p.is_always_open]
    return _about("Event", listing) | {
        **_date(listing, dates[0]),
        "isAccessibleForFree": listing.is_free,
        "organizer": _belongs_to(listing) or {"@type": "Organization", "name": listing.name},
        "eventSchedule": [_schedule(pattern) for pattern in patterns],
        "subEvent": [{"@type": "Event", "name": listing.name} | _date(listing, date) for date in dates[1:]],
    }


def _date(listing: Listing, date: Occurrence) -> Data:
    online = date.mode in ("online", "phone")
    here = {"@type": "VirtualLocation", "url": listing_address(listing)}
    return {
        "startDate": date.starts_at.isoformat(),
        "endDate": date.ends_at.isoformat() if date.ends_at != date.starts_at else None,
        "eventStatus": f"{SCHEMA}/EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}/{'Online' if online else 'Offline'}EventAttendanceMode",
        "location": here if online else [_place(place) for place in _shown(listing)],
    }


def _schedule(pattern: Pattern) -> Data:
    """Source: https://schema.org/Schedule. Nth weekdays are told as in RFC 5545 ("2TU")."""
    return {
        "@type": "Schedule",
        "repeatFrequency": f"P{pattern.interval}{_FREQUENCIES[pattern.freq]}",
        "byDay": [f"{SCHEMA}/{_DAYS[WEEKDAYS.index(d)]}" if d in WEEKDAYS else d for d in pattern.byday],
        "byMonthDay": list(pattern.bymonthday),
        "startTime": pattern.opens_at,
        "endTime": pattern.closes_at,
        "startDate": pattern.dtstart,
        "endDate": pattern.until,
        "scheduleTimezone": pattern.timezone,
        "exceptDate": [e.date for e in pattern.exceptions if e.kind in ("cancelled", "moved")],
    }


def _belongs_to(listing: Listing) -> Data | None:
    organization = listing.public_organization
    if organization is None:
        return None
    return {"@type": "Organization", "@id": listing_address(organization), "name": organization.name}


def _contact(phone: Phone) -> Data:
    return {
        "@type": "ContactPoint",
        "telephone": dialled(phone.number) + (f";ext={phone.extension}" if phone.extension else ""),
        "contactType": phone.label,
        "contactOption": "HearingImpairedSupported" if phone.type in ("tty", "videophone") else None,
    }


def _shown(listing: Listing) -> list[Location]:
    return [place for place in listing.locations if place.visibility != "hidden"]


def _place(place: Location) -> Data:
    return {
        "@type": "Place",
        "name": place.name if place.visibility == "full" else None,
        "address": _address(place),
    }


def _address(place: Location) -> Data:
    """An address as far as it is shown: where the street is not, only the town."""
    street = {"streetAddress": place.address_1, "postalCode": place.postal_code} if place.visibility == "full" else {}
    return {
        "@type": "PostalAddress",
        **street,
        "addressLocality": place.city,
        "addressRegion": place.state,
        "addressCountry": place.country,
    }


def _areas(listing: Listing) -> list[Data]:
    """States and countries; "worldwide" is none."""
    extents = [area.extent.partition("-") for area in listing.service_areas if area.extent != WORLDWIDE]
    return [
        {"@type": "State", "name": STATES.get(state, state)} if state else {"@type": "Country", "name": country}
        for country, _dash, state in extents
    ]


def _without_gaps(value: Any) -> Any:
    """The same without what is not known; False and 0 are known."""
    if isinstance(value, dict):
        whole = {name: _without_gaps(part) for name, part in value.items()}
        return {name: part for name, part in whole.items() if part not in (None, "", [], {})}
    if isinstance(value, list):
        return [part for entry in value if (part := _without_gaps(entry)) not in (None, "", [], {})]
    return value
