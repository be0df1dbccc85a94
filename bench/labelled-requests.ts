import type { Invent } from './invented-cases.js';

/**
 * Requests whose labels come from how they were made: two ask for the same when subject, matter, paper and year are the
 * same, whatever is said around it. Nothing here is taken from the code that is measured.
 */
export interface Asked {
  readonly subject: string;
  readonly matter: string;
  readonly paper: string;
  readonly year: number;
}

const FIRST = Array.from(
  '梨槐榆柏桐桂枫柳杏梅松竹兰荷菊棠青白清澄望云锦安宁嘉和瑞丰庆福禄寿康泰乐平顺昌盛兴隆',
);
const SECOND = Array.from('园林溪川河湖山岭坡桥湾塘泉井台亭阁楼村庄屯店集渡口渠堰堤洲滩浦港岗峰谷源岩石塔寺');
const KINDS = [
  '路',
  '街道',
  '村',
  '小区',
  '镇',
  '工业园',
  '市场',
  '大厦',
  '水库',
  '学校',
  '医院',
  '物流公司',
  '建筑公司',
  '食品厂',
];
const MATTERS = [
  '棚户区改造项目征收补偿',
  '集体土地征收',
  '拆迁安置房分配',
  '建设项目环境影响评价',
  '污水处理厂扩建工程',
  '雨污分流改造工程招标',
  '老旧小区加装电梯',
  '道路拓宽工程规划许可',
  '违法建筑查处',
  '安全生产事故调查',
  '食品抽检不合格处置',
  '特种设备检验',
  '失业保险稳岗返还',
  '工伤认定',
  '劳务派遣单位年度核验',
  '特殊工种提前退休审批',
  '公益性岗位招聘',
  '职业技能培训补贴发放',
  '高校毕业生见习补贴',
  '社会保险费欠缴催缴',
  '养老机构运营补助',
  '农村危房改造补助',
  '耕地地力保护补贴发放',
  '高标准农田建设验收',
  '村级集体资产清查',
  '民办幼儿园办学许可',
  '校车使用许可',
  '医疗废物处置监督检查',
  '药品零售企业经营许可',
  '消防验收备案',
  '公交线路调整',
  '停车泊位收费标准制定',
  '供热价格成本监审',
  '河道采砂许可',
  '地下水取水许可',
  '排污许可证核发',
  '噪声扰民投诉处理',
  '政府采购合同履约验收',
  '专项债券资金使用',
  '部门预算调整',
];
const PAPERS = [
  '批复文件',
  '会议纪要',
  '听证笔录',
  '公告原文',
  '资金拨付明细',
  '验收报告',
  '评估报告',
  '处罚决定书',
  '审批表',
  '勘测定界图',
  '名单',
  '实施方案',
  '合同文本',
  '检查记录',
];
const OPENINGS = [
  '',
  '申请公开',
  '本人申请公开',
  '根据《中华人民共和国政府信息公开条例》第二十七条的规定，特向贵局申请公开以下政府信息：',
  '依据《政府信息公开条例》相关规定，现申请获取：',
  '尊敬的领导您好，我想了解',
  '因生产经营需要，我公司申请公开',
  '恳请贵单位公开',
];
const CLOSINGS = [
  '',
  '。',
  '。请以纸质形式邮寄给本人。',
  '，并加盖公章。',
  '。请在法定期限内书面答复，如不公开请说明理由和依据。',
  '。谢谢！',
  '。获取方式：电子邮件。此致敬礼',
];

function pick<Value>(values: readonly Value[], invent: Invent): Value {
  const value = values[invent(values.length)];
  if (value === undefined) throw new Error('Nothing to pick from');
  return value;
}

export function inventAsked(invent: Invent): Asked {
  return {
    subject: `${pick(FIRST, invent)}${pick(SECOND, invent)}${pick(KINDS, invent)}`,
    matter: pick(MATTERS, invent),
    paper: pick(PAPERS, invent),
    year: 2012 + invent(14),
  };
}

