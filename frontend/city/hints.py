"""The catalogue of matters by which the centre of the demo city dispatches: words for each office, and places."""

WORDS = {
    "D01": "社保 社会保险 养老保险 养老金 退休 失业 失业金 工伤 劳动合同 劳动仲裁 工资 欠薪 加班费 就业 再就业 招聘 职业培训 技能 见习 "
           "创业贷款 创业担保 灵活就业 人事档案 工友 pension unemployment wage job work-permit",
    "D02": "户口 户籍 落户 身份证 居住证 暂住 护照 签证 出入境 通行证 驾照 驾驶证 交警 红绿灯 信号灯 左转 路口 违停 闯红灯 派出所 民警 诈骗 "
           "上牌 报警 residence passport visa police licence",
    "D03": "学校 小学 中学 初中 高中 幼儿园 入学 招生 学区 转学 学籍 学生 家长 老师 教师 课后 作业 校车 校服 食堂午餐 校外培训 school pupil teacher",
    "D04": "医院 医生 护士 门诊 挂号 急诊 家庭医生 疫苗 接种 病历 卫生院 社区卫生 托育 托班 献血 健康证 体检 妇幼 hospital doctor vaccination",
    "D05": "医保 医疗保险 报销 异地就医 慢特病 慢性病 定点药店 生育津贴 大病保险 医疗救助 长期护理 reimbursement",
    "D06": "物业 业主 业委会 维修资金 房屋 漏水 电梯 燃气 天然气 供气 自来水 供水 水压 公租房 廉租房 保障房 老旧小区 加装电梯 开发商 交房 网签 危房 外墙",
    "D07": "公积金 住房公积金 冲还贷 housing-fund",
    "D08": "公交 公交车 班车 末班车 首末站 出租车 网约车 打车 客运 汽车站 驾校 国道 省道 农村公路 村道 停车场 共享单车 bus taxi",
    "D09": "环保 污染 排污 偷排 异味 臭味 气味 废气 废水 污水 黑烟 油烟 扬尘 秸秆 噪声 环评 辐射 空气质量 危险废物 pollution smell",
    "D10": "城管 夜间施工 施工 工地 占道 摊贩 烧烤 垃圾 环卫 公厕 路灯 井盖 下水道 人行道 行道树 绿化 公园 违建 违章 小广告 广场舞 渣土",
    "D11": "消费 退款 退费 预付卡 会员卡 商家 假货 过期 食品 卫生差 后厨 餐馆 饭店 超市 缺斤少两 标价 价格 三包 营业执照 个体户 保健品 特种设备 虚假宣传",
    "D12": "政务大厅 办事大厅 政务服务 审批 窗口 一网通办 一次办 一次提交 企业专区 跨省通办 电子证照 电子证 网上办事 帮办 代办 企业开办",
    "D00": "市长信箱 领导信箱 12345 热线 工单 接待日 网站 网页 栏目 链接 website",
}
PLACES = {
    "A01": "南浦区 南浦", "A02": "北岗区 北岗", "A03": "青禾县 青禾", "A04": "石渡县 石渡",
}


def catalogue() -> list[tuple[str, str, str]]:
    """Sort, word, code of the office; what stands here with a hyphen are two words."""
    return [
        (sort, word.replace("-", " "), code)
        for sort, table in (("word", WORDS), ("place", PLACES))
        for code, words in table.items()
        for word in words.split()
    ]
