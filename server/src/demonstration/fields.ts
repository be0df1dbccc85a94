/** A matter that people ask about: which unit answers, and what they ask for. */
export interface Matter {
  readonly unit: string;
  /** 主题分类 of its documents, where it is not that of the field. */
  readonly category?: string;
  readonly requests: readonly string[];
}

/** What an organ of this kind is asked about, and the units that know it. All of it is invented. */
export interface Field {
  /** 主题分类 of the documents of such an organ. */
  readonly category: string;
  readonly units: Readonly<Record<string, string>>;
  readonly matters: Readonly<Record<string, Matter>>;
}

const OFFICE = { BGS: '办公室（政务公开科）', FGK: '政策法规科' };

export const FIELDS = {
  socialSecurity: {
    category: '劳动、人事、监察\\社会保障',
    units: { ...OFFICE, JYK: '就业促进科', BXK: '社会保险科', GXK: '劳动关系科' },
    matters: {
      就业: {
        category: '劳动、人事、监察\\劳动就业',
        unit: 'JYK',
        requests: ['创业担保贷款贴息的发放办法', '公益性岗位开发名单'],
      },
      养老: { unit: 'BXK', requests: ['企业职工养老保险缴费年限认定文件', '提前退休特殊工种目录'] },
      失业: { unit: 'JYK', requests: ['失业保险稳岗返还企业名单', '失业保险金标准调整文件'] },
      工伤: { unit: 'BXK', requests: ['某单位工伤认定结论', '工伤保险费率浮动的批复'] },
      劳动关系: { unit: 'GXK', requests: ['劳务派遣单位年度核验结果', '劳动保障监察处理决定'] },
      工资福利: {
        category: '劳动、人事、监察\\人事工作',
        unit: 'GXK',
        requests: ['事业单位绩效工资总量核定文件', '津贴补贴规范文件'],
      },
      社会保险基金: { unit: 'BXK', requests: ['社会保险基金年度收支决算', '基金监督检查报告'] },
    },
  },
  land: {
    category: '国土资源、能源\\土地',
    units: { ...OFFICE, ZDK: '征地管理科', GHK: '规划编制科', QJK: '确权登记科' },
    matters: {
      征地补偿: { unit: 'ZDK', requests: ['某地块征收土地公告', '征地补偿安置方案', '征地补偿费用到账凭证'] },
      规划许可: {
        category: '城乡建设、环境保护\\城市规划',
        unit: 'GHK',
        requests: ['建设用地规划许可证及附图', '某小区规划总平面图', '控制性详细规划'],
      },
      不动产登记: { unit: 'QJK', requests: ['不动产登记操作规程', '宅基地使用权审批档案'] },
    },
  },
  housing: {
    category: '城乡建设、环境保护\\城乡建设（含住房）',
    units: { ...OFFICE, ZSK: '房屋征收科', WYK: '物业管理科', JGK: '建设工程科' },
    matters: {
      房屋征收: {
        unit: 'ZSK',
        requests: ['房屋征收补偿决定', '征收范围内评估机构选定材料', '安置房分配方案'],
      },
      物业服务: {
        unit: 'WYK',
        requests: ['维修资金使用情况', '物业服务企业信用评价结果', '业主大会备案材料'],
      },
      建设工程: { unit: 'JGK', requests: ['某工程施工许可证', '竣工验收备案表'] },
    },
  },
  education: {
    category: '科技、教育\\教育',
    units: { ...OFFICE, JCK: '基础教育科', ZHK: '招生考试科' },
    matters: {
      招生入学: { unit: 'ZHK', requests: ['义务教育学校招生片区划分依据', '中考录取分数分布'] },
      学校建设: { unit: 'JCK', requests: ['新建学校布点规划', '民办学校年度检查结论'] },
    },
  },
  health: {
    category: '卫生、体育\\卫生',
    units: { ...OFFICE, YZK: '医政医管科', JDK: '综合监督科' },
    matters: {
      医疗机构: { unit: 'YZK', requests: ['某医院执业许可登记信息', '医疗质量检查通报'] },
      卫生监督: { unit: 'JDK', requests: ['公共场所卫生监督检查结果', '医疗废物处置监督记录'] },
    },
  },
  publicSecurity: {
    category: '公安、安全、司法\\公安',
    units: { ...OFFICE, JJZ: '交通管理支队', ZAZ: '治安管理支队', HZK: '户政科' },
    matters: {
      道路交通: { unit: 'JJZ', requests: ['某路段限速标准的依据', '电子监控设备检定证书'] },
      治安管理: { unit: 'ZAZ', requests: ['某起警情的处置结果', '养犬登记数量'] },
      户籍: { unit: 'HZK', requests: ['落户政策的实施细则', '户籍人口统计表'] },
    },
  },
  market: {
    category: '市场监管、安全生产监管\\工商',
    units: { ...OFFICE, XFK: '消费者权益保护科', SPK: '食品安全科' },
    matters: {
      消费投诉: { unit: 'XFK', requests: ['某投诉的处理结果', '举报奖励的发放情况'] },
      食品安全: {
        category: '市场监管、安全生产监管\\食品药品监管',
        unit: 'SPK',
        requests: ['食品抽检不合格名单', '某企业行政处罚决定书'],
      },
    },
  },
  civilAffairs: {
    category: '民政、扶贫、救灾\\社会福利',
    units: { ...OFFICE, SJK: '社会救助科', SZK: '社会组织管理科' },
    matters: {
      社会救助: { unit: 'SJK', requests: ['最低生活保障资金发放情况', '特困人员供养标准文件'] },
      社会组织: {
        category: '民政、扶贫、救灾\\社团管理',
        unit: 'SZK',
        requests: ['某协会登记和年检材料', '社会组织等级评估结果'],
      },
    },
  },
  transport: {
    category: '工业、交通\\公路',
    units: { ...OFFICE, YSK: '运输管理科', GLK: '公路建设科' },
    matters: {
      道路运输: { unit: 'YSK', requests: ['出租汽车经营权配置文件', '公交线路调整的论证材料'] },
      公路建设: { unit: 'GLK', requests: ['某公路工程概算批复', '公路收费期限的批复'] },
    },
  },
  environment: {
    category: '城乡建设、环境保护\\环境监测、保护与治理',
    units: { ...OFFICE, HPK: '环境影响评价科', JCZ: '环境监察支队' },
    matters: {
      环境评价: { unit: 'HPK', requests: ['某项目环境影响报告书全本', '环评批复文件'] },
      污染防治: { unit: 'JCZ', requests: ['某企业监督性监测报告', '某河断面水质监测数据'] },
    },
  },
  general: {
    category: '综合政务\\文秘工作',
    units: { ...OFFICE, MSK: '秘书科', XZK: '行政复议科' },
    matters: {
      政府文件: { unit: 'MSK', requests: ['某次常务会议纪要', '某专项规划的批复文件', '某工作方案'] },
      征收决定: {
        category: '城乡建设、环境保护\\城乡建设（含住房）',
        unit: 'FGK',
        requests: ['房屋征收决定及其社会稳定风险评估报告', '征收补偿资金安排文件'],
      },
      财政资金: {
        category: '财政、金融、审计\\财政',
        unit: 'MSK',
        requests: ['某扶持资金的拨付文件', '某工程的结算审计结论'],
      },
    },
  },
} as const satisfies Record<string, Field>;
export type FieldName = keyof typeof FIELDS;
