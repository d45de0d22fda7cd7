"""How much of one report stands in another, with a direction.

A bulletin that takes over a tenth of a long list is contained in it although the list is not
contained in the bulletin: no symmetric measure (Jaccard, a ratio of edits) says so.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.across.compared import Compared
from toolkit.across.longest import longest_shared
from toolkit.across.sharing import stretches

COLUMNS = ["report_a", "report_b", "share", "longest"]


def containment(compared: Compared, near: bool = False) -> pd.DataFrame:
    """For every ordered pair of reports, the share of a that also stands in b.

    share: letters and numbers of a that stand in passages of a and b together, divided by all
    letters and numbers of a. A passage is a run of 12 letters or more that is the same in both.
    near: the letters that agree in near-identical passages (table ``reuse``) count as well.
    longest: the longest run that is the same in both, in letters; 0 where there is none of 12.
    """
    sequence = compared.sequence
    longest = longest_shared(sequence, compared.repeats)
    letters = np.zeros(longest.shape, np.int32)
    for text, shared in stretches(compared, near):
        np.add.at(letters[text], shared.other, shared.letters)
    share = letters / np.maximum(np.diff(sequence.starts) - 1, 1)[:, None]
    apart = ~np.eye(len(share), dtype=np.bool_)
    names = pd.CategoricalDtype([body.report_id for body in compared.bodies])
    columns = [
        *(
            pd.Categorical.from_codes(side.astype(np.int32), dtype=names)
            for side in apart.nonzero()
        ),
        share[apart].round(6),
        longest[apart],
    ]
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)), copy=False)
