import { addDays, defaultNarrative, parseLocalDate, yearOf, type LocalDate, type Actor } from '@gongkai/core';
import {
  editSection,
  getReport,
  handInForCheck,
  publishReport,
  waiveFinding,
} from '../annual-report/service.js';
import type { AppContext } from '../platform/context.js';
import {
  FIRST_REPORT_YEAR,
  LAST_YEAR_OF_FIRST_FORM,
  TWICE_COUNTED,
  seedOf,
  type CityAgency,
} from './city.js';
import { writeNarrative } from './narratives.js';
import { createRandom } from './random.js';

/** A world whose day can be another than today. */
type DatedContext = Pick<AppContext, 'db' | 'now' | 'today'>;

interface ReportKey {
  readonly agencyId: string;
  readonly year: number;
}

/** Offices that have let the last year's term pass: one has written nothing, one has not published what it checked. */
const UNFILED = 'CC-JT';
const CHECKED_ONLY = 'CC-BY-JY';

/** How far the report of a year has come by today. */
type Stage = 'notWritten' | 'checked' | 'published';

function stageOf(agency: CityAgency, year: number, today: LocalDate): Stage {
  if (publicationDay(agency, year) > today) return 'notWritten';
  const isLastYear = year === yearOf(today) - 1;
  if (isLastYear && agency.code === UNFILED) return 'notWritten';
  return isLastYear && agency.code === CHECKED_ONLY ? 'checked' : 'published';
}

/** Of so many years a government shows the report of its area. */
const AREA_YEARS = 2;

/** In January: the term ends on its last day; of the governments, which sum their units, in March (条例第四十九条). */
function publicationDay(agency: CityAgency, year: number): LocalDate {
  const random = createRandom(seedOf('publication', agency.code, year));
  const from = agency.scope === 'area' ? '03-10' : '01-10';
  return addDays(parseLocalDate(`${year + 1}-${from}`), random.between(0, 20));
}

/** The world as it was on a day, for a use case that happens then. */
function contextOn(ctx: DatedContext, day: LocalDate): DatedContext {
  return { db: ctx.db, now: () => new Date(`${day}T02:00:00Z`), today: () => day };
}

/**
 * One writes and hands in the reports of an agency, from the first year in a form to the last one that is due; another
 * signs and publishes them. The report of an area adds up those of its units, so theirs come first.
 * @returns how many were published
 */
export async function publishReports(
  ctx: DatedContext,
  agency: CityAgency,
  { writer, head }: { readonly writer: Actor; readonly head: Actor },
): Promise<number> {
  const today = ctx.today();
  let published = 0;
  const first = agency.scope === 'area' ? yearOf(today) - AREA_YEARS : FIRST_REPORT_YEAR;
  for (let year = Math.max(first, FIRST_REPORT_YEAR); year < yearOf(today); year += 1) {
    const stage = stageOf(agency, year, today);
    if (stage === 'notWritten') continue;
    const then = contextOn(ctx, publicationDay(agency, year));
    const key = { agencyId: agency.code, year };
    await writeSections(then, agency, writer, key);
    if (agency.code === TWICE_COUNTED.agencyCode && year === TWICE_COUNTED.year) {
      await waiveErrors(then, head, key);
    }
    await handIn(then, writer, key);
    if (stage === 'checked') continue;
    await publishReport(then, head, key);
    published += 1;
  }
  return published;
}

async function writeSections(
  ctx: DatedContext,
  agency: CityAgency,
  actor: Actor,
  key: ReportKey,
): Promise<void> {
  const { year } = key;
  const written = writeNarrative(agency, year);
  // A report begins with these texts: nobody has changed them yet.
  for (const { number, template } of defaultNarrative(year <= LAST_YEAR_OF_FIRST_FORM ? '2019' : '2021')) {
    const write = written[number];
    if (write === undefined) continue;
    await editSection(ctx, actor, key, { number, template: write(template), revision: 0 });
  }
}

/** Warnings are seen at the first attempt and pass at the second; an error needs someone who answers for it. */
async function handIn(ctx: DatedContext, actor: Actor, key: ReportKey): Promise<void> {
  const { status } = await handInForCheck(ctx, actor, key);
  if (status === 'draft') await handInForCheck(ctx, actor, key);
}

async function waiveErrors(ctx: DatedContext, actor: Actor, key: ReportKey): Promise<void> {
  const { findings } = await getReport(ctx, actor, key.agencyId, key.year);
  for (const finding of findings.filter(({ severity }) => severity === 'error')) {
    await waiveFinding(ctx, actor, key, {
      key: finding.key,
      signer: actor.name,
      reason: '汇总证明含与其他机关联合制发的文件，本机关以登记的文件为准，已与责任单位核对（演示）。',
    });
  }
}
