import type { ApplicantClass } from '@gongkai/core';
import type { Random } from './random.js';

/** Invented names and requests; any likeness to real people is chance. */
const SURNAMES = [
  '柏',
  '晏',
  '钟离',
  '闻人',
  '慕',
  '楚',
  '云',
  '陆',
  '沈',
  '顾',
  '苏',
  '温',
  '简',
  '商',
  '叶',
  '宋',
];
const GIVEN = [
  '演一',
  '示安',
  '演宁',
  '示和',
  '演嘉',
  '示文',
  '演青',
  '示远',
  '演白',
  '示川',
  '演禾',
  '示微',
  '演舟',
  '示朗',
];

const ORGANISATIONS: Readonly<Record<Exclude<ApplicantClass, 'naturalPerson'>, readonly string[]>> = {
  commercial: [
    '澄川演示商贸有限公司',
    '白榆演示科技有限公司',
    '望溪演示建筑有限公司',
    '青禾演示物流有限公司',
  ],
  research: ['澄川演示社会保障研究所'],
  publicInterest: ['澄川演示助残服务中心'],
  legalService: ['澄川演示律师事务所'],
  otherOrganization: ['澄川演示业主委员会'],
};

const TOPICS: Readonly<Record<string, readonly string[]>> = {
  就业: ['创业担保贷款贴息的发放办法', '公益性岗位开发名单', '高校毕业生见习补贴标准'],
  养老: ['企业职工养老保险缴费年限认定文件', '提前退休特殊工种目录', '养老金调整的测算依据'],
  失业: ['失业保险稳岗返还企业名单', '失业保险金标准调整文件'],
  工伤: ['某单位工伤认定结论', '工伤保险费率浮动的批复'],
  劳动关系: ['劳务派遣单位年度核验结果', '特殊工时审批情况', '劳动保障监察处理决定'],
  工资福利: ['事业单位绩效工资总量核定文件', '机关事业单位津贴补贴规范文件'],
  社会保险基金: ['社会保险基金年度收支决算', '基金监督检查报告'],
};

export interface CaseText {
  readonly name: string;
  readonly topic: string;
  readonly request: string;
}

export function makePersonName(random: Random): string {
  return `${random.pick(SURNAMES)}${random.pick(GIVEN)}`;
}

/** `topics`: what is asked for, by the words under which the office counts it. */
export function makeText(
  random: Random,
  applicant: ApplicantClass,
  topics: Readonly<Record<string, readonly string[]>> = TOPICS,
): CaseText {
  const topic = random.pick(Object.keys(topics));
  const about = random.pick(topics[topic] ?? []);
  const since = random.between(2008, 2018);
  const name = applicant === 'naturalPerson' ? makePersonName(random) : random.pick(ORGANISATIONS[applicant]);
  return { name, topic, request: `申请公开${since}年以来${about}。` };
}
