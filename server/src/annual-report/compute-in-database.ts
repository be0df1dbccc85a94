import { REPORT_STATUSES, type FormVersion, type PresentedReport, type ReportTables } from '@gongkai/core';
import { describeFinding, exitForFindings, type CommandContext } from '../command-line.js';
import { COMMAND_ACTOR, withDatabase, type DatabaseOptions } from '../with-database.js';
import { printTables } from './print-tables.js';
import { getReport } from './service.js';

/** The lines in which a report of the database is shown at a terminal. */
function describeReport(report: PresentedReport): string[] {
  const { agencyName, isDemonstration, year, form, version, status, publishedOn, asOf, tables } = report;
  const mark = isDemonstration ? '（演示数据，均为虚构）' : '';
  const standing = status === 'published' ? `${publishedOn ?? ''} 公布` : `数字算至 ${asOf}`;
  const findings = report.findings.map((finding) => {
    const waiver =
      finding.waiver === null ? '' : `（${finding.waiver.signer}说明：${finding.waiver.reason}）`;
    const { rule, severity, message, source } = finding;
    return `${describeFinding({ rule, severity, message, ...(source !== undefined && { source }) })}${waiver}`;
  });
  return [
    `${agencyName}  ${year} 年度  ${form} 年格式  第 ${version} 版 ${REPORT_STATUSES[status]}，${standing}${mark}`,
    ...printTables(tables as ReportTables),
    ...(findings.length > 0 ? findings : ['没有发现问题。']),
    ...report.obstacles.map((obstacle) => `公布之前：${obstacle}`),
  ];
}

/** The report of an agency and year out of the database, by the same use case as the pages. */
export async function computeInDatabase(
  options: DatabaseOptions & { readonly agency: string; readonly json?: true },
  year: number,
  form: FormVersion | undefined,
  context: CommandContext,
): Promise<void> {
  const report = await withDatabase(options, context, (ctx) =>
    getReport(ctx, COMMAND_ACTOR, options.agency, year, { form }),
  );
  if (options.json) context.write(JSON.stringify(report, null, 2));
  else for (const line of describeReport(report)) context.write(line);
  exitForFindings(
    context,
    report.findings
      .filter(({ waiver }) => waiver === null)
      .map(({ rule, severity, message }) => ({ rule, severity, message })),
  );
}
