"""Prepared paragraphs with which the departments of the demo city write their replies."""

from collab.feedback.models import Paragraph

from .founding import City

WHOLE_CITY = [
    ("受理问候", "您好!您反映的诉求(编号{number})已由{department}办理,现答复如下。"),
    ("后续联系", "如对答复仍有疑问,可在本页追问一次,或在工作时间致电本单位。感谢您对我市工作的支持。"),
    ("办理期限", "该事项须进一步核实,我们将于{due}前向您反馈结果。"),
]
OFFICES = {
    "D01": ("政策依据:社会保险", "依据《中华人民共和国社会保险法》及本市社会保险经办规程,相关待遇以经办系统核定为准。"),
    "D05": ("异地就医提示", "异地就医备案可在线办理,备案成功后即可直接结算;急诊可在出院前补办备案。"),
    "D06": ("维修资金提示", "涉及住宅专项维修资金的,由物业服务企业提出方案,经相关业主依法表决后申请使用。"),
    "D10": ("夜间施工提示", "未取得夜间作业证明的,每日22时至次日6时不得进行产生噪声的施工;发现请随时反映,我局将现场核查。"),
}


def write_paragraphs(city: City) -> None:
    """The city's by the leader, those of a department by its lead."""
    for title, body in WHOLE_CITY:
        Paragraph.write(department=city.offices["D"], title=title, body=body, by=city.accounts["official"])
    for code, (title, body) in OFFICES.items():
        Paragraph.write(department=city.offices[code], title=title, body=body, by=city.officials[code])
