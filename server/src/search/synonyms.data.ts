/** Words of daily life and what official texts say instead; each serves for the other. Folded as searched texts are. */
const GROUPS: readonly (readonly string[])[] = [
  ['医保', '医疗保险', '医疗保障'],
  ['社保', '社会保险'],
  ['养老金', '退休金', '基本养老金'],
  ['失业金', '失业保险金'],
  ['工伤', '工伤保险'],
  ['低保', '最低生活保障'],
  ['公租房', '公共租赁住房', '廉租房'],
  ['棚改', '棚户区改造'],
  ['拆迁', '征收', '房屋征收'],
  ['公积金', '住房公积金'],
  ['房产证', '不动产权证', '不动产登记'],
  ['考公', '公务员招考', '公务员录用'],
  ['环评', '环境影响评价'],
  ['罚款', '行政处罚'],
  ['办证', '行政许可'],
  ['最低工资', '最低工资标准'],
  ['工资', '工资支付'],
  ['学区', '义务教育', '入学'],
  ['幼儿园', '学前教育'],
  ['养老院', '养老服务', '养老机构'],
  ['残疾人', '残疾人补贴', '残疾人两项补贴'],
  ['创业贷款', '创业担保贷款'],
  ['三公经费', '三公'],
];

/** What else is looked for when a word is. */
export const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map(
  GROUPS.flatMap((group) => group.map((word) => [word, group.filter((other) => other !== word)] as const)),
);
