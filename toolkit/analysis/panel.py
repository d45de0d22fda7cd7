"""From stated values to a panel: who set which target for which year, and what came of it.

Definitions, and what not to conclude. ``outcome`` is in the target's
unit, and ``difference`` is outcome minus target;
a fall by so much counts as negative (energy use per unit of GDP −3.2 against −3 gives −0.2); from a
range it is counted from its modest end, the lower one where more is better and the upper one where
less is. ``met`` is whether the outcome lies on the good side of the target, or on it: 左右 gives no
leeway, and those who want some have ``difference``. Both come from what the reports themselves
state, before any revision of the statistics; a place that did not reach a target and says nothing
of it has no outcome here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.extract.indicators.names import indicators as known

Row = Mapping[str, Any]
KEYS = ("document_id", "report_id", "place", "level", "year")
TARGET = (
    "horizon", "value", "low", "high", "unit", "comparator", "direction", "hedge", "force",
    "written", "text", "numeric", "indicator_id", "claim_id", "start", "end",
)  # fmt: skip
OUTCOME = ("unit", "comparator", "indicator_id", "claim_id", "report_id", "start", "end")
NEAR = 1e-9  # numbers as near as this are the same


def chosen(rows: Sequence[Row], average: Iterable[str] = ()) -> Row | None:
    """The row that states the value, of several of one report, indicator, horizon and kind.

    The rule: a number before words; then, of a period, a yearly average before a total; then the
    one in the sentence that states most values, which is the passage that lists the targets or
    results; then the first. rows need ``beside``, how many values stand in its sentence, or all
    of a report's rows must be given.
    """
    yearly = set(average)
    together: dict[Any, int] = {}
    for row in rows:
        together[row["sentence_id"]] = together.get(row["sentence_id"], 0) + 1

    def rank(row: Row) -> tuple[Any, ...]:
        beside = row.get("beside", together[row["sentence_id"]])
        return (not row["numeric"], row["indicator_id"] not in yearly, -beside, row["start"])

    return min(rows, key=rank, default=None)


def panel(
    tables: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    indicator: str,
    candidates: bool = False,
) -> pd.DataFrame:
    """One row per place and horizon: the target, and the outcome the next report states.

    See ``Corpus.panel`` for the columns.
    """
    if indicator not in known():
        near = ", ".join(known())
        raise ValueError(f"There is no indicator {indicator!r}. Those of the lexicon are: {near}.")
    rows = _stated(tables, texts, indicator)
    targets = _marked(rows[rows["kind"] == "target"], ["place", "horizon"])
    outcomes = _marked(rows[rows["kind"] == "outcome"], ["place", "horizon", "year"])
    made = targets if candidates else targets[targets["chosen"]]
    made = _with_outcomes(made, outcomes[outcomes["chosen"]], known()[indicator].sign)
    order = made.sort_values(["place", "horizon", "start"], kind="stable")
    return _typed(order[_columns(candidates)].reset_index(drop=True))


def _typed(made: pd.DataFrame) -> pd.DataFrame:
    whole = dict.fromkeys(("year", "candidates", "outcome_start", "outcome_end"), "Int64")
    numbers = dict.fromkeys(("outcome", "difference"), "float64")
    return made.astype(whole | numbers | {"met": "boolean"})


def _columns(candidates: bool) -> list[str]:
    outcome = [f"outcome_{name}" for name in OUTCOME]
    mark = ["chosen"] if candidates else []
    return [*KEYS, *TARGET, "outcome", "difference", "met", "candidates", *outcome, *mark]


def panels(
    tables: Mapping[str, pd.DataFrame],
    texts: Mapping[str, str],
    indicators: Iterable[str] | None = None,
    wide: bool = False,
) -> pd.DataFrame:
    """The panels of several indicators, below one another or side by side."""
    names = list(indicators) if indicators is not None else list(known())
    made = [(name, panel(tables, texts, name)) for name in names]
    made = [(name, one) for name, one in made if len(one)]
    if not made:
        return pd.DataFrame(columns=["indicator", *_columns(False)])
    if not wide:
        parts = [one.assign(indicator=name) for name, one in made]
        long = pd.concat(parts, ignore_index=True)
        return long[["indicator", *_columns(False)]]
    return _wide(made)


def _wide(made: Sequence[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """A row per place and horizon; for each indicator its target, outcome, difference and force."""
    keys = ["place", "level", "year", "horizon"]
    wide: pd.DataFrame | None = None
    for name, one in made:
        short = known()[name].short
        part = one[keys].assign(
            **{
                short: middle(one),
                f"{short}_out": one["outcome"],
                f"{short}_diff": one["difference"],
                f"{short}_force": one["force"],
            }
        )
        wide = part if wide is None else wide.merge(part, how="outer", on=keys)
    assert wide is not None
    return wide.sort_values(["place", "year", "horizon"], kind="stable").reset_index(drop=True)


def middle(rows: pd.DataFrame) -> pd.Series:
    """The value, or the middle of a range."""
    return rows["value"].fillna((rows["low"] + rows["high"]) / 2)


def _stated(
    tables: Mapping[str, pd.DataFrame], texts: Mapping[str, str], indicator: str
) -> pd.DataFrame:
    """The rows of an indicator with their report's place and year and what stands beside them."""
    every = tables["indicators"]
    beside = every[every["indicator"].notna()].groupby("sentence_id").size()
    rows = every[(every["indicator"] == indicator) & every["horizon"].notna()].copy()
    rows["beside"] = rows["sentence_id"].map(beside).fillna(1).astype(int)
    base = tables["claims"].set_index("claim_id")[["base_value", "base_unit"]]
    rows = rows.join(base, on="claim_id")
    rows = rows.merge(
        placed(tables).drop(columns="kind"), on="report_id", how="left", validate="many_to_one"
    )
    rows["yearly"] = [_is_yearly(texts, row) for row in rows.to_dict("records")]
    return rows


