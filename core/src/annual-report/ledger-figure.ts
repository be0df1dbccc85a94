import { DEPOSIT_PLACE_NAMES, DEPOSIT_PLACES } from '../deposit/deposit.js';
import { DOCUMENT_KIND_NAMES, DOCUMENT_KINDS } from '../publication/document-vocabulary.js';
import { DUTY_CATALOGUE, DUTY_ITEM_KEYS } from '../publication/duty-catalogue.data.js';
import { INTERPRETATION_FORM_NAMES, INTERPRETATION_FORMS } from '../publication/interpretation.js';
import { CLEANUP_RESULT_NAMES, CLEANUP_RESULTS } from '../regulation/cleanup-round.js';

/** Ledgers of the office whose counts section 一 of a report quotes (条例第五十条; 国办公开办函〔2021〕30号). */
export const QUOTED_LEDGERS = {
  documents: '公文登记簿',
  interpretations: '政策解读',
  deposits: '送交登记',
  proposals: '建议提案台账',
  catalogue: '标准目录',
  cleanups: '文件清理',
  readings: '访问统计',
} as const;
export type QuotedLedger = keyof typeof QUOTED_LEDGERS;

interface LedgerFigureRule {
  readonly label: string;
  /** Measure of the number: 条, 份, 人次. */
  readonly unit: string;
  /** What is counted and when, as a sentence without its full stop. */
  readonly counts: string;
}

type Rules = Readonly<Record<string, LedgerFigureRule>>;

function each<K extends string>(keys: readonly K[], rule: (key: K) => LedgerFigureRule, name: string): Rules {
  return Object.fromEntries(keys.map((key) => [`${name}.${key}`, rule(key)]));
}

const FIRST_PUBLISHED = '首次在本平台公开之日在本年的政府信息，此后撤回的也计入';
const DEPOSITED = '送交日期在本年，每份文件的份数相加';

/** Figures of the ledgers by name; the part before the first dot is the ledger. */
export const LEDGER_FIGURES: Rules = {
  'documents.published': { label: '主动公开政府信息', unit: '条', counts: FIRST_PUBLISHED },
  ...each(
    DOCUMENT_KIND_NAMES,
    (kind) => ({
      label: `主动公开：${DOCUMENT_KINDS[kind].label}`,
      unit: '条',
      counts: `${FIRST_PUBLISHED}，种类为“${DOCUMENT_KINDS[kind].label}”`,
    }),
    'documents.kind',
  ),
  ...each(
    DUTY_ITEM_KEYS,
    (key) => ({
      label: `主动公开，${DUTY_CATALOGUE[key].article}：${DUTY_CATALOGUE[key].label}`,
      unit: '条',
      counts: `${FIRST_PUBLISHED}，在法定主动公开内容的“${DUTY_CATALOGUE[key].label}”一栏`,
    }),
    'documents.duty',
  ),
  'documents.changed': {
    label: '公开后变更的政府信息',
    unit: '次',
    counts: '公开之后另起一版、新版在本年公开，一版计一次',
  },
  'documents.withdrawn': { label: '公开后撤回的政府信息', unit: '条', counts: '撤回之日在本年' },
  'documents.publicReplies': {
    label: '向社会公开的依申请公开答复',
    unit: '条',
    counts: `${FIRST_PUBLISHED}，体裁为“依申请公开答复”（条例第四十四条）`,
  },
  'interpretations.published': {
    label: '发布政策解读',
    unit: '篇',
    counts: '首次公开之日在本年的政策解读，各种形式都计入',
  },
  ...each(
    INTERPRETATION_FORM_NAMES,
    (form) => ({
      label: `发布政策解读：${INTERPRETATION_FORMS[form].label}`,
      unit: '篇',
      counts: `首次公开之日在本年的政策解读，形式为“${INTERPRETATION_FORMS[form].label}”`,
    }),
    'interpretations.form',
  ),
  'deposits.copies': { label: '送交档案馆、图书馆、政务服务大厅的文件', unit: '份', counts: DEPOSITED },
  ...each(
    DEPOSIT_PLACE_NAMES,
    (place) => ({
      label: `送交${DEPOSIT_PLACES[place]}的文件`,
      unit: '份',
      counts: `${DEPOSITED}，接收单位为${DEPOSIT_PLACES[place]}`,
    }),
    'deposits.copies',
  ),
  'deposits.documents': {
    label: '送交查阅场所的文件',
    unit: '件',
    counts: '送交日期在本年，一份文件送几处、几次都只计一件',
  },
  'proposals.received': {
    label: '承办建议提案',
    unit: '件',
    counts: '台账年度为本年的人大代表建议和政协委员提案',
  },
  'proposals.deputy': {
    label: '承办人大代表建议',
    unit: '件',
    counts: '台账年度为本年的人大代表建议',
  },
  'proposals.member': {
    label: '承办政协委员提案',
    unit: '件',
    counts: '台账年度为本年的政协委员提案',
  },
  'proposals.answered': {
    label: '答复建议提案',
    unit: '件',
    counts: '台账年度为本年的建议提案，已经登记答复',
  },
  'proposals.published': {
    label: '公开建议提案复文',
    unit: '件',
    counts: '台账年度为本年的建议提案，复文现在公开',
  },
  'catalogue.classes': {
    label: '标准目录的类（一级事项）',
    unit: '类',
    counts: '本年年末现行的标准目录中各领域的一级事项',
  },
  'catalogue.items': {
    label: '标准目录的事项',
    unit: '项',
    counts: '本年年末现行的标准目录中的事项',
  },
  'catalogue.covered': {
    label: '标准目录中已有公开内容的事项',
    unit: '项',
    counts: '本年年末现行的标准目录中，所链接的文件或者栏目现在有公开内容的事项',
  },
  'cleanups.reviewed': {
    label: '清理规章、规范性文件',
    unit: '件',
    counts: '结果在本年公布的清理所列的文件',
  },
  ...each(
    CLEANUP_RESULT_NAMES,
    (result) => ({
      label: `清理结果为${CLEANUP_RESULTS[result]}的文件`,
      unit: '件',
      counts: `结果在本年公布的清理中，结果为“${CLEANUP_RESULTS[result]}”的文件`,
    }),
    'cleanups.result',
  ),
  'readings.visits': {
    label: '本机关专栏的访问',
    unit: '人次',
    counts: '本年各日访问页面的次数相加，机器访问不计',
  },
  'readings.visitsPerDay': {
    label: '本机关专栏的日均访问',
    unit: '人次',
    counts: '本年访问页面的次数除以有访问记录的天数，四舍五入，机器访问不计',
  },
  'readings.downloads': {
    label: '本机关专栏的下载',
    unit: '次',
    counts: '本年各日下载文件的次数相加，机器访问不计',
  },
};

