import { beginsPart, figuresIn, normalizeProse, sentencesOf, type Figure } from './narrative-text.js';
import { topicAfter, topicForNext, topicOfNounBehind, type Topic } from './narrative-topics.js';
import type { ReportSection } from './report-rule.js';
import type { Table3Column, Table4Block, Table4Column } from './tables.js';

/** The groups of results that prose speaks of. */
export type ResultGroup = 'granted' | 'partiallyGranted' | 'refused' | 'unable' | 'unprocessed' | 'other';

/** What a count in the prose claims. */
export type StatementSubject =
  | { readonly about: 'received' | 'handled' | 'carriedIn' | 'closed' | 'carriedOut' }
  | { readonly about: 'results'; readonly groups: readonly ResultGroup[] }
  | { readonly about: 'applicants'; readonly columns: readonly Table3Column[] }
  | { readonly about: 'remedies'; readonly blocks: readonly Table4Block[]; readonly column: Table4Column };

export interface NarrativeStatement {
  readonly subject: StatementSubject;
  readonly value: number;
  readonly section: number;
  /** The words of the report, without white space. */
  readonly quote: string;
  readonly sentence: string;
  /** Where the figure ends in the sentence. */
  readonly end: number;
  /** The words limit the claim to a part of the reporting unit (本级, 办公室 …). */
  readonly isNarrow: boolean;
}

const GROUP_WORDS = {
  partiallyGranted: '予以部分公开|部分予以公开|同意部分公开|部分公开',
  refused: '不予公开|不同意公开',
  granted: '(?<!不)予以公开|同意公开|全部公开',
  unable: '无法提供|不能提供',
  unprocessed: '不予处理',
  other: '其他处理',
} as const satisfies Record<ResultGroup, string>;
const GROUP = Object.values(GROUP_WORDS).join('|');
const GROUPS_BEFORE = new RegExp(
  `((?:${GROUP})(?:(?:及|和|、|与|或|以及)(?:${GROUP}))*)(?:的|相关|政府|信息|申请|答复|决定|类|情形|共计|共|合计|有|为|案件|数量)*$`,
);
const GROUP_BEHIND = new RegExp(`^(?:申请)?(?:依法|均|已|作|作出)*(${GROUP})(?:处理|决定)?$`);
const ANY_GROUP = new RegExp(GROUP);
/** A result for a reason, for a kind of applicant or of another year is only a part of its group. */
const PART_OF_GROUP =
  /因(?!此)|涉及|属于|由于|为由|理由|自然人|企业|机构|组织|网络|信函|邮寄|当面|传真|复议|诉讼|主动公开|依申请公开(?:及|和|、|与)/;

const CLASS_COLUMNS: Readonly<Record<string, readonly Table3Column[]>> = {
  自然人: ['naturalPerson'],
  法人或其他组织: ['commercial', 'research', 'publicInterest', 'legalService', 'otherOrganization'],
  商业企业: ['commercial'],
  科研机构: ['research'],
  社会公益组织: ['publicInterest'],
  法律服务机构: ['legalService'],
};
const CLASS_WORDS = '自然人|法人(?:或|或者|和|及|、)其他组织|商业企业|科研机构|社会公益组织|法律服务机构';
const CLASS_BEFORE = new RegExp(
  `(${CLASS_WORDS})(?:提交|提出|申请公开|申请|的|政府信息公开|信息公开|共计|共|有|为|案件|类)*$`,
);
const ANY_CLASS = new RegExp(CLASS_WORDS);
/** Not a class but everybody who may apply (条例第二十七条). */
const EVERYBODY = /(?:公民|自然人)(?:、|和|及)法人(?:、|和|或|或者|以及|及)(?:者)?其他组织/;

const APPLICATION_TAIL =
  /(?:信息公开|依申请公开|依申请|申请(?!人))(?:信息公开|公开|申请|案件|事项|表|书|数量|总量|总数|数|共计|共|合计|总计|计|为|达|有|的|办理)*$/;
const RECEIVED_VERB =
  /(?:收到|新收|受理|接到|接收|收悉|接受|登记)(?!.*(?:收到|新收|受理|接到|接收|收悉|接受|登记))(.*)$/;
