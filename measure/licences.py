"""The licences of the packages installed beside the project: make licences."""

from __future__ import annotations

from importlib.metadata import Distribution, distributions

LONGEST = 60  # characters of a licence's name; some packages put its whole text there


def licence(package: Distribution) -> str:
    """What a package says of its licence: as an expression, a classifier, or in words."""
    said = package.metadata.get_all
    named = [
        c.rpartition(" :: ")[2] for c in said("Classifier") or [] if c.startswith("License ::")
    ]
    words = (said("License") or [""])[0].strip().partition("\n")[0]
    expression = (said("License-Expression") or [""])[0]
    return expression or " or ".join(named) or words[:LONGEST] or "not said"


def table() -> str:
    """A Markdown table of every package, in the order of their names."""
    packages = {package.name.casefold(): package for package in distributions()}
    rows = [f"| {p.name} | {p.version} | {licence(p)} |" for _, p in sorted(packages.items())]
    return "\n".join(["| package | version | licence |", "|---|---|---|", *rows])


if __name__ == "__main__":
    print(table())
