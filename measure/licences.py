"""The licences of the packages installed beside the project: make licences."""

from __future__ import annotations

from importlib.metadata import Distribution, distributions

LONGEST = 60  # characters of a licence's name; some packages put its whole text there


def licence(package: Distribution) -> str:
    """What a package says of its licence: as an expression, a classifier, or in words."""
    said = package.metadata
    classes = [c for c in said.get_all("Classifier") or [] if c.startswith("License ::")]
    named = [c.rpartition(" :: ")[2] for c in classes]
    words = _first(package, "License").partition("\n")[0]
    return (
        _first(package, "License-Expression") or " or ".join(named) or words[:LONGEST] or "not said"
    )


def _first(package: Distribution, field: str) -> str:
    return next(iter(package.metadata.get_all(field) or []), "").strip()


def table() -> str:
    """A Markdown table of every package, in the order of their names."""
    packages = {package.name.casefold(): package for package in distributions()}
    rows = [f"| {p.name} | {p.version} | {licence(p)} |" for _, p in sorted(packages.items())]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *rows])


if __name__ == "__main__":
    print(table())
