import { describe, expect, it } from 'vitest';
import { statementsOf, type NarrativeStatement } from './narrative-statements.js';

function briefOf({ subject, value }: NarrativeStatement): string {
  switch (subject.about) {
    case 'results':
      return `${subject.groups.join('+')} ${value}`;
    case 'applicants':
      return `${subject.columns.length > 1 ? 'organizations' : subject.columns.join()} ${value}`;
    case 'remedies':
      return `${subject.blocks.join('+')}.${subject.column} ${value}`;
    default:
      return `${subject.about} ${value}`;
  }
}
function readFrom(text: string, heading = '', number = 1): string[] {
  return statementsOf([{ number, heading, text }], 2023).map(briefOf);
}
const SUITS = 'directSuit+suitAfterReconsideration';
const ALL = `reconsideration+${SUITS}`;

describe('applications received', () => {
  it.each([
    ['2023年，共收到政府信息公开申请30件。', 30],
    ['全年新收政府信息公开申请 3,119 件。', 3119],
    ['我局共受理政府信息公开依申请案件224件，主要集中在就业方面。', 224],
    ['本机关接到公民、法人和其他组织提出的政府信息公开申请共计十二件。', 12],
    ['全区接收通过邮寄、网络提交的各类政府信息公开申请共计81件。', 81],
    ['共收到依申请信息公开26件，均已答复。', 26],
    ['（二）依申请公开情况。本年度全区共收到70件申请，及时处理。', 70],
    ['受理依申请公开事项３５件。', 35],
    ['共收到两件政府信息公开申请。', 2],
    ['较2022年相比，2023年收到政府信息公开申请30件。', 30],
    ['共登记政府信息公开申请数量为30件。', 30],
    ['共收到8份政府信息公开申请，均为自然人申请。', 8],
    ['共收到10件依申请公开请求。', 10],
    ['全区共收到政府信息依申请公开1499件。其中，通过网络申请1303件，占86.92%；通过信函申请172件。', 1499],
  ])('%s', (text, value) => {
    expect(readFrom(text)).toEqual([`received ${value}`]);
  });

  it.each([
    ['a channel', '共收到政府信息公开申请，其中通过网络收到申请5件，信函收到申请6件。'],
    ['a channel without 其中', '依申请公开方面，网络平台收到申请5件。'],
    ['another year', '2022年收到政府信息公开申请30件。'],
    ['last year', '去年收到政府信息公开申请30件。'],
    ['many years', '历年累计收到政府信息公开申请300件。'],
    ['a difference', '收到政府信息公开申请较上年增加30件。'],
    ['proactive disclosure', '依申请公开和主动公开工作有序，全年主动公开政府信息475条，主动公开文件51件。'],
    ['a hot line', '做好依申请公开工作。通过12345平台受理诉求2840件，已办理2840件。'],
    [
      'a hot line in the next sentence',
      '做好依申请公开工作。12345热线运行良好。全年受理2840件，办结2840件。',
    ],
    ['proposals', '依申请公开有序。承办人大建议和政协提案共1126件，答复1126件。'],
    ['licences', '依申请公开有序。受理行政许可申请20件，办结20件。'],
    ['reconsideration', '收到行政复议申请2件，办结2件。'],
    ['corrections', '依申请公开方面，收到补正材料3件。'],
    ['no word on applications', '全年受理30件，办结29件。'],
    ['what was asked for', '收到申请公开征地方案的来函5件。'],
    ['a period within the year', '上半年收到政府信息公开申请10件。'],
    ['a period named earlier', '2023年上半年，全区共受理政府信息公开申请267件，答复263件。'],
    ['network questions', '全年受理网络问政182件。'],
    ['including', '依申请公开申请较多（含收到申请公开事项5件）。'],
  ])('says nothing of %s', (_what, text) => {
    expect(readFrom(text).filter((brief) => !brief.startsWith('reconsideration'))).toEqual([]);
  });

  it('knows the topic from the heading of the section, and forgets it at the next part', () => {
    expect(readFrom('本年收到申请8件。', '三、收到和处理政府信息公开申请情况', 3)).toEqual(['received 8']);
    expect(readFrom('（一）依申请公开。（二）政务服务。办结事项300件。')).toEqual([]);
  });

  it('marks a claim that is limited to a part of the unit', () => {
    const [statement] = statementsOf(
      [{ number: 1, heading: '', text: '市政府办公室收到政府信息公开申请17件。' }],
      2023,
    );
    expect(statement?.isNarrow).toBe(true);
    expect(statement?.quote).toBe('市政府办公室收到政府信息公开申请17件');
  });
});

describe('applications handled, closed and carried', () => {
  const about = (text: string): string[] => readFrom(`做好依申请公开工作。${text}`);

  it.each([
    ['办理依申请公开19件。', ['handled 19']],
    ['共办理政府信息公开申请20件。', ['handled 20']],
    ['截至2023年末，已办结220件，结转下年度继续办理4件。', ['closed 220', 'carriedOut 4']],
    [
      '答复3050件（含上年度结转申请34件，另有103件顺延到下年度答复）。',
      ['closed 3050', 'carriedIn 34', 'carriedOut 103'],
    ],
    ['按时办结69件，1件结转下年度继续办理。', ['closed 69', 'carriedOut 1']],
    ['69件按时办结，结转至2024年1件。', ['closed 69', 'carriedOut 1']],
    ['2022年结转5件。', ['carriedIn 5']],
    ['其中5件为上年结转。', ['carriedIn 5']],
    [
      '共收到10件依申请公开请求，2022年结转政府信息公开申请2件，共办结10件，结转2024年度继续办理2件。',
      ['received 10', 'carriedIn 2', 'closed 10', 'carriedOut 2'],
    ],
    ['共完成政府信息依申请公开答复1453件，包括上年结转信息公开申请30件。', ['closed 1453', 'carriedIn 30']],
    ['结转2024年度办理3件。', ['carriedOut 3']],
    ['办理完毕政府信息公开申请共12件。', ['closed 12']],
    ['收到申请70件，其中办结69件。', ['received 70', 'closed 69']],
    ['按期答复68件，延期答复1件。', []],
    ['电话答复3件。', []],
    ['网络答复3件。', []],
    ['2022年办结30件。', []],
    ['共收到建议提案30件，办结30件。', []],
    ['均在法定期限内答复。', []],
    ['诉求多样。已办结220件。', ['closed 220']],
  ])('%s', (text, expected) => {
    expect(about(text)).toEqual(expected);
  });
});

