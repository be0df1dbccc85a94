import {
  DomainError,
  FEE_FIGURE_NAMES,
  cellsOfForm,
  checkReport,
  hasFees,
  rollUp,
  usualFormOf,
  valueAt,
  type Agency,
  type AreaReport,
  type FeeTotals,
  type Finding,
  type FormVersion,
  type MemberReport,
  type MemberStanding,
  type PresentedReport,
  type ReportTables,
} from '@gongkai/core';
import { reprojectDue } from '../application/service.js';
import { listAgencies } from '../identity/service.js';
import { figuresOf } from './figures.js';
import { presentReport, type ReportContext } from './report-state.js';

type Member = AreaReport['members'][number];

/** A report that says nothing at all was never begun. */
function hasFigures(tables: ReportTables, form: FormVersion): boolean {
  return cellsOfForm(form).some((cell) => (valueAt(tables, cell) ?? 0) !== 0);
}

function standingOf(agency: Agency, year: number, report: PresentedReport): MemberStanding {
  if (report.status === 'published') return 'published';
  if (agency.existsUntil !== null && agency.existsUntil < `${year}-12-31`) return 'dissolved';
  return hasFigures(report.tables as ReportTables, report.form) ? 'live' : 'unfiled';
}

/** Whether an agency is a unit of the year at all; one that ended before it, or began after, is not. */
function isOfYear({ existsFrom, existsUntil }: Agency, year: number): boolean {
  return (
    (existsFrom === null || existsFrom <= `${year}-12-31`) &&
    (existsUntil === null || existsUntil >= `${year}-01-01`)
  );
}

function memberReportOf({ code, name, standing, tables }: Member): MemberReport {
  const report = tables === null ? {} : { report: tables as ReportTables };
  switch (standing) {
    case 'unfiled':
      return { code, name, status: 'unfiled' };
    case 'dissolved':
      return { code, name, status: 'dissolved', ...report };
    case 'published':
    case 'live':
      return { code, name, status: 'filed', ...report };
  }
}

/**
 * The report of an area of a year (条例第四十九条): what its own organ counts and what every unit below it does, each
 * once; of a unit the published figures, else the live ones. An area below adds its own sum.
 * @throws DomainError NOT_FOUND for an agency that is no area
 */
export async function areaReport(ctx: ReportContext, agencyId: string, year: number): Promise<AreaReport> {
  const agencies = await listAgencies(ctx);
  const agency = requireArea(agencies, agencyId);
  await reprojectArea(ctx, agencyId);
  return sumOfArea(ctx, agencies, agency, year);
}

function requireArea(agencies: readonly Agency[], agencyId: string): Agency {
  const agency = agencies.find(({ code }) => code === agencyId);
  if (agency?.scope === 'area') return agency;
  throw new DomainError('NOT_FOUND', `“${agencyId}”不是汇总地区数据的机关，请选择一级政府。`, { agencyId });
}

/** Brings the cases up to date that the report of an agency counts: of an area those of all its units. */
export async function reprojectArea(ctx: ReportContext, agencyId: string): Promise<void> {
  await reprojectDue(ctx, agencyId);
  const agencies = await listAgencies(ctx);
  if (agencies.find(({ code }) => code === agencyId)?.scope !== 'area') return;
  for (const { code } of agencies.filter((it) => it.parentCode === agencyId)) await reprojectArea(ctx, code);
}

/** The sum alone, of cases that are up to date: to be read within a transaction too. */
export async function sumOfUnits(
  ctx: ReportContext,
  agencyId: string,
  year: number,
): Promise<{ readonly tables: ReportTables; readonly problems: readonly Finding[] }> {
  const agencies = await listAgencies(ctx);
  const area = requireArea(agencies, agencyId);
  const { tables, members, own } = await sumOfArea(ctx, agencies, area, year);
  const { findings } = rollUp({
    own: own as ReportTables,
    members: members.map(memberReportOf),
    form: usualFormOf(year),
  });
  return {
    tables: tables as ReportTables,
    problems: findings.map(({ rule, severity, message, source }) => ({
      ...{ rule, severity, message },
      ...(source !== undefined && { source }),
    })),
  };
}

async function sumOfArea(
  ctx: ReportContext,
  agencies: readonly Agency[],
  area: Agency,
  year: number,
): Promise<AreaReport> {
  const form = usualFormOf(year);
  // Its published report holds the sum: what it counts itself is read from its own cases.
  const own = await figuresOf(ctx.db, area.code, year, form);
  const members: Member[] = [];
  for (const agency of agencies.filter((it) => it.parentCode === area.code && isOfYear(it, year))) {
    members.push(await memberOf(ctx, agencies, agency, year));
  }
  const summed = rollUp({ own: own.tables, members: members.map(memberReportOf), form });
  const fees = sumOfFees([own.tables, ...members.map(({ tables }) => tables as ReportTables | null)]);
  const tables: ReportTables = { ...summed.tables, ...(hasFees(fees) && { fees }) };
  // The tree has no circles and every agency one parent, so nobody is reached twice.
  const counted = new Set(summed.counted);
  const { findings } = checkReport({ tables, year, agency: area.name, sections: [], scope: 'area' });
  return {
    ...{ agencyCode: area.code, agencyName: area.name, isDemonstration: area.isDemonstration, year, form },
    asOf: ctx.today(),
    tables,
    own: own.tables,
    members: members.map((member) => ({ ...member, isCounted: counted.has(member.code) })),
    findings: [...summed.findings, ...findings].map((finding) => {
      const { rule, severity, message, cells, left, right, source } = finding;
      return {
        rule,
        severity,
        message,
        cells: [...cells],
        left,
        right,
        ...(source !== undefined && { source }),
      };
    }),
  };
}

/** What of the processing fees is one sum for all (国办函〔2020〕109号). */
function sumOfFees(all: readonly (ReportTables | null)[]): FeeTotals {
  const sumOf = (name: (typeof FEE_FIGURE_NAMES)[number]): number =>
    all.reduce((sum, tables) => sum + (tables?.fees?.[name] ?? 0), 0);
  return Object.fromEntries(FEE_FIGURE_NAMES.map((name) => [name, sumOf(name)])) as unknown as FeeTotals;
}

async function memberOf(
  ctx: ReportContext,
  agencies: readonly Agency[],
  agency: Agency,
  year: number,
): Promise<Member> {
  const { code, name, scope } = agency;
  const report = await presentReport(ctx, code, year);
  const { publishedOn } = report;
  if (scope === 'organ') {
    const standing = standingOf(agency, year, report);
    const tables = standing === 'unfiled' ? null : report.tables;
    return { ...{ code, name, scope, standing, publishedOn, tables }, isCounted: false };
  }
  const below = await sumOfArea(ctx, agencies, agency, year);
  const isAny = hasFigures(below.tables as ReportTables, below.form);
  const standing = report.status === 'published' ? 'published' : isAny ? 'live' : 'unfiled';
  return {
    ...{ code, name, scope, standing, publishedOn },
    isCounted: false,
    tables: isAny ? below.tables : null,
  };
}
