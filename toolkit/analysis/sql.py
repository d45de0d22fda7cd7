"""Questions in SQL, answered by DuckDB from the tables as they lie on disk.

Tables of millions of rows (``phrase_counts``) need not be held in memory to be counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from toolkit.tables import study

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def sql(query: str, tables: Mapping[str, pd.DataFrame], folder: Path | None) -> pd.DataFrame:
    """The rows a query gives; every table of the corpus goes by its name.

    tables: read where no folder holds them as Parquet files. Raises ValueError, in DuckDB's words
    with the tables there are, where the query cannot be answered.
    """
    import duckdb  # noqa: PLC0415  (only where somebody asks)

    with duckdb.connect(config=OFFLINE) as connection:
        for name, frame in tables.items():
            path = folder and study.at(folder.resolve(), f"{name}.parquet")
            if path and path.exists():
                connection.read_parquet(str(path)).create_view(name)
            else:
                connection.register(name, frame)
        try:
            return connection.sql(query).df()
        except duckdb.Error as error:
            raise ValueError(f"{error}\nThe tables are: {', '.join(tables)}.") from None
