"""XML by local names: Word has two namespaces for the same words."""

from __future__ import annotations

from typing import Any


def name(node: Any) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def all_of(node: Any | None, called: str) -> list[Any]:
    """The children of that name."""
    return [] if node is None else [child for child in node if name(child) == called]


def first(node: Any | None, path: str) -> Any | None:
    """The first child of that name, its first child of the next, and so on."""
    for called in path.split("/"):
        node = next(iter(all_of(node, called)), None)
    return node


def attribute(node: Any, called: str) -> str | None:
    return next((v for k, v in node.attrib.items() if k.rpartition("}")[2] == called), None)


def val(node: Any | None, path: str) -> str | None:
    """What the element at a path says in its attribute ``val``."""
    node = first(node, path)
    return None if node is None else attribute(node, "val")


def is_on(node: Any | None, path: str) -> bool:
    """Whether a switch is there and not turned off."""
    return first(node, path) is not None and val(node, path) not in ("0", "false", "off")


def whole(text: str | None) -> int:
    """A whole number; 0 where there is none."""
    try:
        return int(text or 0)
    except ValueError:
        return 0


def by_id(root: Any | None, called: str, key: str) -> dict[str, Any]:
    return {attribute(node, key) or "": node for node in all_of(root, called)}
