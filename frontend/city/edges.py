"""Letters of the demo city that do not go the ordinary way: (office, kind, title, text, reply, ground of refusal)."""

EDGES = [
    # danger now: the form showed 119 first, nobody was hurt, and the office came the same day
    ("D06", "help", "楼道里有燃气味",
     "我们单元楼道里有很重的燃气味,已经按提示打了119,现在人都下楼了,请住建部门也来查一下管道。",
     "您好。接报后燃气公司二十分钟到场关阀,查明是三楼入户接头老化,已更换并复检合格。请大家再闻到异味时先开窗、下楼,再拨打119或燃气抢修电话。", ""),
    ("D00", "complaint", "装修合同纠纷请政府出面",
     "装修公司不退定金,区法院上月已经立案,开庭还要等两个月,请政府先让公司退钱。",
     "您反映的合同纠纷已由区人民法院立案,请等待法院处理。", "court"),
    ("D00", "suggestion", "低息贷款无抵押当天放款",
     "无抵押贷款当天放款,利息最低,需要的加微信,名额有限先到先得。",
     "来信为广告,不予受理。", "unlawful"),
    # comes from three neighbours: each has an own case, they are handled together, and each is answered
    ("D10", "complaint", "工地凌晨还在施工",
     "半夜一点打桩,连续五天,孩子要中考,请查有没有夜间施工许可。",
     "您好。该工地没有夜间施工许可,我局已立案处罚并责令夜间停工;您的几位邻居也反映了同一件事,处理结果一并答复。", ""),
    ("D12", "praise", "表扬综合窗口的年轻人",
     "昨天带老父亲去大厅办证,综合窗口的年轻人帮我们复印、填表,还扶老人下台阶,请一定转告他。",
     "感谢您的肯定。我们已在晨会上转达,并记入这位同事的服务档案。", ""),
    # about the person who handled another matter: it goes to somebody else of the office
    ("D03", "complaint", "投诉答复课后服务问题的承办人",
     "上次反映课后服务强制收费,承办人电话里说我多管闲事,态度很不好,请换人核实。",
     "您好。我局由另一位同志调听了通话录音,承办人用语确有不当,已责令其向您致歉,并对全科室进行了服务规范培训。", ""),
    ("D00", "enquiry", "申请公开旧城改造补偿方案",
     "请依法公开书院巷片区旧城改造的补偿方案和评估报告全文,我需要纸质件。",
     "您的来信属于政府信息公开申请,请通过依申请公开渠道提交,办理期限为二十个工作日。", "disclosure"),
    ("D02", "enquiry", "Which office first: work permit or residence?",
     "I teach English at a middle school here. My work permit and my residence permit both end in two months. "
     "Must I go to human resources first or to the police, and may my school file it for me?",
     "Dear Sir or Madam, please renew the work permit first, online with Human Resources (ten working days); your school "
     "may file it for you. With the new permit, apply at the exit-entry counter for the residence permit (seven working days).", ""),
    # spoken by an elderly man, with the words that the telephone understood
    ("D07", "simple", "我想问公鸡金怎么取",
     "我今年六十一了退休了想把公鸡金取出来去哪里取要带什么东西身份证行不行我儿子能不能替我去",
     "您好。退休后可以一次取出公积金,本人带身份证和退休证到任一公积金网点即可,当天到账。行动不便的,儿子可以带双方身份证和委托书代办;也可以打电话请我们上门。", ""),
    ("D00", "complaint", "邻市高速出口堵车",
     "邻市高速出口每天傍晚堵一小时,请尽快疏导。",
     "该路段由邻市交通部门管理,请拨打邻市12345反映。", "elsewhere"),
]
