"""Who lives and works in the demo city. Names are put together from common characters; nobody real is meant."""

from random import Random

PASSWORD = "townhall-demo"

# address, name, title and remit in both languages
LEADERS = [
    ("mayor", "顾长河", "市长", "Mayor", "领导市政府全面工作。", "Leads the work of the city government."),
    ("deputy-people", "沈怀远", "副市长", "Deputy Mayor", "分管人社、民政、医保、教育。",
     "Social security, civil affairs, medical insurance, education."),
    ("deputy-building", "陆明川", "副市长", "Deputy Mayor", "分管住建、交通、城管、生态环境。",
     "Housing, transport, urban management, environment."),
    ("deputy-trade", "许知言", "副市长", "Deputy Mayor", "分管市场监管、政务服务、商务。",
     "Market supervision, government services, trade."),
]

# account, Chinese name, role, office, title in both languages
ACCOUNTS = [
    ("citizen", "林晓禾", "", "", "", ""),
    ("citizen2", "周望舒", "", "", "", ""),
    ("agent", "陈思源", "agent", "D12", "政务大厅咨询专员", "Service Hall Adviser"),
    ("agent2", "苏敏", "agent", "D01", "社保咨询专员", "Social Security Adviser"),
    ("handler", "何立新", "handler", "D12", "审批服务科承办人", "Case Handler, Approval Services"),
    ("handler2", "吴启明", "handler", "D06", "物业管理科承办人", "Case Handler, Property Management"),
    ("centre", "孟清和", "handler", "D00", "政民互动中心派单员", "Dispatcher, Citizen Interaction Centre"),
    ("official", "沈怀远", "official", "D", "分管副市长", "Deputy Mayor"),
    ("official2", "叶知秋", "official", "D", "政务公开审核员", "Publication Reviewer"),
    ("expert", "顾文清", "expert", "D01", "社保政策讲师", "Lecturer on Social Security"),
    ("moderator", "韩若水", "moderator", "D", "社区管理员", "Community Moderator"),
    ("editor", "唐一鸣", "editor", "D", "门户编辑", "Portal Editor"),
    ("admin", "高建平", "admin", "D", "系统管理员", "Site Administrator"),
    ("admin2", "邓国安", "admin", "D", "系统管理员(复核)", "Site Administrator, second hand"),
    ("auditor", "秦守正", "auditor", "D", "审计员", "Auditor"),
]

FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "安平宁静文雅清远明达立新建华志强春兰秋实晓东海燕国栋丽娟思齐子涵雨桐浩然欣怡佳慧俊杰秀英桂芳玉珍"
PLACES = ["书院巷", "临江路", "青石街", "望江里", "桂花园小区", "北岗新村", "南浦家园", "建设路", "石渡老街", "青禾大道",
          "东湖苑", "丰收里", "梧桐苑", "新民巷", "滨河公园", "火车站广场", "和平里", "朝阳小区", "学府路", "稻香村"]
SCHOOLS = ["实验小学", "南浦二小", "北岗中学", "青禾一中", "临江小学", "书院小学"]
LINES = ["3路", "7路", "12路", "18路", "26路", "31路", "102路"]
HOSPITALS = ["市第一人民医院", "市中医院", "南浦区医院", "青禾县医院"]


def name(dice: Random) -> str:
    return dice.choice(FAMILY) + "".join(dice.sample(GIVEN, dice.choice([1, 2, 2])))


def fill(text: str, dice: Random) -> str:
    """Put invented facts into the slots of a text. Numbers are of the right shape and never valid."""
    slots = {
        "place": dice.choice(PLACES),
        "school": dice.choice(SCHOOLS),
        "line": dice.choice(LINES),
        "hospital": dice.choice(HOSPITALS),
        "n": str(dice.randint(2, 9)),
        "no": str(dice.randint(1, 30)),
        "PHONE": f"1990000{dice.randint(0, 9999):04d}",
        "IDNO": f"99990119900101{dice.randint(0, 9999):04d}",
        "PLATE": f"望A{dice.randint(10000, 99999)}",
        "ADDR": f"{dice.choice(PLACES)}{dice.randint(1, 99)}号{dice.randint(1, 20)}栋{dice.randint(1, 4)}单元{dice.randint(101, 909)}室",
    }
    for slot, value in slots.items():
        text = text.replace("{" + slot + "}", value)
    return text
