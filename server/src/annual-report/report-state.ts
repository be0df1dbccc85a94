import { createHash } from 'node:crypto';
import {
  DEFAULT_REMEDY_POLICIES,
  DomainError,
  convertForm,
  defaultNarrative,
  renderNarrative,
  type FormVersion,
  type PresentedFinding,
  type PresentedReport,
  type PresentedSection,
  type RenderedNarrative,
  type ReportStatus,
  nameOn,
  usualFormOf,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { readTable2Basis } from '../administrative-record/service.js';
import { completeFigures, figuresOf, readBeforeYear, type Figures } from './figures.js';
import { checkFigures } from './check-figures.js';
import { obstaclesToCheck, obstaclesToPublish, presentFindings } from './findings.js';
import {
  emptyHeadOf,
  findHeadText,
  findReportHead,
  headOf,
  liveOf,
  loadReport,
  type LoadedReport,
  type ReportHead,
} from './head-queries.js';
import { readLedgerText } from './ledger-figure-queries.js';
import { remembering } from './remembering.js';
import { findFrozenFigures } from './report-queries.js';
import type { ReportVersion, SectionState, SignedWaiver } from './report-version.js';

/** What the use cases of a report may know of the world. */
export type ReportContext = Pick<AppContext, 'db' | 'today'>;

/** A version of a report with everything that follows from its figures. */
export interface ReportState {
  readonly head: ReportHead;
  readonly year: number;
  readonly version: ReportVersion;
  /** Not yet written down: shown as it will begin. */
  readonly isNew: boolean;
  readonly figures: Figures;
  readonly sections: readonly SectionState[];
  readonly rendered: readonly RenderedNarrative[];
  readonly waivers: readonly SignedWaiver[];
  readonly findings: readonly PresentedFinding[];
  readonly notCheckable: PresentedReport['notCheckable'];
  readonly toCheck: readonly string[];
  /** Of figures, texts and waivers: changes whenever one of them does. */
  readonly digest: string;
}

function firstVersion(form: FormVersion, version = 1): ReportVersion {
  const nothing = {
    publishedOn: null,
    publishedBy: null,
    asOf: null,
    checkedDigest: null,
    remedyPolicies: null,
  };
  return { version, form, status: 'draft', seenFindings: [], writerIds: [], ...nothing };
}

/** The six sections composed from the year's figures, as a report begins. */
export function firstSections(form: FormVersion): SectionState[] {
  return defaultNarrative(form).map((section) => ({
    ...section,
    publishedText: null,
    revision: 0,
    editedBy: null,
    editedAt: null,
  }));
}

function refuseUnknown(agencyId: string): never {
  throw new DomainError('NOT_FOUND', `没有代码为“${agencyId}”的机关，请核对。`, { agencyId });
}

export async function requireReportHead(
  ctx: ReportContext,
  agencyId: string,
  year: number,
): Promise<ReportHead> {
  return (await findReportHead(ctx.db, agencyId, year)) ?? refuseUnknown(agencyId);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Everything that follows from figures and texts: the rendered prose, the findings, what stands in the way. */
export function stateFrom(
  head: ReportHead,
  year: number,
  version: ReportVersion,
  figures: Figures,
): ReportState {
  const isNew = !head.versions.some((known) => known.version === version.version);
  const own = head.sections.filter((section) => section.version === version.version);
  const sections = isNew ? firstSections(version.form) : own;
  const waivers = head.waivers.filter((waiver) => waiver.version === version.version);
  const { agency, previousTables, openInOldSystem } = head;
  const { tables, problems, remedyPolicies } = figures;
  const checked = checkFigures({
    ...{ agency, year, tables, problems, sections, previousTables },
    openInOldSystem: previousTables === null ? openInOldSystem : [],
    countsPendingAgain: remedyPolicies.countPendingAgain,
  });
  const findings = presentFindings(checked.findings, waivers);
  return {
    head,
    year,
    version,
    isNew,
    figures,
    sections,
    rendered: checked.rendered,
    waivers,
    findings,
    notCheckable: checked.notCheckable.map(({ rule, cells, reason }) => ({
      rule,
      cells: [...cells],
      reason,
    })),
    toCheck: obstaclesToCheck(findings, waivers, version.seenFindings),
    digest: digestOf([checked.digest, waivers]),
  };
}

/** The latest version, or the one that the first write will make. */
export function latestVersion(head: ReportHead, year: number): ReportVersion {
  return head.versions.at(-1) ?? firstVersion(usualFormOf(year));
}

export function requireVersion(head: ReportHead, year: number, version: number): ReportVersion {
  const found = head.versions.find((known) => known.version === version);
  if (found === undefined)
    throw new DomainError('NOT_FOUND', `${year}年度报告没有第${version}版。`, { year, version });
  return found;
}

/** A published version as it was published. */
async function presentPublished(
  ctx: ReportContext,
  head: ReportHead,
  year: number,
  version: ReportVersion,
  form: FormVersion | undefined,
): Promise<PresentedReport> {
  const frozen = await findFrozenFigures(ctx.db, head.agency.agencyId, year, version.version);
  if (frozen === null) throw new Error(`published without figures: ${head.agency.agencyId} ${year}`);
  const sections = head.sections.filter((section) => section.version === version.version);
  const tables =
    form === undefined || form === version.form ? frozen.tables : convertForm(frozen.tables, form).tables;
  return {
    ...presentVersion(head, year, version),
    form: form ?? version.form,
    asOf: version.asOf ?? ctx.today(),
    tables,
    remedyPolicies: version.remedyPolicies ?? DEFAULT_REMEDY_POLICIES,
    sections: sections.map((section) =>
      presentSection(section, renderNarrative(section.template, frozen.tables, year), section.publishedText),
    ),
    findings: [...frozen.findings],
    notCheckable: [],
    obstacles: [],
  };
}

function presentVersion(head: ReportHead, year: number, version: ReportVersion) {
  const { agencyId, name, formerNames, isDemonstration } = head.agency;
  const { publishedOn } = version;
  const versions = head.versions.some((known) => known.version === version.version)
    ? head.versions
    : [...head.versions, version];
  return {
    agencyCode: agencyId,
    agencyName: publishedOn === null ? name : nameOn(name, formerNames, publishedOn),
    isDemonstration,
    year,
    version: version.version,
    status: version.status,
    publishedOn: version.publishedOn,
    publishedBy: version.publishedBy,
    writerIds: version.status === 'published' ? [] : [...version.writerIds],
    versions: versions.map(({ version: number, status, publishedOn }) => ({
      version: number,
      status,
      publishedOn,
    })),
  };
}

export function presentSection(
  { number, heading, template, revision, editedBy, editedAt }: SectionState,
  rendered: RenderedNarrative | undefined,
  publishedText: string | null = null,
): PresentedSection {
  const figures = (rendered?.figures ?? []).map(({ expression, text, cells }) => ({
    expression,
    value: text,
    cells: [...cells],
  }));
  const text = publishedText ?? rendered?.text ?? '';
  return { number, heading, template, text, figures, revision, editedBy, editedAt };
}

/** A report with live figures as people see it. Checked is only what is still as it was checked. */
export function presentState(ctx: ReportContext, state: ReportState): PresentedReport {
  const { head, year, version, figures, sections, rendered, findings, notCheckable, toCheck } = state;
  const isChanged = version.status === 'checked' && version.checkedDigest !== state.digest;
  const status: ReportStatus = isChanged ? 'draft' : version.status;
  return {
    ...presentVersion(head, year, { ...version, status }),
    form: version.form,
    asOf: ctx.today(),
    tables: figures.tables,
    remedyPolicies: figures.remedyPolicies,
    sections: sections.map((section, index) => presentSection(section, rendered[index])),
    findings: [...findings],
    notCheckable,
    obstacles: obstaclesToPublish(toCheck, status, isChanged),
  };
}

export interface AskedReport {
  readonly form?: FormVersion | undefined;
  readonly version?: number | undefined;
}

export async function requireLoadedReport(
  ctx: ReportContext,
  agencyId: string,
  year: number,
): Promise<LoadedReport> {
  return (await loadReport(ctx.db, agencyId, year, ctx.today())) ?? refuseUnknown(agencyId);
}

/** The report of a year: live while it is not published, frozen after; `version` shows any that was published. */
export async function presentLoaded(
  ctx: ReportContext,
  loaded: LoadedReport,
  agencyId: string,
  year: number,
  asked: AskedReport = {},
): Promise<PresentedReport> {
  const headText = loaded.hasMore ? await findHeadText(ctx.db, agencyId, year) : null;
  if (loaded.hasLive) return presentLive(ctx, loaded, headText, { ...asked, agencyId, year });
  const head = headText === null ? emptyHeadOf(loaded) : headOf(headText);
  const version = askedVersion(head, year, asked.version);
  if (version.status === 'published') return presentPublished(ctx, head, year, version, asked.form);
  const form = asked.form ?? version.form;
  const figures = await figuresOf(ctx.db, agencyId, year, form);
  return presentState(ctx, stateFrom(head, year, { ...version, form }, figures));
}

function askedVersion(head: ReportHead, year: number, version: number | undefined): ReportVersion {
  return version === undefined ? latestVersion(head, year) : requireVersion(head, year, version);
}

/** As many reports as people have open at a time. */
const rememberReport = remembering<PresentedReport>(200);

/** A report of which no version is published. What it rests on is read each time, what follows worked out once. */
async function presentLive(
  ctx: ReportContext,
  loaded: LoadedReport,
  headText: string | null,
  asked: AskedReport & { readonly agencyId: string; readonly year: number },
): Promise<PresentedReport> {
  const { agencyId, year } = asked;
  const form = asked.form ?? null;
  const head = () => (headText === null ? emptyHeadOf(loaded) : headOf(headText));
  // Both forms ask for other rows of table 二, and the form may be the draft's.
  const shown = form ?? (headText === null ? usualFormOf(year) : latestVersion(head(), year).form);
  const table2 = loaded.hasTable2Basis
    ? await readTable2Basis(ctx.db, agencyId, year, shown, { withIds: false })
    : null;
  const ledgerText = loaded.hasLedgers ? await readLedgerText(ctx.db, { agencyId, year }) : null;
  const before = await readBeforeYear(ctx.db, agencyId, year, shown);
  const basis = [
    ...[year, asked.version, shown, ctx.today(), loaded.basis, headText, table2?.text, ledgerText],
    JSON.stringify(before),
  ];
  return rememberReport(basis.join('\n'), () => {
    const known = head();
    const live = liveOf(loaded);
    if (live === null) throw new Error(`nothing live was counted: ${agencyId} ${year}`);
    const version = { ...askedVersion(known, year, asked.version), form: shown };
    return presentState(
      ctx,
      stateFrom(
        known,
        year,
        version,
        completeFigures(live, { basis: table2, before, ledgerText }, year, shown),
      ),
    );
  });
}

export async function presentReport(
  ctx: ReportContext,
  agencyId: string,
  year: number,
  asked: AskedReport = {},
): Promise<PresentedReport> {
  return presentLoaded(ctx, await requireLoadedReport(ctx, agencyId, year), agencyId, year, asked);
}
