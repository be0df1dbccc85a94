import { describe, expect, test } from 'vitest';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import { parseLocalDate } from '../calendar/local-date.js';
import { checkTemplate, isMandatoryPart, partLabel } from './check-template.js';
import { compileLetter } from './compile-letter.js';
import { defaultTemplate } from './default-templates.data.js';
import { formatDocumentNumber } from './document-number.js';
import { withDocumentNumber } from './letter-content.js';
import { letterInputSchema, type LetterInput } from './letter-input.js';
import { checkLetterAtDispatch } from './letter-remedies.js';
import { checkNumberScheme } from './number-scheme.js';
import { letterSettingSchema, settingOn } from './letter-setting.js';
import { fillText } from './letter-template.js';

const letters = Object.keys(LETTERS) as Letter[];
const day = parseLocalDate;

function setting(effectiveFrom: string, given: Record<string, unknown> = {}) {
  return letterSettingSchema.parse({
    effectiveFrom,
    organName: '甲市民政局',
    organKind: 'localDepartment',
    officeName: '甲市民政局办公室',
    numberScheme: '甲民公开〔{年}〕{号}号',
    reconsideration: [{ name: '甲市人民政府', address: '一路1号' }],
    courts: [{ name: '甲市乙区人民法院', address: '二路2号' }],
    competentDepartment: '甲市人民政府办公室',
    contact: { address: '三路3号', postcode: '999002', phone: '0999-1', hours: '工作日' },
    ...given,
  });
}

const settings = [
  setting('2019-05-15'),
  setting('2026-07-01', { reconsideration: [{ name: '甲市人民政府', address: '新址9号' }] }),
];

function reply(letter: string, items: unknown[], given: Record<string, unknown> = {}): LetterInput {
  return letterInputSchema.parse({
    letter,
    addressees: ['某甲'],
    decidedOn: '2026-04-10',
    serviceWay: 'post',
    application: { number: '1', receivedOn: '2026-03-16', channel: 'counter', request: '某项信息' },
    settings,
    items,
    ...given,
  });
}

function rulesOf(input: LetterInput): string[] {
  const { content, findings } = compileLetter(input, defaultTemplate(input.letter));
  const errors = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  expect(content === null).toBe(errors.length > 0);
  return findings.map(({ rule }) => rule);
}

describe('texts', () => {
  test.each(letters)('the shipped text of %s can be used', (letter) => {
    expect(checkTemplate(defaultTemplate(letter), letter)).toEqual([]);
  });

  test.each(letters)('deleting any mandatory part of %s blocks its use', (letter) => {
    const template = defaultTemplate(letter);
    const mandatory = template.parts.filter((part) => isMandatoryPart(letter, part));
    expect(mandatory.length).toBeGreaterThan(0);
    for (const gone of mandatory) {
      const without = { ...template, parts: template.parts.filter((part) => part !== gone) };
      const findings = checkTemplate(without, letter);
      expect(
        findings.map(({ severity }) => severity),
        partLabel(gone),
      ).toContain('error');
    }
  });

  test('emptying a mandatory part of what it must say blocks as deleting does', () => {
    for (const letter of letters) {
      const template = defaultTemplate(letter);
      for (const part of template.parts) {
        const names = /\{(理由|复议机关|法院|检索范围|期限|法律依据)\}/;
        if (!isMandatoryPart(letter, part) || !names.test(part.text)) continue;
        const hollow = template.parts.map((it) => (it === part ? { ...it, text: '（略）' } : it));
        expect(checkTemplate({ ...template, parts: hollow }, letter)).not.toEqual([]);
      }
    }
  });

  test('a mandatory name may not stand where it can fall away', () => {
    const template = defaultTemplate('replyNotExist');
    const parts = template.parts.map((part) =>
      part.role === 'search' ? { ...part, text: `[[${part.text}]]` } : part,
    );
    expect(checkTemplate({ ...template, parts }, 'replyNotExist').map(({ rule }) => rule)).toContain(
      'nameMissing',
    );
  });

  test('a third party is not told in whose words was asked', () => {
    const template = defaultTemplate('thirdPartyConsult');
    const parts = [...template.parts, { role: 'closing' as const, text: '申请人要求公开：{申请内容}。' }];
    expect(checkTemplate({ ...template, parts }, 'thirdPartyConsult').map(({ rule }) => rule)).toEqual([
      'nameUnknown',
    ]);
  });

  test('a text in double brackets falls away with its value, and a line with its text', () => {
    expect(fillText('甲{一}[[，乙{二}]]。\n[[丙{二}]]', { 一: '1' })).toEqual({
      paragraphs: ['甲1。'],
      missing: [],
    });
    expect(fillText('甲{一}', {})).toEqual({ paragraphs: ['甲'], missing: ['一'] });
  });
});

