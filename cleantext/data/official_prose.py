"""Set phrases of today's official prose, which word lists drawn from older and from plainer prose lack.

Written for this project. Reports and notices are made of few adverbs before few verbs before few nouns; the
tables give the members of each class, and every pair of neighbours counts as a phrase.
"""


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


ADVERBS = _listed("""
全力 大力 着力 深入 扎实 持续 加快 积极 切实 精心 全面 有效 不断 稳步 有序 统筹 坚决 严格 认真 充分
努力 奋力 精准 高效 高质量 高标准 高水平 坚定不移 进一步 加大 主动 广泛 合理 科学 规范 稳妥 依法
优先 重点 协同 联动 率先 集中 同步 整体
""")

VERBS = _listed("""
推进 提升 打造 加强 推动 建设 落实 做好 抓好 实施 开展 促进 优化 完善 保障 深化 强化 发展 扩大 培育
贯彻 构建 改善 增强 防范 化解 解决 引进 建成 启动 完成 实现 支持 引导 鼓励 服务 保护 整治 治理 改造
规划 布局 提高 健全 创新 拓展 盘活 破解 巩固 激发 释放 培养 弘扬 谋划 争取 创建 践行 履行 维护 压实
夯实 筑牢 守牢 守住 严控 清理 修复 谱写 建立
""")

NOUNS = _listed("""
建设 管理 服务 环境 体系 机制 能力 水平 质量 改革 创新 发展 治理 监管 保障 经济 产业 城市 乡村 企业
人才 项目 投资 消费 市场 政府 社会 文化 教育 医疗 卫生 就业 住房 交通 生态 安全 民生 基础设施
公共服务 营商环境 科技创新 实体经济 数字经济 乡村振兴 对外开放 高质量发展 现代化 一体化 功能 布局
结构 平台 载体 动能 活力 品质 能级 配套 制度 政策 责任 任务 工程 行动 资源 要素 空间 效能 队伍 作风
底线 风险 短板 优势 潜力 成果 品牌 特色 格局 战略 试点 示范 标准 流程 供给 需求 党建
""")

WORDS = _listed("""
宜居度 知名度 美誉度 满意度 参与度 关注度 认可度 透明度 贡献度 集中度 活跃度 融合度 覆盖度 舒适度
便利度 精准度 首位度 开放度 集聚度 显示度 辨识度 匹配度 吸引力 竞争力 影响力 凝聚力 战斗力 公信力
执行力 承载力 辐射力 软实力 支撑力 驱动力 创造力 生命力 获得感 幸福感 安全感 归属感 认同感 便利化
数字化 智能化 网络化 绿色化 高端化 集群化 专业化 规范化 标准化 精细化 法治化 国际化 市场化 城镇化
工业化 信息化 市民化 均等化 常态化 长效化 低碳化 智慧化 产业化 规模化 品牌化 双循环 双城经济圈
城乡融合 产教融合 产城融合 医养结合 放管服 一网通办 一件事 网格化 微更新 老旧小区 棚户区 断头路
停车位 绿道 营商环境 新质生产力 供给侧 结构性改革 双碳 碳达峰 碳中和 疫情防控 复工复产 招商引资
专精特新 小微企业 民营经济 市场主体 产业链 供应链 创新链 价值链 先进制造业 现代服务业
战略性新兴产业 未来产业 总部经济 平台经济 夜间经济 银发经济 低空经济 商圈 示范区 引领区 功能区
产业园 开发区 高新区 自贸区 枢纽 综合体 服务圈 生活圈 全覆盖 全过程 全流程 全周期 全链条 全方位
全领域 闭环管理 底线思维 问题导向 目标导向 结果导向 为民服务 以人民为中心 人民群众 群众身边 急难愁盼
法治政府 服务型政府 廉洁政府 党风廉政建设 廉政建设 从严治党 中央八项规定 形式主义
官僚主义 减负 督查 考核
""")


def phrases() -> dict[str, tuple[str, ...]]:
    """Each phrase with the words it is made of.

    >>> phrases()["精心打造"]
    ('精心', '打造')
    """
    pairs = [(a, b) for a in ADVERBS for b in VERBS] + [(a, b) for a in VERBS for b in NOUNS]
    return {a + b: (a, b) for a, b in pairs if a != b} | dict.fromkeys(WORDS, ())
