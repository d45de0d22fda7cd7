"""A corpus of three short invented reports, on which the examples of the docstrings are run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.corpus import Corpus

TEXTS = {
    "bulletin": """甲县关于整治形式主义为基层减负工作情况的通报
2024年3月5日
一、存在的问题
（一）工作群管理不规范。有的单位工作群过多，重复报送材料，干部疲于应付各类微信打卡任务。
（二）会议多、文件长。全县会议数量较上年增加12个。
二、整改措施
（一）清理工作群。全县共清理工作群45个，保留xx个，切实减轻基层干部负担。
（二）精简会议文件。文件数量减少20%，会议压减30%以上。
三、工作成效
基层减负工作取得初步成效，检查考核事项由86项减少到52项。
""",
    "list": """乙镇减负工作问题清单
一、存在的问题
1.工作群管理不规范。有的单位工作群过多，重复报送材料，干部疲于应付各类微信打卡任务。
2.台账资料重复报送。
二、整改措施
1.清理工作群。全镇共清理工作群12个。
2.统一台账模板。
""",
    "plan": """丙县2024年政府工作报告
一、2024年主要目标
今年地区生产总值增长6%左右，力争全年新增就业3000人以上。
二、重点工作
推进改革创新，精简会议12个，切实做好各项工作。
""",
}


def example() -> Corpus:
    """The corpus, read anew: ``corpus = toolkit.example()``."""
    from toolkit.corpus import Corpus  # noqa: PLC0415  (imports this)

    with tempfile.TemporaryDirectory() as folder:
        for name, text in TEXTS.items():
            (Path(folder) / f"{name}.txt").write_text(text, encoding="utf-8")
        return Corpus.parse(folder, workers=1)