describe('what the law allows', () => {
  const granted = { asked: '甲', finding: 'disclosed', attachments: ['甲'] };
  const refused = { asked: '乙', finding: 'refused.enforcementCaseFile', reasons: '属于案卷' };
  const notExist = {
    asked: '丙',
    finding: 'notExist',
    searchRecord: { reference: '记录1', searchedOn: '2026-03-20', scope: '档案室' },
  };

  test('abuse stands beside nothing else', () => {
    const abusive = { asked: '丁', finding: 'unprocessed.abusive', reasons: '不合理' };
    expect(rulesOf(reply('replyPartial', [granted, abusive]))).toEqual(['combinationUnlawful']);
  });

  test('what is granted and what is not makes a partial reply, not a full one', () => {
    expect(rulesOf(reply('replyDisclose', [granted, refused]))).toEqual(['letterDoesNotFit']);
    expect(rulesOf(reply('replyPartial', [granted, refused]))).toEqual([]);
  });

  test('nothing granted and different findings need a main finding', () => {
    expect(rulesOf(reply('replyMixed', [refused, notExist]))).toEqual(['mainFindingNotNamed']);
    expect(rulesOf(reply('replyMixed', [refused, notExist], { mainItem: 1 }))).toEqual([]);
    expect(rulesOf(reply('replyMixed', [refused, refused]))).toEqual(['letterDoesNotFit']);
  });

  test.each([
    ['a refusal without reasons', 'replyRefuse', { asked: '乙', finding: 'refused.stateSecret' }],
    [
      'a ground that names several kinds, without a kind',
      'replyRefuse',
      { asked: '乙', finding: 'refused.processInformation', reasons: '未定' },
    ],
    [
      'a prohibition without its law',
      'replyRefuse',
      { asked: '乙', finding: 'refused.forbiddenByLaw', reasons: '禁止' },
    ],
    ['what does not exist, without a search', 'replyNotExist', { asked: '丙', finding: 'notExist' }],
    ['a repeat without the earlier reply', 'replyRepeat', { asked: '丙', finding: 'unprocessed.repeat' }],
    ['disclosure of nothing', 'replyDisclose', { asked: '甲', finding: 'disclosed' }],
    ['a part withheld without saying which', 'replyPartial', { ...granted, finding: 'partiallyGranted' }],
    [
      'archives without their name',
      'replyTransferredToArchives',
      { asked: '丙', finding: 'transferredToArchives' },
    ],
  ])('%s is not written', (_, letter, item) => {
    expect(rulesOf(reply(letter, [item]))).toContain('itemFactMissing');
  });

  test('a kind of another article does not fit', () => {
    const item = { asked: '乙', finding: 'refused.internalAffairs', kinds: ['draft'], reasons: '内部' };
    expect(rulesOf(reply('replyRefuse', [item]))).toContain('kindsDoNotFit');
  });

  test('a repeat counts only where the earlier reply had been served (Art 36 item 6)', () => {
    const item = (servedOn: string) => ({
      asked: '丙',
      finding: 'unprocessed.repeat',
      earlierReply: { documentNumber: '甲民公开〔2026〕1号', servedOn },
    });
    expect(rulesOf(reply('replyRepeat', [item('2026-03-16')]))).toEqual([]);
    expect(rulesOf(reply('replyRepeat', [item('2026-03-17')]))).toEqual(['earlierReplyNotServed']);
  });

  test('still unclear, abuse and lapses need the step before them', () => {
    const told = (finding: string) => ({ asked: '丁', finding, reasons: '不明' });
    expect(rulesOf(reply('replyUnclear', [told('unable.stillUnclear')]))).toEqual([
      'unclearWithoutCorrection',
    ]);
    expect(rulesOf(reply('replyAbusive', [told('unprocessed.abusive')]))).toEqual(['reasonsNotDemanded']);
    expect(rulesOf(reply('closeLapsed', [told('other.lapsedFee')]))).toEqual(['lapseWithoutNotice']);
    const lapse = { noticeOn: '2026-03-20', lapsedOn: '2026-04-10' };
    expect(rulesOf(reply('closeLapsed', [told('other.lapsedFee')], { lapse }))).toEqual(['lapseTooEarly']);
    expect(
      rulesOf(reply('closeLapsed', [told('other.lapsedFee')], { lapse, decidedOn: '2026-04-13' })),
    ).toEqual([]);
  });

  test('a matter that has moved to another organ is doubtful, not forbidden', () => {
    const succession = { organ: '甲市数据局', movedOn: '2025-01-01', isConsulted: false };
    expect(rulesOf(reply('replyNotExist', [{ ...notExist, succession }]))).toEqual(['successionConcerned']);
    const successions = [{ organ: '甲市数据局', movedOn: '2025-01-01' }];
    expect(rulesOf(reply('replyNotExist', [notExist], { successions }))).toEqual(['successionPossible']);
    expect(rulesOf(reply('replyRefuse', [refused], { successions }))).toEqual([]);
  });

  test('the consulted have 15 working days, never fewer', () => {
    const consult = (termDays: number) =>
      letterInputSchema.parse({
        ...{
          letter: 'thirdPartyConsult',
          addressees: ['某公司'],
          decidedOn: '2026-03-20',
          serviceWay: 'post',
          settings,
        },
        ...{ application: { number: '1', receivedOn: '2026-03-16', channel: 'web', request: '某项' } },
        ...{ information: '合同', question: '是否同意', termDays },
      });
    expect(rulesOf(consult(14))).toEqual(['consultationTermShort']);
    expect(rulesOf(consult(15))).toEqual([]);
  });

  test('a fee that does not add up is not charged', () => {
    const fee = (totalYuan: number) =>
      letterInputSchema.parse({
        ...{ letter: 'feeNotice', addressees: ['某甲'], decidedOn: '2026-03-20', serviceWay: 'post' },
        settings: [setting('2019-05-15', { payment: { payee: '财政专户', how: '网上银行' } })],
        ...{ application: { number: '1', receivedOn: '2026-03-16', channel: 'web', request: '某项' } },
        ...{
          basis: 'perItem',
          lines: [{ what: '第11件', quantity: 1, yuanEach: 100, yuan: 100 }],
          totalYuan,
        },
      });
    expect(rulesOf(fee(200))).toEqual(['feeTotalWrong']);
    expect(rulesOf(fee(100))).toEqual([]);
  });

  test('served online it must tell the online way to reconsideration, since 2024', () => {
    expect(rulesOf(reply('replyDisclose', [granted], { serviceWay: 'electronic' }))).toEqual([
      'onlineReconsiderationMissing',
    ]);
    const before = {
      serviceWay: 'electronic',
      decidedOn: '2023-12-31',
      application: { number: '1', receivedOn: '2023-12-01', channel: 'web', request: '某项' },
    };
    expect(rulesOf(reply('replyDisclose', [granted], before))).toEqual([]);
  });
});

