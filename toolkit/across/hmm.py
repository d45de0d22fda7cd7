"""jieba's model of words that are in no dictionary, in time linear in the run.

jieba's own way through it copies the path at every character, which takes time quadratic in
the run. The numbers here are jieba's and are added in jieba's order, so that two cuts that are
equally probable but for the last bit fall as they do in jieba.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from functools import cache

_NEVER = -3.14e100  # jieba's logarithm of 0
# A character begins a word, stands in its middle, ends it, or is one by itself.
_STATES = "BMES"
_NONE = (_NEVER,) * len(_STATES)
Four = tuple[float, float, float, float]


def words(run: str) -> Iterator[str]:
    """The words of a run of Han.

    >>> list(words("镇街纠治"))
    ['镇街', '纠治']
    """
    start = 0
    states = best_states(run)
    for at, state in enumerate(states):
        if state in "ES":
            yield run[start : at + 1]
            start = at + 1


def best_states(run: str) -> str:
    """The most probable states of a run's characters (Viterbi); of two alike, the later letter.

    >>> best_states("镇街纠治")
    'BEBE'
    """
    emit, begin, (be, bm, eb, es, me, mm, sb, ss) = _model()
    b, m, e, s = (p + q for p, q in zip(begin, emit.get(run[0], _NONE), strict=True))
    before = []  # for B, M, E, S at each character but the first: the state it came from
    for character in run[1:]:
        to_b, to_m, to_e, to_s = emit.get(character, _NONE)
        b_from_e, b_from_s = e + eb + to_b, s + sb + to_b
        m_from_b, m_from_m = b + bm + to_m, m + mm + to_m
        e_from_b, e_from_m = b + be + to_e, m + me + to_e
        s_from_e, s_from_s = e + es + to_s, s + ss + to_s
        before.append(
            (
                "E" if b_from_e > b_from_s else "S",
                "B" if m_from_b > m_from_m else "M",
                "B" if e_from_b > e_from_m else "M",
                "E" if s_from_e > s_from_s else "S",
            )
        )
        b, m = max(b_from_e, b_from_s), max(m_from_b, m_from_m)
        e, s = max(e_from_b, e_from_m), max(s_from_e, s_from_s)
    states = ["E" if e > s else "S"]
    for choice in reversed(before):
        states.append(choice[_STATES.index(states[-1])])
    return "".join(reversed(states))


@cache
def _model() -> tuple[dict[str, Four], Four, tuple[float, ...]]:
    """Per character what it is worth in each state; the states' worth at the start; the moves'."""
    with warnings.catch_warnings():  # jieba's source has escapes that newer Pythons complain of
        warnings.simplefilter("ignore")
        from jieba.finalseg import emit_P, start_P, trans_P  # noqa: PLC0415
    characters = dict.fromkeys(c for state in _STATES for c in emit_P[state])
    emit = {c: tuple(emit_P[state].get(c, _NEVER) for state in _STATES) for c in characters}
    moves = tuple(trans_P[a][b] for a, b in ("BE", "BM", "EB", "ES", "ME", "MM", "SB", "SS"))
    return emit, tuple(start_P[state] for state in _STATES), moves