/** Address of a figure of a ledger in the text of a report, e.g. `ledger.deposits.copies`. */
export type LedgerAddress = `ledger.${string}`;

export const LEDGER_ADDRESSES: readonly LedgerAddress[] = Object.keys(LEDGER_FIGURES).map(
  (name): LedgerAddress => `ledger.${name}`,
);
const KNOWN: ReadonlySet<string> = new Set(LEDGER_ADDRESSES);

export function isLedgerAddress(text: string): text is LedgerAddress {
  return KNOWN.has(text);
}

/** `deposits.copies` of `ledger.deposits.copies`. */
export function ledgerFigureOf(address: LedgerAddress): string {
  return address.slice('ledger.'.length);
}

/** The ledger that a figure is counted from. */
export function ledgerOf(address: LedgerAddress): QuotedLedger {
  return ledgerFigureOf(address).split('.')[0] as QuotedLedger;
}

function ruleOf(address: LedgerAddress): LedgerFigureRule {
  const rule = LEDGER_FIGURES[ledgerFigureOf(address)];
  if (rule === undefined) throw new Error(`no figure of a ledger: ${address}`);
  return rule;
}

export function ledgerFigureName(address: LedgerAddress): string {
  const { label, unit } = ruleOf(address);
  return `${label}（${unit}）`;
}

/** Which ledger, and what of it is counted: a sentence. */
export function explainLedgerFigure(address: LedgerAddress): string {
  return `由${QUOTED_LEDGERS[ledgerOf(address)]}得出：${ruleOf(address).counts}。`;
}

/** Sentences of section 一 with bound figures, each with the figure without which it has nothing to say. */
const SENTENCES: readonly (readonly [figure: string, sentence: string])[] = [
  [
    'documents.published',
    '全年主动公开政府信息{{ledger.documents.published}}条，公开后变更{{ledger.documents.changed}}次，撤回{{ledger.documents.withdrawn}}条。',
  ],
  ['interpretations.published', '发布政策解读{{ledger.interpretations.published}}篇。'],
  [
    'deposits.copies',
    '向国家档案馆、公共图书馆、政务服务大厅送交主动公开的文件{{ledger.deposits.documents}}件，共{{ledger.deposits.copies}}份。',
  ],
  [
    'proposals.received',
    '承办人大代表建议{{ledger.proposals.deputy}}件、政协委员提案{{ledger.proposals.member}}件，公开复文{{ledger.proposals.published}}件。',
  ],
  [
    'catalogue.items',
    '政务公开标准目录共{{ledger.catalogue.classes}}类{{ledger.catalogue.items}}项，其中{{ledger.catalogue.covered}}项已有公开内容。',
  ],
  [
    'cleanups.reviewed',
    '公布规章、规范性文件清理结果，清理{{ledger.cleanups.reviewed}}件，其中继续有效{{ledger.cleanups.result.keep}}件，修改{{ledger.cleanups.result.amend}}件，废止{{ledger.cleanups.result.repeal}}件，失效{{ledger.cleanups.result.lapse}}件。',
  ],
  [
    'readings.visits',
    '本机关政府信息公开专栏全年访问{{ledger.readings.visits}}人次，日均{{ledger.readings.visitsPerDay}}人次，下载{{ledger.readings.downloads}}次。',
  ],
];

/** Sentences that a report could carry and does not: the ledger has something to say and no text is bound to it. */
export function ledgerSentences(
  ledgers: Readonly<Record<string, number>> | undefined,
  templates: readonly string[],
): readonly string[] {
  return SENTENCES.flatMap(([figure, sentence]) => {
    const isBound = templates.some((text) => text.includes(`ledger.${figure}`));
    return isBound || (ledgers?.[figure] ?? 0) === 0 ? [] : [sentence];
  });
}