describe('results and applicants', () => {
  const about = (text: string): string[] => readFrom(`收到政府信息公开申请情况：${text}`);

  it.each([
    ['予以公开及部分公开42件，占51.85%；不予公开5件。', ['granted+partiallyGranted 42', 'refused 5']],
    ['予以公开的137件，部分公开的1件，不予公开的17件。', ['granted 137', 'partiallyGranted 1', 'refused 17']],
    ['无法提供相关信息的127件，按照规定不予处理的94件。', ['unable 127', 'unprocessed 94']],
    ['其他处理2件。', ['other 2']],
    ['予以部分公开3件。', ['partiallyGranted 3']],
    ['5件不予公开，31件无法提供。', ['refused 5', 'unable 31']],
    ['全部公开4件，不同意公开1件。', ['granted 4', 'refused 1']],
    ['不予公开和无法提供共6件。', ['refused+unable 6']],
    ['予以公开答复966件，占66.48%；部分公开67，占4.61%。', ['granted 966']],
    ['其中同意公开或部分公开共81件。', ['granted+partiallyGranted 81']],
    ['涉及国家秘密不予公开3件。', []],
    ['因信息不存在无法提供3件。', []],
    ['不予公开中属于过程性信息的3件。', []],
    ['2022年予以公开3件。', []],
    ['自然人提交的申请366件，各类法人或其他组织提交的申请10件。', ['naturalPerson 366', 'organizations 10']],
    ['涉及自然人80件、商业企业1件。', ['naturalPerson 80', 'commercial 1']],
    ['科研机构1件、社会公益组织2件、法律服务机构3件。', ['research 1', 'publicInterest 2', 'legalService 3']],
    ['予以公开自然人申请130件。', []],
    ['自然人当面申请3件。', []],
    ['自然人80人。', []],
  ])('%s', (text, expected) => {
    expect(about(text)).toEqual(expected);
  });

  it('of documents are no results of applications', () => {
    expect(readFrom('其中主动公开51份，依申请公开及不予公开256份。')).toEqual([]);
  });
});

describe('reconsideration and litigation', () => {
  it.each([
    [
      '本年度发生针对政府信息公开事务的行政复议12起，行政诉讼5起。',
      ['reconsideration.total 12', `${SUITS}.total 5`],
    ],
    [
      '因政府信息公开引起的行政复议案件2件、行政诉讼案件7件。',
      ['reconsideration.total 2', `${SUITS}.total 7`],
    ],
    [
      '政府信息公开行政复议 351 件，其中结果维持 72 件，结果纠正 64 件，其他结果 178 件，尚未审结 37 件；政府信息公开行政诉讼 46 件，其中结果维持 25 件。',
      [
        ...['total 351', 'upheld 72', 'corrected 64', 'other 178', 'pending 37'].map(
          (brief) => `reconsideration.${brief}`,
        ),
        `${SUITS}.total 46`,
        `${SUITS}.upheld 25`,
      ],
    ],
    ['因政府信息公开引发行政复议、行政诉讼共9件。', [`${ALL}.total 9`]],
    [
      '涉及信息公开的未经复议直接起诉3件，复议后起诉2件。',
      ['directSuit.total 3', 'suitAfterReconsideration.total 2'],
    ],
    ['收到政府信息公开申请20件，2件行政复议。', ['received 20', 'reconsideration.total 2']],
    ['政府信息公开行政诉讼一起，尚未审结1件。', [`${SUITS}.total 1`, `${SUITS}.pending 1`]],
    [
      '政府信息公开行政复议中，72件维持，64件纠正。',
      ['reconsideration.upheld 72', 'reconsideration.corrected 64'],
    ],
    ['政府信息公开行政复议和行政诉讼分别为2件、7件。', []],
    ['政府信息公开行政诉讼5件，其中一审3件，二审2件。', [`${SUITS}.total 5`]],
    ['政府信息公开新增行政复议5件。', []],
    ['作为复议机关涉及信息公开的行政复议5件。', []],
    ['2022年政府信息公开行政复议5件。', []],
    ['全年办理行政复议案件500件。', []],
    ['全年发生行政诉讼30件。', []],
    ['避免因答复不规范发生行政复议、诉讼等情况。', []],
  ])('%s', (text, expected) => {
    expect(readFrom(text)).toEqual(expected);
  });

  it('are about disclosure in section 四', () => {
    expect(readFrom('行政复议3件。', '四、政府信息公开行政复议、行政诉讼情况', 4)).toEqual([
      'reconsideration.total 3',
    ]);
    expect(readFrom('发生行政诉讼3件。', '', 4)).toEqual([`${SUITS}.total 3`]);
  });
});