const HANDLED =
  /(?:办理|处理)(?:各类|了|政府信息公开|信息公开|依申请公开|依申请|公开|申请|案件|事项|的|共计|共|合计|总计|为|有)*$/;
const CLOSED_BEFORE =
  /(?:办结|办理完毕|答复|回复|办复|审结|处理完毕|办理完结|已办理)(?:依申请公开|政府信息公开|信息公开|公开|依申请|申请人|申请|案件|事项|的|了|共计|共|合计|总计|总数|为|达|有)*$/;
const CLOSED_BEHIND =
  /^(?:政府信息公开申请|依申请公开申请|申请|案件)?(?:均|全部|已|都|按时|按期|依法|依规|及时|规范|在法定期限内)*(?:办结|答复|办理完毕|办复)(?:完毕)?$/;
const NUMBER_FIRST =
  /^(?:有效)?(?:(?:政府信息公开|信息公开|依申请公开|依申请|公开)*的?申请(?:书|表)?|(?:政府信息)?依申请公开(?:请求|事项))$/;
const NOT_APPLICATIONS =
  /复议|诉讼|许可|补正|材料|撤回|建议|提案|投诉|举报|信访|咨询|留言|工单|处罚|备案|仲裁|诉求|来电|举证/;
const CHANNEL = /网络|信函|邮寄|当面|现场|邮件|邮箱|传真|平台|在线|网上|窗口|邮政|快递|来函/;
const ALL_CHANNELS = /共计|总计|合计|各类|等/;
const PART_OF_CLOSED = /延期|逾期|超期|当场|当面|电话|口头|补正|延长/;
const NARROW = /本级|本机关|办公室|办公厅|市直|县直|区直|街道|乡镇|县区|县（市、区）|下属|所属|部门/;
const OTHER_PERIOD = /去年|上年|上一年|同期|往年|历年|累计|以来|截至\d{1,2}月/;

const PRINTED_GROUPS: readonly ResultGroup[] = [
  'granted',
  'partiallyGranted',
  'refused',
  'unable',
  'unprocessed',
  'other',
];

function groupsOf(words: string): ResultGroup[] {
  const groups: ResultGroup[] = [];
  let rest = words;
  for (const [group, pattern] of Object.entries(GROUP_WORDS) as [ResultGroup, string][]) {
    const shorter = rest.replace(new RegExp(pattern, 'g'), '');
    if (shorter !== rest) groups.push(group);
    rest = shorter;
  }
  return PRINTED_GROUPS.filter((group) => groups.includes(group));
}

function carrySubject({ clause, after }: Figure, year: number | null): StatementSubject | null {
  const last = `(?:上一?|去|前一)年度?|${year === null ? '(?!)' : `${year - 1}年度?`}`;
  const next = `(?:下一?|次|明)年度?|${year === null ? '(?!)' : `${year + 1}年度?`}`;
  const carry = '(?:结转|转结|转入|遗留|延续|顺延|流转|延至|转至|转到)';
  const tail = '[^0-9，。；]{0,14}$';
  const inBefore = new RegExp(`(?:(?:${last})${carry}|${carry}自?(?:${last}))${tail}`);
  const inBehind = new RegExp(`^(?:申请)?(?:为|是|系|属)?(?:${last})${carry}`);
  const outBefore = new RegExp(`${carry}(?:至|到|入)?(?:${next})${tail}`);
  const outBehind = new RegExp(`^[^，。；0-9]{0,10}${carry}(?:至|到|入)?(?:${next})`);
  if (outBefore.test(clause) || outBehind.test(after)) return { about: 'carriedOut' };
  if (inBefore.test(clause) || inBehind.test(after)) return { about: 'carriedIn' };
  return null;
}

function resultSubject({ clause, phrase, after }: Figure): StatementSubject | null {
  if (PART_OF_GROUP.test(clause)) return null;
  const before = GROUPS_BEFORE.exec(clause)?.[1];
  if (before !== undefined) return { about: 'results', groups: groupsOf(before) };
  const behind = GROUP_BEHIND.exec(after)?.[1];
  if (behind === undefined || ANY_GROUP.test(phrase)) return null;
  return { about: 'results', groups: groupsOf(behind) };
}

