import {
  addDays,
  documentDraftSchema,
  parseLocalDate,
  ruleOfKind,
  yearOf,
  type DocumentKind,
  type DocumentStatus,
  type GivenDocumentDraft,
  type LocalDate,
  type ReviewStep,
} from '@gongkai/core';
import type { AdministrativeRecord } from '../administrative-record/service.js';
import type { DocumentToLoad } from '../publication/service.js';
import { seedOf, type CityAgency } from './city.js';
import { FIELDS, type Field } from './fields.js';
import { withLinksAndOldNames } from './looked-at-again.js';
import { NAMED_DOCUMENTS } from './named-documents.data.js';
import { createRandom, type Random } from './random.js';
import { disclosureRules } from './disclosure-rules.data.js';

/** Items of an ordinary agency; with those of its records, three thousand in the whole city. */
const ITEMS = 128;
const FIRST_DAY = parseLocalDate('2019-06-01');

interface Pattern {
  readonly kind: DocumentKind;
  readonly genre: GivenDocumentDraft['genre'];
  readonly duty?: GivenDocumentDraft['duty'];
  /** 主题分类 where it does not follow from the matter. */
  readonly category?: string;
  readonly title: (matter: string, request: string, year: number) => string;
  readonly body: (matter: string, request: string, office: string) => string;
}

const steps = (matter: string, office: string) =>
  `一、总体要求\n围绕${matter}工作，坚持依法依规、便民高效。\n二、主要内容\n（一）明确标准\n由${office}会同有关处室提出标准，报机关负责人审定。\n（二）规范程序\n受理、审核、公示、办结四个环节都有时限。\n三、工作要求\n各单位应当在规定时限内完成，并将结果向社会公开。`;

const PATTERNS: readonly Pattern[] = [
  {
    kind: 'policy',
    genre: '通知',
    title: (matter, _, year) => `关于做好${year}年${matter}工作的通知`,
    body: (matter, _, office) => steps(matter, office),
  },
  {
    kind: 'policy',
    genre: '意见',
    duty: 'livelihood',
    title: (matter) => `关于进一步加强${matter}管理的实施意见`,
    body: (matter, _, office) => steps(matter, office),
  },
  {
    kind: 'notice',
    genre: '公告',
    title: (matter, request) => `关于${matter}有关事项的公告：${request}`,
    body: (matter, request, office) =>
      `现将${matter}有关事项公告如下。\n一、内容\n${request}已经办结，结果见附表。\n二、查询\n可以到${office}或者本平台查询。`,
  },
  {
    kind: 'statistics',
    genre: '统计数据',
    title: (matter, _, year) => `${year}年${matter}工作情况统计`,
    body: (matter, _, office) =>
      `一、办理情况\n全年受理${matter}事项一千二百余件，按期办结率百分之九十八。\n二、说明\n数据由${office}汇总，口径与上年一致。`,
  },
  {
    kind: 'budget',
    genre: '报告',
    category: '财政、金融、审计\\财政',
    title: (_, __, year) => `${year}年部门预算公开`,
    body: () => '一、部门概况\n二、收支预算说明\n三、“三公”经费预算\n四、政府采购预算',
  },
  {
    kind: 'organisation',
    genre: '目录清单',
    title: (matter) => `${matter}职责和办事机构`,
    body: (matter, _, office) =>
      `一、职责\n负责${matter}。\n二、机构\n由${office}承办，办公时间为工作日9时至17时。`,
  },
  {
    kind: 'policy',
    genre: '规划',
    duty: 'planning',
    title: (matter, _, year) => `${matter}专项规划（${year}—${year + 4}年）`,
    body: (matter, _, office) => steps(matter, office),
  },
  {
    kind: 'notice',
    genre: '公告',
    duty: 'inspections',
    title: (matter, _, year) => `${year}年${matter}监督检查结果`,
    body: (matter) =>
      `一、检查范围\n对${matter}开展“双随机、一公开”检查。\n二、结果\n发现问题十二个，已经全部整改。`,
  },
  {
    kind: 'notice',
    genre: '公告',
    duty: 'civilService',
    category: '劳动、人事、监察\\人事工作',
    title: (_, __, year) => `${year}年公务员招考面试公告`,
    body: () => '一、时间\n二、地点\n三、注意事项\n请携带身份证和准考证，提前三十分钟到场。',
  },
  {
    kind: 'proposalReply',
    genre: '函',
    title: (matter, _, year) => `对${year}年人大代表关于${matter}建议的答复`,
    body: (matter) =>
      `您提出的关于加强${matter}的建议收悉，答复如下。\n一、现状\n二、下一步工作\n感谢您的关心和支持。`,
  },
];

/** Documents of an agency in every category and state, the same on every machine for the same day. */
export function makeDocuments(
  agency: CityAgency,
  records: readonly AdministrativeRecord[],
  today: LocalDate,
): DocumentToLoad[] {
  const random = createRandom(seedOf('published', agency.code));
  const made = [
    ...records
      .filter(({ kind }) => kind === 'normativeDocument' || kind === 'rule')
      .map((record) => ofRecord(agency, record)),
    ...ordinary(agency, random, today),
    ...named(agency, today),
    ...aboutDisclosure(agency, today),
  ];
  const numbered = made.map((document, index) => ({
    ...document,
    documentId:
      document.documentId === '' ? `demo-${String(index + 1).padStart(4, '0')}` : document.documentId,
  }));
  return agency.isShowcase ? withLinksAndOldNames(agency.code, numbered, today) : numbered;
}

