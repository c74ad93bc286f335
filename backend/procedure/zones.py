"""Which clock on the wall counts where.

On 1 March 2024 the country went over to one time, UTC+5. Before that the west kept UTC+5 and the rest, Kostanay with it,
UTC+6; the tz database knows the days, so a zone of its own for each region is all it takes. A term in hours that ran
then is counted by the clock of its region.
"""

from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")

_OWN_ZONES = {
    "aktobe": "Asia/Aqtobe",
    "atyrau": "Asia/Atyrau",
    "mangystau": "Asia/Aqtau",
    "west_kazakhstan": "Asia/Oral",
    "kyzylorda": "Asia/Qyzylorda",
    "kostanay": "Asia/Qostanay",
}


def zone_of(region: str) -> ZoneInfo:
    """The zone of a region by its key (`aktobe`, `almaty_city` …); regions without a zone of their own keep Almaty time."""
    return ZoneInfo(_OWN_ZONES.get(region, "Asia/Almaty"))
