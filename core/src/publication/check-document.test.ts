import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { canBeWaived, checkDocument, type DocumentCheckContext } from './check-document.js';
import { documentDraftSchema, type DocumentDraft, type GivenDocumentDraft } from './document-api.js';
import { SHIPPED_WRONG_WORDS } from './wrong-words.js';

const context: DocumentCheckContext = {
  today: parseLocalDate('2026-03-02'),
  words: SHIPPED_WRONG_WORDS,
  files: [],
};

function draftOf(change: Partial<GivenDocumentDraft> = {}): DocumentDraft {
  return documentDraftSchema.parse({
    kind: 'normativeDocument',
    title: '关于做好失业保险工作的通知',
    summary: '规定失业保险金的申领条件和标准。',
    documentNumber: '云人社发〔2026〕3号',
    genre: '通知',
    topic: '劳动、人事、监察\\社会保障',
    duty: 'rulesAndDocuments',
    formedOn: '2026-02-10',
    effectiveOn: '2026-03-15',
    mode: 'proactive',
    interpretationPlan: '由失业保险处撰写文字解读，与文件同日发布。',
    body: '各区县人力资源社会保障局：\n一、总体要求',
    ...change,
  });
}
const rulesOf = (change: Partial<GivenDocumentDraft> = {}, files: DocumentCheckContext['files'] = []) =>
  checkDocument(draftOf(change), { ...context, files }).map(({ rule, severity }) => `${rule} ${severity}`);

test('a document in order has no finding', () => {
  expect(rulesOf()).toEqual([]);
});

describe('metadata and dates', () => {
  test.each<[string, Partial<GivenDocumentDraft>, readonly string[]]>([
    ['条例第十二条: the summary', { summary: '' }, ['metadata.summary error']],
    ['a normative document has a number', { documentNumber: null }, ['metadata.documentNumber error']],
    ['the year of the number', { documentNumber: '云人社发〔2025〕3号' }, ['metadata.numberYear error']],
    ['a number of another form', { documentNumber: '第三号文' }, ['metadata.numberForm warning']],
    ['formed tomorrow', { formedOn: '2026-03-03', effectiveOn: '2026-04-15' }, ['dates.future error']],
    ['changed before it was formed', { changedOn: '2026-02-09' }, ['dates.order error']],
    ['ends before it begins', { expiresOn: '2026-03-14' }, ['dates.order error']],
    ['no text and no file', { body: ' ' }, ['body.empty error']],
    [
      '国办发〔2016〕80号: a plan of its interpretation',
      { interpretationPlan: null },
      ['interpretation.plan error'],
    ],
    [
      '规章制定程序条例: thirty days between publication and effect',
      { kind: 'rule', effectiveOn: '2026-03-11' },
      ['dates.thirtyDays warning'],
    ],
  ])('%s', (_, change, expected) => {
    expect(rulesOf(change)).toEqual(expected);
  });

  test('an interpretation names its document', () => {
    const interpretation = {
      kind: 'interpretation',
      documentNumber: null,
      interpretationPlan: null,
    } as const;
    expect(rulesOf(interpretation)).toEqual(['interpretation.of error']);
    const named = { ...interpretation, relations: [{ kind: 'interprets', documentId: 'YSJ-1' } as const] };
    expect(rulesOf(named)).toEqual([]);
  });
});

describe('公开属性', () => {
  test('依申请公开 and 不予公开 need a reason, 不予公开 its article', () => {
    expect(rulesOf({ mode: 'uponApplication' })).toEqual(['mode.reason error']);
    expect(rulesOf({ mode: 'withheld', modeReason: '讨论稿' })).toEqual(['mode.ground error']);
  });

  test('no signature replaces the ground, nor lifts a secrecy marking', () => {
    const [withoutGround] = checkDocument(draftOf({ mode: 'withheld', modeReason: '讨论稿' }), context);
    expect(withoutGround && canBeWaived(withoutGround)).toBe(false);
    expect(canBeWaived({ rule: 'secrecy.marking', severity: 'error' })).toBe(false);
    expect(canBeWaived({ rule: 'personal.mobilePhone', severity: 'error' })).toBe(true);
  });
});

describe('what stands in the text', () => {
  test('a telephone number and a slip, where they stand', () => {
    const found = checkDocument(draftOf({ body: '联系人：李四，13812345678。现就工作部暑如下。' }), context);
    expect(found.map(({ rule, place }) => `${rule} ${place}`)).toEqual([
      'personal.mobilePhone body',
      'words.wrong body',
    ]);
    expect(found[1]?.message).toBe('“部暑”应为“部署”。');
  });

  test('what was found in a file carries its name', () => {
    const files = [
      {
        fileName: '名单.xlsx',
        findings: [{ rule: 'personal.bankCard', severity: 'error', message: '银行卡号' } as const],
      },
    ];
    expect(checkDocument(draftOf(), { ...context, files })).toEqual([
      { rule: 'personal.bankCard', severity: 'error', message: '银行卡号', place: '名单.xlsx' },
    ]);
  });
});
