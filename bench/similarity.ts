import { caseQuerySchema, compareRequests, operatorActor, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { builtCases, builtKeyring, builtSimilarity } from './built.js';
import { inventFrom, type Invent } from './invented-cases.js';
import { inventAsked, keyOf, lookalike, scan, write, type Asked } from './labelled-requests.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { withTemporaryDatabase, type Driver, type OpenConnection } from './temporary-database.js';

const AGENCY = 'BENCH-SIM';
const QUERIES = 300;
const LEAST_RECALL = 0.95;
const MOST_FALSE_ALARMS = 0.05;
/** Words that an office looks for: of a matter, a paper, a place. */
const WORDS = ['采砂许可', '工伤', '稳岗返还', '梨园', '听证笔录', '2019'];

/**
 * Finding the request that asks for the same among many, in other words or as a scanner read it; requests that only look
 * alike; and what a look costs beside the bare look into the index.
 */
export async function benchSimilarity(rounds: number, isSmall: boolean): Promise<Line[]> {
  const drivers: readonly Driver[] = isSmall ? ['native'] : ['native', 'pglite'];
  const lines: Line[] = [];
  for (const kind of drivers) {
    lines.push(
      ...(await withTemporaryDatabase(kind, (db) => measure(kind, db, rounds, isSmall ? 20_000 : 100_000))),
    );
  }
  return lines;
}

interface Registered {
  readonly asked: Asked;
  readonly caseId: string;
}

async function measure(kind: Driver, db: OpenConnection, rounds: number, total: number): Promise<Line[]> {
  const keyring = await builtKeyring();
  const built = await builtSimilarity();
  const { createAgency, listCases } = await builtCases();
  const today = parseLocalDate('2026-03-02');
  const ctx = { db, keyring, now: () => new Date('2026-03-02T04:00:00Z'), today: () => today };
  const agency = {
    code: AGENCY,
    name: '测试机关',
    kind: 'localDepartment',
    parentCode: null,
    scope: 'organ',
  } as const;
  await createAgency(ctx, operatorActor(), {
    ...{ ...agency, hasRuleMakingPower: false, isDemonstration: true, existsFrom: null, existsUntil: null },
  });
  const invent = inventFrom(2026);
  const loading = performance.now();
  const registered = await fill(db, built, keyring, invent, total);
  const loaded = performance.now() - loading;
  await built.fillRequestIndex(ctx);
  await sql`vacuum analyze`.execute(db);

  const name = `${kind}: ${total.toLocaleString('en')} requests,`;
  const keys = new Set(registered.map(({ asked }) => keyOf(asked)));
  const times: { desk: number; index: number }[] = [];
  const look = async (text: string) => {
    const start = performance.now();
    const { candidates } = await built.findRequestsAlike(db, keyring, AGENCY, text);
    const middle = performance.now();
    await built.findAlike(ctx, AGENCY, text);
    times.push({ index: middle - start, desk: performance.now() - middle });
    return candidates;
  };
  const { shareOfPair } = await built.findRequestsAlike(db, keyring, AGENCY, '名单');
  let [found, among, alarmed, alarmedPairs] = [0, 0, 0, 0];
  const byId = new Map(registered.map(({ caseId, asked }) => [caseId, asked]));
  for (let query = 0; query < QUERIES; query += 1) {
    const target = registered[invent(registered.length)];
    if (target === undefined) throw new Error('Nothing was registered');
    const words = write(target.asked, invent);
    const text = query % 2 === 0 ? words : scan(words, invent);
    const candidates = await look(text);
    if (candidates.some(({ recordId }) => recordId === target.caseId)) among += 1;
    const alike = await built.findAlike(ctx, AGENCY, text);
    if (alike.some(({ grade, recordId }) => grade === 'same' && recordId === target.caseId)) found += 1;
    // A request for something that nobody has asked for: whatever is called the same is a false alarm.
    const fresh = freshFrom(keys, target.asked, invent);
    const answers = await built.findAlike(ctx, AGENCY, write(fresh, invent));
    if (answers.some(({ grade, recordId }) => grade === 'same' && byId.has(recordId))) alarmed += 1;
    const other = lookalike(target.asked, invent).asked;
    if (compareRequests(write(target.asked, invent), write(other, invent), shareOfPair).grade === 'same') {
      alarmedPairs += 1;
    }
  }
  const searches: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const q of WORDS) {
      const start = performance.now();
      await listCases(ctx, operatorActor(), AGENCY, caseQuerySchema.parse({ q }));
      searches.push(performance.now() - start);
    }
  }
  const one = (value: number) => ({ median: value, low: value, high: value });
  const ms = 'ms';
  return [
    { what: `${name} sealed, coded and copied`, unit: 'rows/s', values: one((total * 1000) / loaded) },
    {
      what: `${name} asked for the same, not shown as such`,
      unit: 'of 1',
      values: one(1 - found / QUERIES),
      limit: 1 - LEAST_RECALL,
    },
    {
      what: `${name} asked for the same, not among the candidates`,
      unit: 'of 1',
      values: one(1 - among / QUERIES),
    },
    {
      what: `${name} asked for something new, one of all called the same`,
      unit: 'of 1',
      values: one(alarmed / QUERIES),
    },
    {
      what: `${name} pairs that look alike, called the same`,
      unit: 'of 1',
      values: one(alarmedPairs / QUERIES),
      limit: MOST_FALSE_ALARMS,
    },
    { what: `${name} bare look into the index`, unit: ms, values: spreadOf(times.map(({ index }) => index)) },
    { what: `${name} look, opened and compared`, unit: ms, values: spreadOf(times.map(({ desk }) => desk)) },
    {
      what: `${name} the same ÷ bare`,
      unit: 'times the time',
      values: spreadOf(times.map(({ desk, index }) => desk / index)),
    },
    { what: `${name} register searched for words, first page`, unit: ms, values: spreadOf(searches) },
  ];
}

