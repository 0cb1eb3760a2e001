import pytest

from collab.text.masks import find_personal, mask, mask_name

PERSONAL = [
    ("phone", "电话13800138000"), ("phone", "请打 138 0013 8000"), ("phone", "手机:138-0013-8000。"), ("phone", "+8613800138000"),
    ("phone", "１３８００１３８０００"), ("phone", "座机0990-1234567"), ("phone", "(0990)1234567"), ("phone", "老板19900001234已关机"),
    ("id_number", "证号999901199001011234"), ("id_number", "身份证 99990119900101123X"), ("id_number", "110101 19900307 7758"),
    ("plate", "车牌望A12345"), ("plate", "京A·12345"), ("plate", "川AD12345"), ("plate", "沪B-F1234"), ("plate", "粤b88888"),
    ("address", "住书院巷12号3栋2单元501室"), ("address", "临江路88号"), ("address", "桂花园小区5栋2单元301"), ("address", "北岗新村3号楼602"),
    ("email", "写信到 zhang.san@example.cn"), ("bank_card", "卡号6222 0212 3456 7890 128"), ("bank_card", "4111111111111111"),
    ("phone", "138.0013.8000"), ("phone", "138 001 38000"), ("phone", "13800 138000"), ("phone", "0086 138 0013 8000"), ("phone", "1380\u200b0138000"),
    ("phone", "微信同号17712345678"), ("phone", "电话:010-88886666转8001"), ("phone", "传真0990 1234567"), ("phone", "021 6888 9999"), ("phone", "（0990）1234567"),
    ("phone", "Call me on 138 0013 8000, please"), ("phone", "1３800138０００"),
    ("id_number", "身份证号:110101199003077758"), ("id_number", "11010119900307771x"), ("id_number", "１１０１０１１９９００３０７７７５８"), ("id_number", "110101-19900307-7758"),
    ("id_number", "(330106200002291234)"), ("plate", "粤BD12345"), ("plate", "沪A·F12345"), ("plate", "苏E-9K8L7"), ("plate", "鲁A 12345"), ("plate", "浙Ａ１２３４５"),
    ("plate", "渝D99999的车主"), ("address", "中山路100号5楼"), ("address", "解放街3巷12号"), ("address", "阳光花园12栋1201室"), ("address", "和平里2号院3号楼4单元502室"),
    ("address", "幸福村3组18号"), ("address", "书院巷十二号"), ("address", "家住望江家园6幢"), ("email", "ZHANG_san+1@mail.gov.cn"), ("email", "邮箱:a@b.com。"),
    ("email", "ｚhang@example.com"), ("bank_card", "6222021234567890128"), ("bank_card", "5555 5555 5555 4444"), ("bank_card", "账号：4111-1111-1111-1111"),
    ("phone", "联系13512345678张女士"), ("phone", "13512345678/13612345678"), ("plate", "津C·7Y890 闯红灯"), ("address", "建设路5号付1号3单元"), ("address", "平安胡同7号院"),
    ("name", "姓名:张三丰"), ("name", "联系人：李四"), ("name", "我叫王小明,住在附近"), ("name", "是陈思源女士接待的"), ("name", "投诉人: 欧阳修远"),
    ("name", "Name: Ada Lovelace"), ("name", "业主 :赵铁柱,电话另附"), ("name", "找何立新主任问过"), ("name", "患者:周望舒"),
]  # fmt: skip
CLEAN = [
    "12路公交早高峰加密并延长到新区", "一周停三次,有老人被困过", "我缴过三年失业保险,线上在哪里申请", "12号楼电梯一周停三次", "2026年11月23日", "每月1200元",
    "电话110和119", "断缴了四个月养老保险", "书院巷七盏路灯只亮一盏", "通知停气两天,今天第四天了",
    "政务服务热线12345", "文号望政发〔2026〕12号", "公交3号线几点收车", "2025-2026学年第一学期", "办件编号2026-000412", "补贴标准3000-5000元", "9:00-12:00,13:00-17:00",
    "共有1234567人参保", "第12号令", "5楼大厅取号", "WT/T 2026-01", "缴费基数4462元,比例8%", "京津冀协同", "A12345线路", "川流不息",
    "王女士,您好", "张先生反映的情况", "联系人:见附件", "各位老师辛苦了", "姓名、电话请写全", "何先生女士们", "石渡老街管委会主任", "业主:共三百户",
]  # fmt: skip


def test_personal_data_is_found_and_gone():
    """The labelled set of PU-08: at least 95 % is found as what it is, and nothing found is left readable."""
    assert len(PERSONAL) >= 60
    missed = [(kind, text) for kind, text in PERSONAL if kind not in [found.kind for found in find_personal(text)]]
    assert len(missed) <= len(PERSONAL) * 0.05, missed
    for _kind, text in PERSONAL:
        assert all(
            found.text == text[found.start : found.end] and found.text not in mask(text)
            for found in find_personal(text)
        )


@pytest.mark.parametrize("text", CLEAN)
def test_ordinary_words_are_left_alone(text):
    assert mask(text) == text


def test_several_in_one_text_keep_what_lies_between():
    assert mask("张三 13800138000,住临江路88号,车望A12345") == "张三 138****8000,***,车望A****5"
    assert mask_name("张三") == "张*"


def test_names_that_are_known_are_found_everywhere():
    assert mask("孟清和说可以,请孟清和回电", names=["孟清和", ""]) == "孟**说可以,请孟**回电"
    assert mask("孟清和说可以") == "孟清和说可以"
