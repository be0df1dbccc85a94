import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import {
  addDays,
  createCalendar,
  parseLocalDate,
  type RemedyCase,
  type RemedyKind,
  type RemedyOutcome,
  type Table2Input,
} from '@gongkai/core';
import type { Ledger, LedgerCase } from '../src/annual-report/ledger.js';
import { makeHistory } from '../src/demonstration/lawful-history.js';
import { createRandom, type Random } from '../src/demonstration/random.js';
import { LEDGER_TARGETS, caseTargetsOf, type CaseTarget, type LedgerTarget } from './targets.js';
import { makeText } from '../src/demonstration/case-texts.js';

/** Writes the demonstration ledgers: `npm run seeds`. The same files come out on every machine. */

type Draft = LedgerCase & { readonly target: CaseTarget };

function receivedDay({ events }: LedgerCase): string {
  return events.find(({ type }) => type === 'receiptConfirmed')?.on ?? events[0]?.on ?? '';
}

function servedDay({ events }: LedgerCase): string {
  return events.find(({ type }) => type === 'served')?.on ?? '';
}

/** A repeated application asks again for what the same applicant has already been answered (条例第三十六条第六项). */
function repeatEarlier(cases: Draft[]): void {
  const used = new Set<string>();
  for (const [index, repeat] of cases.entries()) {
    if (repeat.target.row !== 'unprocessed.repeat') continue;
    const earlier = cases.find(
      (it) =>
        it.target.row === 'granted' &&
        it.applicant.class === repeat.applicant.class &&
        servedDay(it) < receivedDay(repeat) &&
        !used.has(it.id),
    );
    if (!earlier) throw new Error('no earlier reply for a repeated application');
    used.add(earlier.id);
    const { applicant, topic, request } = earlier;
    cases[index] = { ...repeat, applicant, ...(topic && { topic }), ...(request && { request }) };
  }
}

function makeCases(target: LedgerTarget, random: Random): LedgerCase[] {
  const maker = { random, calendar: createCalendar() };
  const drafts = caseTargetsOf(target)
    .map((it): Draft => {
      const { events } = makeHistory(maker, it.applicant, target.agency.kind, { ...it, year: target.year });
      const { name, topic, request } = makeText(random, it.applicant);
      return { id: '', applicant: { class: it.applicant, name }, topic, request, events, target: it };
    })
    .sort((a, b) => (receivedDay(a) < receivedDay(b) ? -1 : 1));
  const serial = new Map<string, number>();
  const numbered = drafts.map((draft) => {
    const year = receivedDay(draft).slice(0, 4);
    const next = (serial.get(year) ?? 0) + 1;
    serial.set(year, next);
    return { ...draft, id: `${target.agency.code}-${year}-${String(next).padStart(4, '0')}` };
  });
  repeatEarlier(numbered);
  return numbered.map(({ target: _, ...rest }) => rest);
}

const OUTCOMES: readonly RemedyOutcome[] = ['upheld', 'revoked', 'withdrawn'];
const SUIT_OUTCOMES: readonly RemedyOutcome[] = ['claimDismissed', 'revoked', 'suitDismissed'];

function makeRemedies(
  target: LedgerTarget,
  cases: readonly LedgerCase[],
  random: Random,
): Ledger['remedies'] {
  const answered = cases.filter((it) => {
    const served = servedDay(it);
    return served >= `${target.year}-01-10` && served <= `${target.year}-08-31`;
  });
  const late = cases.filter(
    (it) => servedDay(it) >= `${target.year}-10-20` && servedDay(it) <= `${target.year}-11-20`,
  );
  const remedies: RemedyCase[] = [];
  for (const kind of [
    'reconsideration',
    'directSuit',
    'suitAfterReconsideration',
  ] as const satisfies readonly RemedyKind[]) {
    for (const [column, count] of target[kind].entries()) {
      const outcome = (kind === 'reconsideration' ? OUTCOMES : SUIT_OUTCOMES)[column];
      for (let i = 0; i < count; i += 1) {
        const about = random.pick(outcome === undefined ? late : answered);
        const filedOn = addDays(parseLocalDate(servedDay(about)), random.between(8, 35));
        remedies.push({
          remedyId: `${target.agency.code}-${kind}-${String(remedies.length + 1).padStart(3, '0')}`,
          caseId: about.id,
          kind,
          role: 'originalOrgan',
          filedOn,
          ...(outcome !== undefined && { concludedOn: addDays(filedOn, random.between(40, 58)), outcome }),
        });
      }
    }
  }
  return remedies as Ledger['remedies'];
}

/** Counts from another system, vouched for by an attestation whose hash is that of the (invented) extract. */
function attest(target: LedgerTarget): Table2Input {
  const entries = Object.entries(target.table2).map(([row, figures]) => {
    const attested = Object.entries(figures).map(([column, value]) => {
      const query = `${row}/${column}，${target.year}-01-01 至 ${target.year}-12-31`;
      const fileHash = createHash('sha256').update(`${target.agency.code} ${query} ${value}`).digest('hex');
      const attestation = {
        sourceSystem: '演示业务系统',
        query,
        extractedOn: `${target.year + 1}-01-06`,
        fileHash: `sha256:${fileHash}`,
        responsibleUnit: '政策法规处（演示）',
        signer: '闻人示文（演示）',
      };
      return [column, { value, attestation }] as const;
    });
    return [row, Object.fromEntries(attested)] as const;
  });
  return Object.fromEntries(entries);
}

/** JSON with one case, remedy or figure a line, so that a change shows as one line. */
function writeLedger(ledger: Ledger): string {
  const lines = (items: readonly unknown[]): string =>
    items.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
  return `{
  "format": ${JSON.stringify(ledger.format)},
  "isDemonstration": ${ledger.isDemonstration},
  "agency": ${JSON.stringify(ledger.agency)},
  "cases": [
${lines(ledger.cases)}
  ],
  "remedies": [
${lines(ledger.remedies)}
  ],
  "table2": ${JSON.stringify(ledger.table2, null, 2).replaceAll('\n', '\n  ')}
}
`;
}

export function makeLedger(target: LedgerTarget): Ledger {
  const random = createRandom(target.seed);
  const cases = makeCases(target, random);
  return {
    format: 'gongkai-ledger-1',
    isDemonstration: true,
    agency: target.agency,
    cases,
    remedies: makeRemedies(target, cases, random),
    table2: { [String(target.year)]: attest(target) } as Ledger['table2'],
  };
}

const folder = new URL('ledgers/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const target of LEDGER_TARGETS) {
  const ledger = makeLedger(target);
  writeFileSync(new URL(target.file, folder), writeLedger(ledger));
  process.stdout.write(`${target.file}: ${ledger.cases.length} cases, ${ledger.remedies.length} remedies\n`);
}