export function keyOf({ subject, matter, paper, year }: Asked): string {
  return [subject, matter, paper, year].join('/');
}

const ORDERS: readonly ((asked: Asked, year: string) => string)[] = [
  ({ subject, matter, paper }, year) => `${year}${subject}${matter}的${paper}`,
  ({ subject, matter, paper }, year) => `${subject}${year}${matter}${paper}`,
  ({ subject, matter, paper }, year) => `关于${subject}${matter}的${paper}（${year}）`,
  ({ subject, matter, paper }, year) => `${paper}，涉及${year}${subject}的${matter}`,
  ({ subject, matter, paper }, year) => `${year}贵单位办理的${subject}${matter}一事，所形成的${paper}`,
];
const CHINESE_DIGITS = Array.from('〇一二三四五六七八九');
const YEARS: readonly ((year: number) => string)[] = [
  (year) => `${year}年`,
  (year) => `${year}年度`,
  (year) =>
    `${Array.from(String(year))
      .map((digit) => CHINESE_DIGITS[Number(digit)] ?? digit)
      .join('')}年`,
];

/** The request in some of its many wordings. */
export function write(asked: Asked, invent: Invent): string {
  const said = pick(ORDERS, invent)(asked, pick(YEARS, invent)(asked.year));
  return `${pick(OPENINGS, invent)}${said}${pick(CLOSINGS, invent)}`;
}

/** What a scanner reads for what stands there: by shape, as seen on poor copies; digits among them. */
const MISREAD: Readonly<Record<string, string>> = {
  未: '末',
  末: '未',
  土: '士',
  日: '曰',
  已: '己',
  人: '入',
  大: '太',
  申: '由',
  开: '廾',
  公: '么',
  政: '玫',
  府: '俯',
  信: '倍',
  息: '患',
  征: '怔',
  收: '牧',
  补: '朴',
  偿: '尝',
  项: '顶',
  目: '日',
  改: '玫',
  造: '适',
  拆: '折',
  迁: '迂',
  批: '枇',
  复: '夏',
  文: '又',
  件: '仵',
  记: '纪',
  录: '碌',
  报: '极',
  告: '吉',
  评: '坪',
  价: '介',
  林: '木木',
  桥: '侨',
  河: '何',
  村: '衬',
  路: '跻',
  镇: '镆',
  园: '圆',
  3: '8',
  8: '3',
  1: 'l',
  0: 'O',
};

/** A scan of the request: wrong, lost and doubled characters, blanks and line breaks, wide and narrow forms. */
export function scan(text: string, invent: Invent): string {
  let read = '';
  for (const character of text) {
    const chance = invent(1000);
    if (chance < 15) continue;
    if (chance < 25) read += `${character}${pick(Array.from('、·丶丨.'), invent)}`;
    else if (chance < 85) read += MISREAD[character] ?? character;
    else if (chance < 105) read += `${character} `;
    else if (chance < 115) read += `${character}\n`;
    else if (/[0-9A-Za-z]/.test(character) && invent(4) === 0) {
      read += String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0);
    } else read += character;
  }
  return read;
}

/** Another request that looks like it: another subject, other papers about the subject, or another year. */
export function lookalike(asked: Asked, invent: Invent): { readonly kind: string; readonly asked: Asked } {
  const other = inventAsked(invent);
  switch (invent(4)) {
    case 0:
      return {
        kind: 'all else',
        asked: other.subject === asked.subject ? { ...other, subject: '另村' } : other,
      };
    case 1:
      return other.subject === asked.subject
        ? lookalike(asked, invent)
        : { kind: 'subject', asked: { ...asked, subject: other.subject } };
    case 2:
      return other.matter === asked.matter
        ? lookalike(asked, invent)
        : { kind: 'matter', asked: { ...asked, matter: other.matter, paper: other.paper } };
    default:
      return other.year === asked.year
        ? lookalike(asked, invent)
        : { kind: 'year', asked: { ...asked, year: other.year } };
  }
}
