"""The offices of Wangchuan and the desks at which they serve: (code, Chinese, English, duties in both languages)."""

ROOT = ("D", "望川市人民政府", "Wangchuan City Government", "统筹全市政务服务与政民互动。", "Steers public service and dialogue.")

OFFICES = [
    ("D00", "市政府办公室(政民互动中心)", "General Office, Citizen Interaction Centre",
     "受理、派单、督办和公开群众诉求;领导信箱;依申请公开。",
     "Accepts, dispatches, supervises and publishes what citizens raise; letters to leaders; disclosure."),
    ("D01", "人力资源和社会保障局", "Human Resources and Social Security",
     "养老、失业、工伤保险;就业培训;劳动报酬;创业担保贷款。",
     "Pensions, unemployment and work injury insurance; job training; unpaid wages; start-up loans."),
    ("D02", "公安局", "Public Security",
     "户籍、身份证、居住证、出入境;交通管理。",
     "Household registration, identity cards, residence permits, exit and entry; traffic."),
    ("D03", "教育局", "Education",
     "招生入学、课后服务、民办学校、幼儿园。",
     "School admission, after-school care, private schools, kindergartens."),
    ("D04", "卫生健康委员会", "Health",
     "医院、家庭医生、预防接种、托育服务。",
     "Hospitals, family doctors, vaccination, childcare."),
    ("D05", "医疗保障局", "Healthcare Security",
     "基本医疗保险、异地就医、门诊慢特病。",
     "Medical insurance, treatment in other provinces, chronic-disease cover."),
    ("D06", "住房和城乡建设局", "Housing and Urban-Rural Development",
     "物业管理、电梯、燃气、供水、工程质量、公共住房。",
     "Property management, lifts, gas, water, quality of building sites, public housing."),
    ("D07", "住房公积金管理中心", "Housing Provident Fund Centre",
     "公积金缴存、提取和贷款。",
     "Deposits, withdrawals and loans of the housing provident fund."),
    ("D08", "交通运输局", "Transport",
     "公交、出租车和网约车、农村公路、停车规划。",
     "Buses, taxis and ride-hailing, rural roads, parking planning."),
    ("D09", "生态环境局", "Ecology and Environment",
     "工业异味、水环境、工业噪声、扬尘监测。",
     "Industrial smell, water, industrial noise, dust monitoring."),
    ("D10", "城市管理局", "Urban Management",
     "夜间施工、占道经营、垃圾清运、路灯、公园。",
     "Night building work, street stalls, refuse, street lights, parks."),
    ("D11", "市场监督管理局", "Market Regulation",
     "食品安全、消费纠纷、价格、企业登记、电梯检验。",
     "Food safety, consumer disputes, prices, business registration, lift inspection."),
    ("D12", "数据资源管理局(行政审批局)", "Data Resources and Administrative Approval",
     "一站式审批、政务服务大厅、网上办事平台、电子证照。",
     "One-stop approvals, service hall, online service platform, electronic licences."),
]

AREAS = [
    ("A01", "南浦区人民政府", "Nanpu District"),
    ("A02", "北岗区人民政府", "Beigang District"),
    ("A03", "青禾县人民政府", "Qinghe County"),
    ("A04", "石渡县人民政府", "Shidu County"),
]

ALWAYS = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
OFFICE_DAY = {day: [["08:30", "12:00"], ["13:30", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}

DESKS: list[tuple[str, str, str, str, str, str, dict[str, list[list[str]]], str]] = [
    # slug, office, Chinese, English, about in both, hours, assignment
    ("tax", "D12", "企业与税费咨询台", "Business and Tax Desk",
     "开办企业、个体户登记、证照合办、报税缴费流程,在这里问。",
     "Starting a business, licences in one go, and where taxes and fees are filed and paid.", ALWAYS, "pick"),
    ("social", "D01", "社保就业咨询台", "Social Security and Jobs Desk",
     "养老、失业、工伤保险,就业培训和补贴。",
     "Pensions, unemployment and injury insurance, job training and grants.", OFFICE_DAY, "offer"),
    ("household", "D02", "户籍证件咨询台", "Registration and Papers Desk",
     "落户、身份证、居住证、出入境证件。",
     "Household registration, identity cards, residence permits, travel papers.", OFFICE_DAY, "pick"),
    ("health", "D05", "医保咨询台", "Medical Insurance Desk",
     "异地就医备案、门诊慢特病、报销进度。",
     "Treatment elsewhere, chronic-disease cover, state of a reimbursement.", OFFICE_DAY, "pick"),
    ("housing", "D07", "公积金咨询台", "Housing Fund Desk",
     "公积金提取、贷款、异地转移。",
     "Withdrawals, loans and transfers of the housing provident fund.", OFFICE_DAY, "pick"),
    ("centre", "D00", "市民之家综合服务台", "Citizens' General Desk",
     "不知道该找哪个部门时,从这里开始。",
     "Start here when you do not know which office to ask.", ALWAYS, "pick"),
]

PREPARED = [
    # short, language, title, body
    ("hello", "zh-hans", "问候", "您好,我是本咨询台的工作人员,正在为您查看问题,请稍等。"),
    ("hello", "en", "Greeting", "Hello, I am looking into your question now. One moment, please."),
    ("docs", "zh-hans", "所需材料", "请准备:身份证原件、申请表(窗口可领取)、与事项有关的证明材料。复印件由窗口免费代印。"),
    ("docs", "en", "Papers needed", "Please bring your identity document, the form (available at the counter) and the papers that belong to your matter."),
    ("hours", "zh-hans", "大厅时间", "政务服务大厅工作日 8:30-12:00、13:30-17:30 开放,周六上午办理部分事项。"),
    ("hours", "en", "Opening hours", "The service hall is open on working days, 8:30-12:00 and 13:30-17:30; some matters also on Saturday mornings."),
    ("case", "zh-hans", "转为工单", "这件事需要主管部门核实。我可以帮您转成一件有编号、有期限的诉求,您不用再说一遍,可以吗?"),
    ("case", "en", "Make it a case", "This needs the department in charge. I can make it a numbered case with a deadline; you will not have to tell it twice. Shall I?"),
    ("bye", "zh-hans", "结束语", "还有其他可以帮您的吗?如果没有,请为本次服务评价,谢谢您。"),
    ("bye", "en", "Goodbye", "Is there anything else? If not, please rate this talk. Thank you."),
]