/** Where one knows of it only on a later day, it is not there yet. */
function named(agency: CityAgency, today: LocalDate): DocumentToLoad[] {
  return NAMED_DOCUMENTS.filter(({ agencyCode }) => agencyCode === agency.code).flatMap(({ id, draft }) => {
    const whole = documentDraftSchema.parse({ ...draft, mode: 'proactive' });
    return whole.formedOn > today
      ? []
      : [{ ...published(agency, whole, addDays(whole.formedOn, 3)), documentId: id }];
  });
}

/** 政府信息公开制度 of an agency that takes applications: what it made about disclosure itself. */
function aboutDisclosure(agency: CityAgency, today: LocalDate): DocumentToLoad[] {
  if (agency.scope === 'area') return [];
  return disclosureRules(agency.name.replace('（演示）', '')).flatMap((draft) => {
    const whole = documentDraftSchema.parse({ ...draft, topic: DISCLOSURE_CATEGORY, mode: 'proactive' });
    return whole.formedOn > today ? [] : [published(agency, whole, addDays(whole.formedOn, 5))];
  });
}

const DISCLOSURE_CATEGORY = '综合政务\\政务公开';

/** A normative document that table 二 counts already. */
function ofRecord(agency: CityAgency, record: AdministrativeRecord): DocumentToLoad {
  const { kind, title, number, madeOn, disclosedOn, endedOn, recordId } = record;
  const draft = documentDraftSchema.parse({
    kind: kind === 'rule' ? 'rule' : 'normativeDocument',
    title,
    summary: `${title}全文。`,
    documentNumber: number,
    genre: '通知',
    topic: title.includes('公开办法') ? DISCLOSURE_CATEGORY : FIELDS[agency.field].category,
    duty: 'rulesAndDocuments',
    formedOn: madeOn,
    effectiveOn: addDays(madeOn, 30),
    mode: 'proactive',
    interpretationPlan: '与文件同日发布文字解读。',
    body: steps(agency.name.replace('（演示）', ''), '政策法规科'),
  });
  const shown = published(agency, draft, disclosedOn ?? madeOn);
  return { ...shown, recordId, validity: endedOn === null ? 'valid' : 'repealed' };
}

function ordinary(agency: CityAgency, random: Random, today: LocalDate): DocumentToLoad[] {
  const field: Field = FIELDS[agency.field];
  const matters = Object.entries(field.matters);
  const span = Math.max(1, daysUntil(today) - 10);
  return Array.from({ length: ITEMS }, (_, index) => {
    const [matter, { unit, requests, category }] = random.pick(matters);
    const pattern = random.pick(PATTERNS);
    const formedOn = addDays(FIRST_DAY, random.between(0, span));
    const office = field.units[unit] ?? '办公室';
    const request = random.pick(requests);
    const isWithheld = index % 40 === 39;
    const draft = documentDraftSchema.parse({
      kind: pattern.kind,
      title: `${agency.name.replace('（演示）', '')}${pattern.title(matter, request, yearOf(formedOn))}（演示）`,
      summary: `${matter}：${request}。`,
      documentNumber: pattern.kind === 'policy' ? `澄演发〔${yearOf(formedOn)}〕${index + 1}号` : null,
      genre: pattern.genre,
      topic: pattern.category ?? category ?? field.category,
      keywords: [matter],
      duty: pattern.duty ?? ruleOfKind(pattern.kind).duty,
      responsibleUnit: unit in field.units ? unit : null,
      formedOn,
      mode: isWithheld ? 'withheld' : 'proactive',
      withholdingGround: isWithheld ? 'processInformation' : null,
      modeReason: isWithheld ? '讨论稿，尚未形成结论。' : null,
      body: pattern.body(matter, request, office),
    });
    if (isWithheld)
      return { ...published(agency, draft, formedOn), status: 'filed', publishedAt: null, validity: null };
    return inState(agency, draft, index, random, today);
  });
}

const WORKING: readonly { readonly status: DocumentStatus; readonly step: ReviewStep | null }[] = [
  { status: 'draft', step: null },
  { status: 'inReview', step: 'unitHead' },
  { status: 'inReview', step: 'secrecy' },
  { status: 'inReview', step: 'signOff' },
  { status: 'signed', step: null },
];

/** Most are public; a few stand at every step, one in thirty was withdrawn. */
function inState(
  agency: CityAgency,
  draft: DocumentToLoad['draft'],
  index: number,
  random: Random,
  today: LocalDate,
): DocumentToLoad {
  const working = index % 25 === 24 ? WORKING[Math.floor(index / 25) % WORKING.length] : undefined;
  if (working !== undefined) {
    const recent = { ...draft, formedOn: addDays(today, -random.between(1, 25)) };
    return { ...published(agency, recent, recent.formedOn), ...working, publishedAt: null, validity: null };
  }
  const shown = published(agency, draft, addDays(draft.formedOn, random.between(0, 9)));
  if (index % 30 === 29 && shown.publishedAt !== null) {
    const at = addDays(draft.formedOn, 10);
    const withdrawn = { at: `${at}T02:00:00.000Z`, reason: '内容有误，已经另行公布更正后的版本。' };
    return { ...shown, status: 'withdrawn', withdrawn };
  }
  const ends = index % 12 === 5 ? 'expired' : index % 20 === 7 ? 'amended' : null;
  return ends === null || shown.validity === null ? shown : { ...shown, validity: ends };
}

function published(agency: CityAgency, draft: DocumentToLoad['draft'], on: LocalDate): DocumentToLoad {
  return {
    documentId: '',
    draft,
    status: 'published',
    step: null,
    publishedAt: `${on}T01:30:00.000Z`,
    withdrawn: null,
    validity: draft.kind === 'policy' ? 'valid' : null,
    recordId: null,
    author: `${agency.code}-bianji`,
  };
}

function daysUntil(today: LocalDate): number {
  return Math.round((Date.parse(today) - Date.parse(FIRST_DAY)) / 86_400_000);
}