describe('at dispatch', () => {
  const refused = { asked: '乙', finding: 'refused.enforcementCaseFile', reasons: '属于案卷' };
  const write = (decidedOn: string) => {
    const application = { number: '1', receivedOn: '2023-12-01', channel: 'counter', request: '某项' };
    const { content } = compileLetter(
      reply('replyRefuse', [refused], { decidedOn, application }),
      defaultTemplate('replyRefuse'),
    );
    if (content === null) throw new Error('not written');
    return withDocumentNumber(content, '甲民公开〔2023〕7号');
  };
  const rules = (content: ReturnType<typeof write>, on: string) =>
    checkLetterAtDispatch(content, settings, day(on)).map(({ rule }) => rule);

  test('decided in 2023 and dispatched in 2024, it names the wrong remedy', () => {
    expect(rules(write('2023-12-29'), '2023-12-31')).toEqual([]);
    expect(rules(write('2023-12-29'), '2024-01-02')).toEqual(['remediesChanged']);
    expect(rules(write('2024-01-02'), '2024-01-02')).toEqual([]);
  });

  test('the authority has moved since', () => {
    expect(rules(write('2026-06-29'), '2026-06-30')).toEqual([]);
    expect(rules(write('2026-06-29'), '2026-07-01')).toEqual(['remediesChanged']);
  });

  test('it has a number, and is not sent before its day', () => {
    const content = { ...write('2024-01-05'), documentNumber: null };
    expect(rules(content, '2024-01-04')).toEqual(['dispatchBeforeLetter', 'numberMissing']);
  });
});

test('a correction is a new letter: numbering one leaves the other as it was', () => {
  const input = reply('replyRefuse', [
    { asked: '乙', finding: 'refused.stateSecret', reasons: '在保密期内' },
  ]);
  const { content } = compileLetter(input, defaultTemplate('replyRefuse'));
  if (content === null) throw new Error('not written');
  const frozen = JSON.stringify(content);
  const numbered = withDocumentNumber(content, '甲民公开〔2026〕12号');
  const corrected = compileLetter(input, { ...defaultTemplate('replyRefuse'), version: 3 });
  expect(numbered.documentNumber).toBe('甲民公开〔2026〕12号');
  expect(JSON.stringify(content)).toBe(frozen);
  expect(corrected.content?.documentNumber).toBeNull();
  expect(corrected.content?.templateVersion).toBe(3);
});

describe('document numbers', () => {
  test('the year whole in 〔〕, the number without zeros before it', () => {
    expect(formatDocumentNumber('××公开〔{年}〕{号}号', 2026, 12)).toBe('××公开〔2026〕12号');
    expect(formatDocumentNumber('甲公复〔{年}〕{号}号', 2026, 1)).toBe('甲公复〔2026〕1号');
  });

  test.each(['甲公开[{年}]{号}号', '甲公开〔{年}〕第{号}号', '甲公开〔{年}〕号', '甲公开{号}号'])(
    '%s is no scheme',
    (pattern) => {
      expect(checkNumberScheme(pattern)).toHaveLength(1);
      expect(() => formatDocumentNumber(pattern, 2026, 1)).toThrow();
    },
  );
});

test('the setting in force on a day', () => {
  expect(settingOn(settings, day('2019-05-14'))).toBeNull();
  expect(settingOn(settings, day('2026-06-30'))?.effectiveFrom).toBe('2019-05-15');
  expect(settingOn(settings, day('2026-07-01'))?.effectiveFrom).toBe('2026-07-01');
});