function applicantSubject({ clause, phrase }: Figure): StatementSubject | null {
  const words = CLASS_BEFORE.exec(phrase)?.[1];
  if (words === undefined || EVERYBODY.test(clause) || ANY_GROUP.test(clause) || CHANNEL.test(phrase))
    return null;
  const columns = CLASS_COLUMNS[words.startsWith('法人') ? '法人或其他组织' : words];
  return columns === undefined ? null : { about: 'applicants', columns };
}

function isReceived({ clause, after }: Figure, before: string): boolean {
  const middle = RECEIVED_VERB.exec(clause)?.[1];
  if (middle === undefined || before.includes('其中') || /^(?:含|包括)/.test(clause)) return false;
  if (NOT_APPLICATIONS.test(middle) || ANY_CLASS.test(clause.replace(EVERYBODY, '')) || middle.length > 45)
    return false;
  if (CHANNEL.test(clause) && !ALL_CHANNELS.test(clause)) return false;
  if (APPLICATION_TAIL.test(middle)) return !/^(?:人|条件)/.test(after);
  return (
    /^(?:各类|了|共计|共|总计|合计|政府信息公开|群众|公民|的)*$/.test(middle) && NUMBER_FIRST.test(after)
  );
}

function isClosed(figure: Figure, sentence: string): boolean {
  const { clause, phrase, after } = figure;
  if (
    ANY_GROUP.test(clause) ||
    ANY_CLASS.test(clause) ||
    NOT_APPLICATIONS.test(phrase) ||
    CHANNEL.test(phrase)
  )
    return false;
  if (PART_OF_CLOSED.test(sentence)) return false;
  return CLOSED_BEFORE.test(phrase) || (!ANY_GROUP.test(after) && CLOSED_BEHIND.test(after));
}

function applicationSubject(figure: Figure, sentence: string, year: number | null): StatementSubject | null {
  const before = sentence.slice(0, figure.start).split('；').at(-1) ?? '';
  const carried = carrySubject(figure, year);
  if (carried !== null) return carried;
  if (isOfAnotherPeriod(sentence.slice(0, figure.start), figure, year)) return null;
  const found = resultSubject(figure) ?? applicantSubject(figure);
  if (found !== null) return found;
  if (isReceived(figure, before)) return { about: 'received' };
  if (isClosed(figure, sentence)) return { about: 'closed' };
  const isHandled = HANDLED.test(figure.phrase) && (HANDLED.exec(figure.phrase)?.[0] ?? '').includes('申请');
  return isHandled && !before.includes('其中') && !NOT_APPLICATIONS.test(figure.phrase)
    ? { about: 'handled' }
    : null;
}

/** A year named only to say from or to which year cases were carried. */
const CARRY_YEAR = /20\d{2}年度?(?=结转|转结|转入|遗留)|(?<=(?:结转|转入|顺延)[至到入]?)20\d{2}年/g;
const PART_OF_YEAR = /[上下]半年|季度/;

/** The year named last before the figure is another one, or the words speak of an earlier, longer or shorter period. */
function isOfAnotherPeriod(before: string, { clause }: Figure, year: number | null): boolean {
  if (OTHER_PERIOD.test(clause) || PART_OF_YEAR.test(before)) return true;
  const named = [...before.replace(CARRY_YEAR, '').matchAll(/(20\d{2})年/g)].at(-1)?.[1];
  return year !== null && named !== undefined && Number(named) !== year;
}

