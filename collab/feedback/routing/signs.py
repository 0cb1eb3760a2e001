"""Words that say that a matter is not for this queue at all (CR-16): with which a city starts; the centre edits them."""

STARTING: dict[str, str] = {
    "disclosure": "申请公开 信息公开申请 政府信息公开 依申请公开 依法公开",
    "court": "法院已立案 法院上月已经立案 已经起诉 正在审理 开庭 一审判决 二审 劳动仲裁已受理 行政复议",
    "petition": "信访局 上访 信访事项",
    "discipline": "受贿 贪污 索贿 挪用公款 违纪",
    "elsewhere": "邻市 外市 隔壁市 别的城市",
    "unlawful": "加微信 加群 当天放款 无抵押贷款 代开发票 刷单兼职",
}
