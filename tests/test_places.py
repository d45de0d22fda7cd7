"""Whose report it is: issuer, date, place, province and level, from what a text says of itself."""

from __future__ import annotations

import pytest

from toolkit.extract.structure import divisions
from toolkit.extract.structure.places import kind_alone, most_spoken_of
from toolkit.extract.structure.reports import find_reports
from toolkit.tables import schema

SAID = "各村各组按照既定部署分头推进，有关事项陆续见到起色，群众反映总体是好的。\n" * 3
ASK = "请予审议，并请列席人员提出意见。"

# label, text, issuer, date, place, province, level
CASES = [
    (
        "district: generic organ, place from the meeting",
        f"政府工作报告\n——2016年2月19日在海拉尔区第九届人民代表大会第二次会议上\n区长 林远\n各位代表：\n我代表区政府向大会作报告，{ASK}\n{SAID}",
        ("海拉尔区人民政府", "2016-02-19", "呼伦贝尔市海拉尔区", "内蒙古自治区", "county"),
    ),
    (
        "county: head broken over lines, zeros written O",
        f"政府工作报告\n二OO九年三月二日在浮山县第十四届\n人民代表大会第三次会议上\n县长　林 远\n各位代表：\n现在，我代表县人民政府，向大会作政府工作报告，{ASK}\n{SAID}",
        ("浮山县人民政府", "2009-03-02", "临汾市浮山县", "山西省", "county"),
    ),
    (
        "prefecture: no title, the speaker's line",
        f"包头市人民政府市长 林远\n各位代表：\n现在，我代表市人民政府，向大会作报告，{ASK}\n{SAID}",
        ("包头市人民政府", None, "包头市", "内蒙古自治区", "prefecture"),
    ),
    (
        "province: a title's year is its date where no day is told",
        f"2019年甘肃省政府工作报告\n各位代表：\n现在，我代表省人民政府向大会作报告，{ASK}\n{SAID}",
        ("甘肃省人民政府", "2019", "甘肃省", "甘肃省", "province"),
    ),
    (
        "autonomous region: its organ is 自治区人民政府",
        f"政府工作报告\n2012年1月12日在广西壮族自治区第十一届人民代表大会第五次会议上\n自治区主席 林远\n各位代表：\n我代表自治区人民政府向大会作报告，{ASK}\n{SAID}",
        ("广西壮族自治区人民政府", "2012-01-12", "广西壮族自治区", "广西壮族自治区", "province"),
    ),
    (
        "municipality is a province, its districts are counties",
        f"政府工作报告\n（2012年1月9日在重庆市渝北区第十七届人民代表大会第一次会议上）\n各位代表：\n我代表区人民政府向大会作报告，{ASK}\n{SAID}",
        ("渝北区人民政府", "2012-01-09", "重庆市渝北区", "重庆市", "county"),
    ),
    (
        "county-level city",
        f"临湘市人民政府关于河湖管护情况的报告\n{SAID}临湘市人民政府\n2020年5月6日",
        ("临湘市人民政府", "2020-05-06", "岳阳市临湘市", "湖南省", "county"),
    ),
    (
        "township of a county: by form",
        f"云溪县石桥镇2023年政府工作报告\n各位代表：\n我代表镇人民政府向大会作报告，{ASK}\n{SAID}",
        ("石桥镇人民政府", "2023", "云溪县石桥镇", None, "township"),
    ),
    (
        "township that is not named",
        f"各位代表：\n现在，我代表镇人民政府，向大会作政府工作报告，{ASK}\n{SAID}",
        ("镇人民政府", None, None, None, "township"),
    ),
    (
        "street, with its district in a city",
        f"金安区清水河街道2021年工作报告\n{SAID}",
        (None, "2021", "六安市金安区清水河街道", "安徽省", "township"),
    ),
    (
        "blacked-out county has a level and no place",
        f"xx县水利局关于河湖管护情况的报告\n{SAID}",
        ("xx县水利局", None, None, None, "county"),
    ),
    (
        "centre: speaker and opening, no title",
        f"国务院总理　林远\n各位代表：现在，我代表国务院，向大会报告政府工作，{ASK}\n{SAID}",
        ("国务院", None, "全国", None, "centre"),
    ),
    (
        "centre: organs on a line of their own",
        f"关于开展节水行动的通知\n财政部 水利部\n财建〔2013〕644号\n{SAID}",
        ("财政部 水利部", None, "全国", None, "centre"),
    ),
    (
        "order of the State Council: a national law has a level and no place",
        "河湖管护条例\n中华人民共和国国务院令\n第1227号\n现发布本条例，自发布之日起施行。\n总理　林远\n1997年8月3日\n第一章　总则\n第一条　为了管护河湖，制定本条例。\n第二条　本条例适用于一切河湖。\n",
        ("国务院", "1997-08-03", None, None, "centre"),
    ),
    (
        "order that makes a law known: who passed it",
        "河湖保护条例\n中华人民共和国主席令\n第六十五号\n《河湖保护条例》已由中华人民共和国第十三届全国人民代表大会常务委员会第二十四次会议于2020年12月26日通过，现予公布。\n2020年12月26日\n第一章　总则\n第一条　为了保护河湖，制定本条例。\n",
        ("全国人民代表大会常务委员会", "2020-12-26", None, None, "centre"),
    ),
    (
        "order of a ministry",
        "河湖管护办法\n水利部令2015年第22号\n《河湖管护办法》已于2015年11月3日经第21次部务会议通过，现予公布。\n部长　林远\n2015年11月11日\n第一章　总则\n第一条　为了管护河湖，制定本办法。\n",
        ("水利部", "2015-11-11", None, None, "centre"),
    ),
    (
        "zone: a place and no level",
        f"关于河湖管护情况的通报\n{SAID}西安高新区管委会\n2021年5月6日",
        ("西安高新区管委会", "2021-05-06", "西安市", "陕西省", None),
    ),
    (
        "regulation of a province: who passed it",
        "贵州省河湖条例\n（2005年11月25日贵州省第十届人民代表大会常务委员会第十八次会议通过）\n第一章　总则\n第一条　为了管护河湖，制定本条例。\n第二条　本条例适用于本省。\n",
        ("贵州省人民代表大会常务委员会", "2005-11-25", "贵州省", "贵州省", "province"),
    ),
    (
        "the number of a document tells the province",
        f"省人民政府关于加强河湖管护的意见\n鄂政发〔2018〕26号\n各市、州、县人民政府：\n{SAID}",
        ("湖北省人民政府", None, "湖北省", "湖北省", "province"),
    ),
    (
        "number alone",
        f"关于加强河湖管护的通知\n国办发〔2018〕6号\n各省、自治区、直辖市人民政府：\n{SAID}",
        ("国务院办公厅", None, "全国", None, "centre"),
    ),
    (
        "labels of a page",
        f"河湖管护办法\n发文机关：长阳土家族自治县人民政府\n成文日期：2020年3月2日\n发布日期：2020年3月9日\n{SAID}",
        ("长阳土家族自治县人民政府", "2020-03-02", "宜昌市长阳土家族自治县", "湖北省", "county"),
    ),
    (
        "commissioned by a government",
        f"关于延边朝鲜族自治州2020年预算执行情况的报告\n——2021年1月12日在延边朝鲜族自治州第十五届人民代表大会第六次会议上\n州财政局局长 林远\n各位代表：\n受州人民政府委托，现将预算执行情况提请大会审议。\n{SAID}",
        ("延边朝鲜族自治州人民政府", "2021-01-12", "延边朝鲜族自治州", "吉林省", "prefecture"),
    ),
    (
        "office of the centre in a place is of that place",
        f"国家税务总局沧州市税务局关于减税情况的报告\n{SAID}",
        ("国家税务总局沧州市税务局", None, "沧州市", "河北省", "prefecture"),
    ),
    (
        "party, with its prefix",
        f"中共浮山县委关于巡察整改进展情况的通报\n{SAID}",
        ("中共浮山县委", None, "临汾市浮山县", "山西省", "county"),
    ),
    (
        "a name of the past in its year",
        f"政府工作报告\n——1999年3月2日在海拉尔市第十届人民代表大会第二次会议上\n各位代表：\n我代表市人民政府向大会作报告，{ASK}\n{SAID}",
        ("海拉尔市人民政府", "1999-03-02", "呼伦贝尔盟海拉尔市", "内蒙古自治区", "county"),
    ),
    (
        "one name, two places: the text tells which",
        f"朝阳区人民政府2019年工作报告\n在长春市委的领导下，全区稳步前进。\n{SAID}",
        ("朝阳区人民政府", "2019", "长春市朝阳区", "吉林省", "county"),
    ),
    (
        "one name, two places: nothing tells which",
        f"朝阳区人民政府2019年工作报告\n{SAID}",
        ("朝阳区人民政府", "2019", "朝阳区", None, "county"),
    ),
    (
        "an unlisted 市 in which counties lie",
        f"青江市水利局2019年工作总结\n各县区水利局分头推进。\n{SAID}",
        ("青江市水利局", "2019", "青江市", None, "prefecture"),
    ),
    (
        "district government of no name, told by its text",
        f"各位代表：\n现在，我代表区人民政府向大会作报告，{ASK}\n建设美丽海拉尔区。海拉尔区获评先进。海拉尔区人民团结奋斗。\n{SAID}",
        ("海拉尔区人民政府", None, "呼伦贝尔市海拉尔区", "内蒙古自治区", "county"),
    ),
    (
        "head and text on one line, brackets left",
        "浮山县第十六届人民代表大会关于预算的决议（2016年12月10日浮山县第十六届人民代表大会第一次会议通过）会议听取了报告。会议决定批准这个报告。"
        * 2,
        ("浮山县人民代表大会", "2016-12-10", "临汾市浮山县", "山西省", "county"),
    ),
    (
        "head and text on one line, nothing left but the words",
        f"包头市人民政府市长 林远各位代表:现在,我代表市人民政府,向大会作报告,请予审议。{SAID}".replace(
            "\n", ""
        ),
        ("包头市人民政府", None, "包头市", "内蒙古自治区", "prefecture"),
    ),
    (
        "how-to text",
        f"政府工作报告的写法\n政府工作报告是各级人民政府向同级人民代表大会报告工作的文书。标题由机关和文种组成。\n{SAID}",
        (None, None, None, None, None),
    ),
    (
        "article: places told of are not its own",
        f"让会议短下来\n在山西省临汾市浮山县，干部一年少开了二十个会。\n{SAID}",
        (None, None, None, None, None),
    ),
    (
        "range of acceptance is no organ that commissions",
        f"巡察公告\n一、受理范围\n欢迎向浮山县委巡察办反映，作风问题请电话报告。\n{SAID}",
        (None, None, None, None, None),
    ),
]