/** Something like the asked, of another subject, matter or paper, which is not in the register. */
function freshFrom(keys: ReadonlySet<string>, asked: Asked, invent: Invent): Asked {
  for (;;) {
    const fresh = invent(2) === 0 ? inventAsked(invent) : lookalike(asked, invent).asked;
    if (!keys.has(keyOf(fresh))) return fresh;
  }
}

const ROWS_AT_ONCE = 2000;

async function fill(
  db: OpenConnection,
  { inTransaction, copyRows, sealRequest, copyRequestCodes }: Awaited<ReturnType<typeof builtSimilarity>>,
  keyring: Awaited<ReturnType<typeof builtKeyring>>,
  invent: Invent,
  total: number,
): Promise<Registered[]> {
  const registered: Registered[] = [];
  while (registered.length < total) {
    const rows = Array.from({ length: Math.min(ROWS_AT_ONCE, total - registered.length) }, (_, index) => {
      const asked = inventAsked(invent);
      const caseId = `S-${String(registered.length + index).padStart(6, '0')}`;
      return { asked, caseId, request: write(asked, invent) };
    });
    await inTransaction(db, async (db) => {
      await copyRows(
        db,
        'applicationCase',
        [
          'agencyId',
          'caseId',
          'requestSealed',
          'requestIndex',
          'keyId',
          'lastSeq',
          'applicantClass',
          'receivedOn',
          'closedOn',
          'status',
          'outcomeRow',
          'inTime',
        ],
        rows.map(({ caseId, request }) => {
          const place = { agencyId: AGENCY, recordId: caseId };
          const { requestSealed, requestIndex } = sealRequest(keyring, 'case.request', place, request);
          const day = `${2020 + invent(5)}-0${1 + invent(9)}-1${invent(9)}`;
          return [
            AGENCY,
            caseId,
            requestSealed,
            requestIndex,
            keyring.activeKeyId,
            1,
            'naturalPerson',
            day,
            day,
            'closed',
            'granted',
            true,
          ];
        }),
      );
      await copyRequestCodes(
        db,
        keyring,
        rows.map(({ caseId, request }) => ({ agencyId: AGENCY, source: 'case', recordId: caseId, request })),
      );
    });
    registered.push(...rows.map(({ asked, caseId }) => ({ asked, caseId })));
  }
  return registered;
}