const BLOCKS_OF_TOPIC: Readonly<Partial<Record<Topic, readonly Table4Block[]>>> = {
  reconsideration: ['reconsideration'],
  litigation: ['directSuit', 'suitAfterReconsideration'],
  directSuit: ['directSuit'],
  suitAfterReconsideration: ['suitAfterReconsideration'],
  allRemedies: ['reconsideration', 'directSuit', 'suitAfterReconsideration'],
};
const REMEDY_COLUMNS: readonly (readonly [Table4Column, RegExp, RegExp])[] = [
  [
    'upheld',
    /(?:结果|被|予以|获)?维持(?:原判|原行政行为|原决定|的|有|为)*$/,
    /^(?:案件)?(?:结果|被|予以|获)?维持$/,
  ],
  ['corrected', /(?:结果|被|予以)?纠正(?:的|有|为)*$/, /^(?:案件)?(?:结果|被|予以)?纠正$/],
  ['other', /其他结果(?:的|有|为)*$/, /^(?:案件)?(?:为)?其他结果$/],
  [
    'pending',
    /(?:尚未审结|未审结|尚未结案|尚未办结|正在审理)(?:的|有|为)*$/,
    /^(?:案件)?(?:尚未审结|未审结|正在审理)$/,
  ],
];
const REMEDY_TOTAL_BEFORE =
  /(?:复议|诉讼|应诉|起诉)(?:案件|申请|案|的)?(?:共计|共|合计|总计|总数|数量)*(?:为|有|发生|的有)?$/;
const REMEDY_TOTAL_BEHIND = /^(?:因?政府信息公开(?:引起|引发)?的?)?(?:行政)?(?:复议|诉讼)(?:案件|申请|案)?$/;
const NOT_ALL_REMEDIES =
  /新|上年|上一年|结转|复议机关|被告|一审|二审|再审|分别|纠错率|办理|受理(?!政府信息公开)|审理/;

function remedySubject(
  figure: Figure,
  topic: Topic,
  sentence: string,
  year: number | null,
): StatementSubject | null {
  const blocks = BLOCKS_OF_TOPIC[topic];
  if (blocks === undefined || isOfAnotherPeriod(sentence.slice(0, figure.start), figure, year)) return null;
  if (NOT_ALL_REMEDIES.test(figure.clause) || sentence.includes('分别')) return null;
  const result = REMEDY_COLUMNS.find(
    ([, before, behind]) => before.test(figure.phrase) || behind.test(figure.after),
  );
  if (result !== undefined) return { about: 'remedies', blocks, column: result[0] };
  const isTotal = REMEDY_TOTAL_BEFORE.test(figure.phrase) || REMEDY_TOTAL_BEHIND.test(figure.after);
  return isTotal ? { about: 'remedies', blocks, column: 'total' } : null;
}

function statementsOfSection(section: ReportSection, year: number | null): NarrativeStatement[] {
  const statements: NarrativeStatement[] = [];
  const initial = topicAfter(normalizeProse(section.heading), null);
  let topic = initial;
  let hasApplications = section.number === 4 || initial === 'applications';
  for (const sentence of sentencesOf(normalizeProse(section.text))) {
    if (beginsPart(sentence)) {
      topic = initial;
      hasApplications = section.number === 4 || initial === 'applications';
    }
    let here = topic;
    let read = 0;
    for (const figure of figuresIn(sentence)) {
      here = topicOfNounBehind(figure.after) ?? topicAfter(sentence.slice(read, figure.start), here);
      read = figure.start;
      if (here === 'applications') hasApplications = true;
      if (here === null || here === 'elsewhere') continue;
      const isDisclosure =
        hasApplications || /信息公开|依申请/.test(sentence.slice(0, figure.start) + figure.after);
      const subject =
        here === 'applications'
          ? applicationSubject(figure, sentence, year)
          : isDisclosure
            ? remedySubject(figure, here, sentence, year)
            : null;
      if (subject === null) continue;
      statements.push({
        subject,
        value: figure.value,
        section: section.number,
        quote: `${figure.phrase}${sentence.slice(figure.start, figure.end)}${figure.after}`,
        sentence,
        end: figure.end,
        isNarrow: NARROW.test(figure.clause),
      });
    }
    topic = topicForNext(sentence, topic);
    if (topic === 'applications') hasApplications = true;
  }
  return statements;
}

/** Every count in the prose that the tables can confirm. What it is about must be said in plain words, else it is left alone. */
export function statementsOf(sections: readonly ReportSection[], year: number | null): NarrativeStatement[] {
  return sections.flatMap((section) => statementsOfSection(section, year));
}