def placed(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Place, level and year of each report: her own ``year``, or the date's, or the title's, or the
    year it sets most targets for. Where no place is known the document's name stands for it.
    """
    reports = tables["reports"]
    known = reports[["report_id", "document_id", "kind", "level"]].copy()
    known["place"] = reports["place"].fillna(reports["document_id"])
    told = reports["title"].str.extract(r"((?:19|20)\d\d)年", expand=False)
    year = reports.get("year", pd.Series(pd.NA, index=reports.index)).astype("string")
    aimed = reports["report_id"].map(_aimed_year(tables["indicators"]))
    for source in (reports["date"].str[:4], told, aimed):
        year = year.fillna(source)
    known["year"] = pd.to_numeric(year, errors="coerce").astype("Int64")
    return known


def _aimed_year(indicators: pd.DataFrame) -> pd.Series:
    aims = indicators[indicators["kind"] == "target"]
    single = aims[aims["horizon"].str.fullmatch(r"\d{4}", na=False)]
    counts = single.groupby(["report_id", "horizon"], observed=True).size()
    most = counts.sort_values(kind="stable").groupby("report_id").tail(1)
    return most.reset_index().set_index("report_id")["horizon"].astype(str)


def _is_yearly(texts: Mapping[str, str], row: Row) -> bool:
    before = texts.get(row["document_id"], "")[max(0, row["start"] - 12) : row["start"]]
    return "年均" in before or "平均" in before or "每年" in before


def _marked(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The rows, with those chosen marked: of the report of its own year, or the first that sets it."""
    rows = rows.copy()
    rows["chosen"] = False
    rows["candidates"] = 0
    for _, group in rows.groupby(list(keys), sort=False, dropna=False):
        first = group[group["document_id"] == _first_document(group)]
        one = chosen(first.to_dict("records"), first.loc[first["yearly"], "indicator_id"])
        if one is not None:
            rows.loc[rows["indicator_id"] == one["indicator_id"], "chosen"] = True
        rows.loc[group.index, "candidates"] = len(group) - 1
    return rows


def _first_document(group: pd.DataFrame) -> str:
    years = group["year"].fillna(9999)
    return str(
        group.assign(order=years).sort_values(["order", "document_id"])["document_id"].iloc[0]
    )


def _with_outcomes(targets: pd.DataFrame, outcomes: pd.DataFrame, sign: str) -> pd.DataFrame:
    found = {(r["place"], r["horizon"], r["year"]): r for r in outcomes.to_dict("records")}
    made = []
    for row in targets.to_dict("records"):
        last = int(str(row["horizon"])[-4:]) if str(row["horizon"])[-4:].isdigit() else None
        outcome = found.get((row["place"], row["horizon"], None if last is None else last + 1))
        made.append(row | _held(row, outcome, sign))
    return pd.DataFrame(made, columns=[*targets.columns, "outcome", "difference", "met", *(f"outcome_{n}" for n in OUTCOME)])  # fmt: skip


def _held(target: Row, outcome: Row | None, sign: str) -> dict[str, Any]:
    """The outcome of a target, the difference, and whether it is met."""
    if outcome is None:
        return {"outcome": None, "difference": None, "met": None}
    ids = {f"outcome_{name}": outcome[name] for name in OUTCOME}
    goal, value = _value(target, sign), _value(outcome, sign)
    times = _times(target, outcome)
    if value is None or goal is None or times is None:
        return ids | {"outcome": value, "difference": None, "met": None}
    value *= times
    difference = _signed(outcome, value) - _signed(target, goal)
    good = difference if sign == "+" else -difference
    unsure = outcome["comparator"] in (("gt", "ge") if sign == "-" else ("lt", "le"))
    strict = target["comparator"] in ("gt", "lt")
    met = None if unsure and good >= 0 else bool(good > NEAR if strict else good >= -NEAR)
    return ids | {"outcome": value, "difference": round(difference, 6), "met": met}


def _times(target: Row, outcome: Row) -> float | None:
    """By what a number in the outcome's unit is multiplied to be in the target's (吨 to 斤)."""
    if (target["unit"] or "") == (outcome["unit"] or ""):
        return 1.0
    bases = [row["base_value"] / row["value"] for row in (target, outcome) if row["value"]]
    if target["base_unit"] != outcome["base_unit"] or len(bases) < 2 or pd.isna(bases).any():
        return None
    return float(bases[1] / bases[0])


def _value(row: Row, sign: str) -> float | None:
    """The number, or the modest end of a range."""
    value = row["value"] if pd.notna(row["value"]) else row["low" if sign == "+" else "high"]
    return None if pd.isna(value) else float(value)


def _signed(row: Row, value: float) -> float:
    return -value if row["direction"] == "decrease" and row["change"] == "by" else value
