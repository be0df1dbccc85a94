import { describe, expect, it } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { TABLE4_COLUMNS, type Table4Block } from '../annual-report/tables.js';
import { countRemedies } from './count-remedies.js';
import { DEFAULT_REMEDY_POLICIES, remedyPoliciesOf, type RemedyPolicies } from './remedy-policy.js';
import { REMEDY_OUTCOMES, type RemedyCase, type RemedyInstance, type RemedyOutcome } from './remedy-case.js';

interface Brief {
  readonly kind?: Table4Block;
  readonly role?: RemedyCase['role'];
  readonly filed: string;
  readonly concluded?: string;
  readonly outcome?: RemedyOutcome;
  readonly instances?: readonly RemedyInstance[];
}

function remedyOf(
  { kind = 'directSuit', role = 'originalOrgan', filed, concluded, outcome, instances }: Brief,
  id = 'r1',
): RemedyCase {
  return {
    remedyId: id,
    kind,
    role,
    filedOn: parseLocalDate(filed),
    ...(concluded === undefined ? {} : { concludedOn: parseLocalDate(concluded) }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(instances === undefined ? {} : { instances }),
  };
}
function instance(
  level: RemedyInstance['level'],
  filed: string,
  concluded?: string,
  outcome?: RemedyOutcome,
): RemedyInstance {
  const {
    filedOn,
    concludedOn,
    outcome: result,
  } = remedyOf({ filed, ...(concluded && { concluded }), ...(outcome && { outcome }) });
  return { level, filedOn, ...(concludedOn && { concludedOn }), ...(result && { outcome: result }) };
}
/** Upheld, corrected, other, pending, total of the block. */
function line(
  remedies: readonly RemedyCase[],
  year: number,
  policies?: Partial<RemedyPolicies>,
  block: Table4Block = 'directSuit',
): (number | null)[] {
  const { table4 } = countRemedies(remedies, year, policies);
  return TABLE4_COLUMNS.map((column) => table4[block][column]);
}

describe('countRemedies', () => {
  it.each(Object.entries(REMEDY_OUTCOMES))('counts %s as the data says', (outcome, { column }) => {
    const remedy = remedyOf({
      filed: '2023-02-01',
      concluded: '2023-06-01',
      outcome: outcome as RemedyOutcome,
    });
    expect(line([remedy], 2023)).toEqual(
      TABLE4_COLUMNS.map((name) => (name === column || name === 'total' ? 1 : 0)),
    );
  });

  it('maps the results of the law', () => {
    const columns = Object.fromEntries(
      Object.values(REMEDY_OUTCOMES).map(({ label, column }) => [label, column]),
    );
    expect(columns).toMatchObject({
      驳回请求: 'upheld',
      撤销: 'corrected',
      变更: 'corrected',
      确认违法: 'corrected',
      责令履行: 'corrected',
      撤回: 'other',
      终止: 'other',
      调解: 'other',
      驳回起诉: 'other',
    });
  });

  it('puts each kind in its block', () => {
    const remedies = (['reconsideration', 'directSuit', 'suitAfterReconsideration'] as const).map((kind) =>
      remedyOf({ kind, filed: '2023-02-01', concluded: '2023-06-01', outcome: 'revoked' }, kind),
    );
    const { table4, cases } = countRemedies(remedies, 2023);
    const block = { upheld: 0, corrected: 1, other: 0, pending: 0, total: 1 };
    expect(table4).toEqual({ reconsideration: block, directSuit: block, suitAfterReconsideration: block });
    expect(cases.get('table4.reconsideration.corrected')).toEqual(['reconsideration']);
    expect(cases.get('table4.directSuit.total')).toEqual(['directSuit']);
    expect(cases.has('table4.directSuit.upheld')).toBe(false);
  });

  it.each([
    ['concluded on 31 December', '2023-12-31', [0, 1, 0, 0, 1], [0, 0, 0, 0, 0]],
    ['concluded on 1 January', '2024-01-01', [0, 0, 0, 1, 1], [0, 1, 0, 0, 1]],
  ] as const)('turns the year: %s', (_name, concluded, inYear, inNext) => {
    const remedy = remedyOf({ filed: '2023-11-01', concluded, outcome: 'revoked' });
    expect([line([remedy], 2022), line([remedy], 2023), line([remedy], 2024)]).toEqual([
      [0, 0, 0, 0, 0],
      inYear,
      inNext,
    ]);
  });

  it('counts pending cases again in every year, or only once by policy', () => {
    const remedy = remedyOf({ filed: '2021-11-01', concluded: '2023-03-01', outcome: 'claimDismissed' });
    expect([2021, 2022, 2023, 2024].map((year) => line([remedy], year).join(''))).toEqual([
      '00011',
      '00011',
      '10001',
      '00000',
    ]);
    const once = { countPendingAgain: false };
    expect([2021, 2022, 2023].map((year) => line([remedy], year, once).join(''))).toEqual([
      '00011',
      '00000',
      '00000',
    ]);
    expect(DEFAULT_REMEDY_POLICIES).toEqual({ countPendingAgain: true, resultOf: 'firstInstance' });
  });

  it('leaves out what the organ does only as the reconsideration authority', () => {
    const remedies = [
      remedyOf({ filed: '2023-02-01', role: 'reconsiderationAuthority' }, 'joined'),
      remedyOf({ filed: '2023-02-01' }, 'own'),
      remedyOf(
        { filed: '2022-02-01', concluded: '2022-03-01', outcome: 'upheld', role: 'reconsiderationAuthority' },
        'earlier',
      ),
    ];
    const counted = countRemedies(remedies, 2023);
    expect(counted.notCounted).toEqual(['joined']);
    expect(counted.cases.get('table4.directSuit.pending')).toEqual(['own']);
  });

  describe('a suit of several instances is one case', () => {
    const suit = remedyOf({
      filed: '2022-10-01',
      instances: [
        instance('second', '2023-02-01', '2023-05-01', 'revoked'),
        instance('first', '2022-10-01', '2022-12-20', 'claimDismissed'),
      ],
    });

    it('with the result of the first', () => {
      expect([2022, 2023].map((year) => line([suit], year).join(''))).toEqual(['10001', '00000']);
    });

    it('or of the latest filed by the end of the year', () => {
      const latest = { resultOf: 'latestInstance' } as const;
      expect([2022, 2023].map((year) => line([suit], year, latest).join(''))).toEqual(['10001', '00000']);
      const quick = remedyOf({
        filed: '2022-03-01',
        instances: [
          instance('first', '2022-03-01', '2022-06-01', 'claimDismissed'),
          instance('second', '2022-07-01', '2022-11-01', 'revoked'),
        ],
      });
      expect([line([quick], 2022).join(''), line([quick], 2022, latest).join('')]).toEqual([
        '10001',
        '01001',
      ]);
      const open = remedyOf({
        filed: '2022-03-01',
        instances: [
          instance('first', '2022-03-01', '2022-06-01', 'claimDismissed'),
          instance('second', '2022-07-01'),
        ],
      });
      expect([line([open], 2022).join(''), line([open], 2022, latest).join('')]).toEqual(['10001', '00011']);
    });
  });

  it('follows an appeal and leaves a retrial out, or follows both', () => {
    const tried = remedyOf({
      filed: '2022-01-10',
      instances: [
        instance('first', '2022-01-10', '2022-03-01', 'claimDismissed'),
        instance('second', '2022-04-01', '2022-06-01', 'revoked'),
        instance('retrial', '2022-08-01', '2022-12-01', 'suitDismissed'),
      ],
    });
    const lineBy = (resultOf: RemedyPolicies['resultOf']) => line([tried], 2022, { resultOf }).join('');
    expect([lineBy('firstInstance'), lineBy('secondInstance'), lineBy('latestInstance')]).toEqual([
      '10001',
      '01001',
      '00101',
    ]);
  });

  it('holds for a year by the decision that reaches it, and of one year by the last', () => {
    const once = { countPendingAgain: false, resultOf: 'firstInstance' } as const;
    const latest = { countPendingAgain: true, resultOf: 'latestInstance' } as const;
    const decided = [
      { fromYear: 2024, policyNo: 1, ...once },
      { fromYear: 2022, policyNo: 2, ...latest },
      { fromYear: 2024, policyNo: 3, ...latest, countPendingAgain: false },
    ];
    expect([2021, 2022, 2023, 2024, 2025].map((year) => remedyPoliciesOf(decided, year))).toEqual([
      DEFAULT_REMEDY_POLICIES,
      latest,
      latest,
      { countPendingAgain: false, resultOf: 'latestInstance' },
      { countPendingAgain: false, resultOf: 'latestInstance' },
    ]);
  });

  it.each([
    ['已经审结但没有填写结果，暂计入其他结果', { filed: '2023-02-01', concluded: '2023-06-01' }, '00101'],
    ['审结日期早于提起日期', { filed: '2023-02-01', concluded: '2023-01-01', outcome: 'upheld' }, '10001'],
    [
      '行政复议没有审级',
      { kind: 'reconsideration', filed: '2023-02-01', instances: [instance('first', '2023-02-01')] },
      '00011',
    ],
  ] as const)('reports: %s', (message, brief, counts) => {
    const remedy = remedyOf(brief);
    const { problems } = countRemedies([remedy], 2023);
    expect(problems).toEqual([
      {
        rule: 'remedyUnclear',
        severity: 'error',
        message: `案件“r1”${message}。`,
        source: '国办公开办函〔2021〕30号表四',
      },
    ]);
    expect(line([remedy], 2023, {}, remedy.kind).join('')).toBe(counts);
  });

  it('has no problem with a case that is in order', () => {
    const sameDay = remedyOf({ filed: '2023-02-01', concluded: '2023-02-01', outcome: 'withdrawn' });
    expect(countRemedies([sameDay], 2023).problems).toEqual([]);
  });

  it('counts a repeated id once and says so', () => {
    const remedy = remedyOf({ filed: '2023-02-01' });
    const { table4, problems } = countRemedies([remedy, remedy], 2023);
    expect(table4.directSuit.total).toBe(1);
    expect(problems.map(({ message }) => message)).toEqual(['案件“r1”出现两次，只统计一次。']);
  });
});