@pytest.mark.parametrize("label, text, expected", CASES, ids=[case[0] for case in CASES])
def test_whose_report(label: str, text: str, expected: tuple[str | None, ...]) -> None:
    report = find_reports(text)[0][0]
    found = (report.issuer, report.date, report.place, report.province, report.level)
    assert found == expected


# wording, names, level
NAMED = [
    ("内蒙古呼伦贝尔市海拉尔区人民政府", ("内蒙古自治区", "呼伦贝尔市", "海拉尔区"), "county"),
    ("恩施州人民政府", ("恩施土家族苗族自治州",), "prefecture"),
    ("吉林省吉林市", ("吉林省", "吉林市"), "prefecture"),
    (
        "湖南省长沙市岳麓区橘子洲街道办事处",
        ("湖南省", "长沙市", "岳麓区", "橘子洲街道"),
        "township",
    ),
    ("青江市城市管理局", ("青江市",), ""),
    ("石桥镇2025年工作总结", ("石桥镇",), "township"),
]


@pytest.mark.parametrize("words, names, level", NAMED)
def test_divisions_named(words: str, names: tuple[str, ...], level: str) -> None:
    found = divisions.read(words)
    assert found is not None
    assert (found.names, found.level) == (names, level)


@pytest.mark.parametrize(
    "words",
    [
        "市城市管理局",
        "县委",
        "经济技术开发区管委会",
        "自治区党委",
        "十四届市委",
        "乡村振兴局",
        "各县",
        "",
    ],
)
def test_no_division_named(words: str) -> None:
    assert divisions.read(words) is None


def test_levels_are_those_of_the_codebook() -> None:
    assert divisions.LEVELS == schema.PLACE_LEVELS


def test_every_listed_name_is_read_as_itself() -> None:
    """A name of the list, read alone, is that name, whatever shorter name it begins with."""
    for division in divisions._rows():
        found = divisions.read(division.name)
        assert found is not None
        assert found.names[-1] == division.name


def test_everything_lies_in_a_province() -> None:
    provinces = set(divisions.provinces().values())
    assert {division.province for division in divisions._rows()} == provinces
    assert len(provinces) == 34


@pytest.mark.parametrize(
    "organ, kind", [("省政府", "省"), ("自治区党委", "自治区"), ("水利局", None)]
)
def test_kind_alone(organ: str, kind: str | None) -> None:
    assert kind_alone(organ) == kind


def test_two_places_named_alike_often_are_none() -> None:
    assert most_spoken_of("浮山县和洪洞县。" * 4, "县") is None
