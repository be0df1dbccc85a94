import {
  DomainError,
  cellsOfForm,
  checkReport,
  rollUp,
  usualFormOf,
  valueAt,
  type Agency,
  type AreaReport,
  type FormVersion,
  type MemberReport,
  type MemberStanding,
  type PresentedReport,
  type ReportTables,
} from '@gongkai/core';
import { reprojectDue } from '../application/service.js';
import { listAgencies } from '../identity/service.js';
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
  const agency = agencies.find(({ code }) => code === agencyId);
  if (agency?.scope !== 'area') {
    throw new DomainError('NOT_FOUND', `“${agencyId}”不是汇总地区数据的机关，请选择一级政府。`, { agencyId });
  }
  return sumOfArea(ctx, agencies, agency, year);
}

async function sumOfArea(
  ctx: ReportContext,
  agencies: readonly Agency[],
  area: Agency,
  year: number,
): Promise<AreaReport> {
  await reprojectDue(ctx, area.code);
  const own = await presentReport(ctx, area.code, year);
  const members: Member[] = [];
  for (const agency of agencies.filter((it) => it.parentCode === area.code && isOfYear(it, year))) {
    members.push(await memberOf(ctx, agencies, agency, year));
  }
  const form = usualFormOf(year);
  const summed = rollUp({ own: own.tables as ReportTables, members: members.map(memberReportOf), form });
  const { tables } = summed;
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

async function memberOf(
  ctx: ReportContext,
  agencies: readonly Agency[],
  agency: Agency,
  year: number,
): Promise<Member> {
  const { code, name, scope } = agency;
  await reprojectDue(ctx, code);
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
