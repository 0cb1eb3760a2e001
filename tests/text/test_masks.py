import pytest

from collab.text.masks import find_personal, mask, mask_name

PERSONAL = [
    ("phone", "电话13800138000"), ("phone", "请打 138 0013 8000"), ("phone", "手机:138-0013-8000。"), ("phone", "+8613800138000"),
    ("phone", "１３８００１３８０００"), ("phone", "座机0990-1234567"), ("phone", "(0990)1234567"), ("phone", "老板19900001234已关机"),
    ("id_number", "证号999901199001011234"), ("id_number", "身份证 99990119900101123X"), ("id_number", "110101 19900307 7758"),
    ("plate", "车牌望A12345"), ("plate", "京A·12345"), ("plate", "川AD12345"), ("plate", "沪B-F1234"), ("plate", "粤b88888"),
    ("address", "住书院巷12号3栋2单元501室"), ("address", "临江路88号"), ("address", "桂花园小区5栋2单元301"), ("address", "北岗新村3号楼602"),
    ("email", "写信到 zhang.san@example.cn"), ("bank_card", "卡号6222 0212 3456 7890 128"), ("bank_card", "4111111111111111"),
]  # fmt: skip
CLEAN = [
    "12路公交早高峰加密并延长到新区", "一周停三次,有老人被困过", "我缴过三年失业保险,线上在哪里申请", "12号楼电梯一周停三次", "2026年11月23日", "每月1200元",
    "电话110和119", "断缴了四个月养老保险", "书院巷七盏路灯只亮一盏", "通知停气两天,今天第四天了",
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text"), PERSONAL)
def test_personal_data_is_found_and_gone(kind, text):
    found = find_personal(text)
    assert [finding.kind for finding in found] == [kind]
    assert found[0].text not in mask(text)


@pytest.mark.parametrize("text", CLEAN)
def test_ordinary_words_are_left_alone(text):
    assert mask(text) == text


def test_several_in_one_text_keep_what_lies_between():
    assert mask("张三 13800138000,住临江路88号,车望A12345") == "张三 138****8000,***,车望A****5"
    assert mask_name("张三") == "张*"
