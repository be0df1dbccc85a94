import {
  DomainError,
  type PresentedReport,
  type PresentedSection,
  type Actor,
  permit,
  type Permission,
  faultOfPublisher,
  timeInChina,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { recordAudit } from '../audit/service.js';
import { notify, type News } from '../notification/service.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { requestExports } from './export-report.js';
import { presentPrinted, printedFigures } from './area-figures.js';
import { reprojectArea } from './area-report.js';
import { sightOf, unseenWarnings } from './findings.js';
import { digestOfPrinted } from './make-files.js';
import { indexReport } from './index-report.js';
import { quotedLedgerFigures } from './ledger-source.js';
import { freezeLedgerEntries } from './ledger-figure-queries.js';
import { freezePlaces, publishVersion, vacuumFrozenPlaces } from './publication-queries.js';
import {
  addWriter,
  deleteWaiver,
  insertDraft,
  insertNextDraft,
  lockReport,
  putWaiver,
  replaceSection,
  updateStatus,
} from './report-queries.js';
import {
  latestVersion,
  presentSection,
  presentState,
  requireReportHead,
  stateFrom,
  type ReportContext,
  type ReportState,
} from './report-state.js';

type WorkflowContext = ReportContext & Pick<AppContext, 'now'>;
type InTransaction = WorkflowContext & { readonly db: Transaction };

interface ReportKey {
  readonly agencyId: string;
  readonly year: number;
}

/** One change of a report: nobody else changes it meanwhile, and all of it happens or nothing. */
function changeReport<T>(
  ctx: WorkflowContext,
  actor: Actor,
  permission: Permission,
  key: ReportKey,
  work: (ctx: InTransaction) => Promise<T>,
): Promise<T> {
  permit(actor, permission, { agencyCode: key.agencyId });
  return inTransaction(ctx.db, async (db) => {
    await lockReport(db, key.agencyId, key.year);
    return work({ ...ctx, db });
  });
}

/** What the record of a change is about. */
function aboutReport({ agencyId, year }: ReportKey) {
  return { agencyCode: agencyId, subject: { type: 'report', id: `${agencyId}/${year}` } } as const;
}

/** Told to those who go on with it, not to whoever did this step. */
function newsOfReport(
  kind: 'report.checked' | 'report.returned',
  { agencyId, year }: ReportKey,
  { version: { version } }: ReportState,
  { id: except }: Actor,
): News {
  const subjectId = `${agencyId}/${year}`;
  return { kind, agencyCode: agencyId, subjectId, details: { year, version }, except };
}

/** The draft of a report with its live figures, written down if this is its first change. */
async function openDraft(ctx: InTransaction, { agencyId, year }: ReportKey): Promise<ReportState> {
  const head = await requireReportHead(ctx, agencyId, year);
  const version = latestVersion(head, year);
  if (version.status === 'published') {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      `${year}年度报告第${version.version}版已经公布，不能再改。需要更正的，请先另起一版。`,
      { year, version: version.version },
    );
  }
  const state = stateFrom(head, year, version, await printedFigures(ctx, head, year, version.form));
  if (state.isNew) {
    const { sections } = state;
    await insertDraft(ctx.db, { agencyId, year, version: version.version, form: version.form }, sections);
  }
  return state;
}

function versionKey({ head, year, version }: ReportState) {
  return { agencyId: head.agency.agencyId, year, version: version.version };
}

/** Accepts a finding by name and with a reason, which is printed with the report. */
export async function waiveFinding(
  ctx: WorkflowContext,
  actor: Actor,
  key: ReportKey,
  given: { readonly key: string; readonly signer: string; readonly reason: string },
): Promise<PresentedReport> {
  return changeReport(ctx, actor, 'report.waive', key, async (ctx) => {
    const state = await openDraft(ctx, key);
    const finding = state.findings.find((it) => it.key === given.key && it.severity !== 'info');
    if (finding === undefined) {
      throw new DomainError('NOT_FOUND', '现在没有这项核对结果，不需要说明。请刷新后再看。', {
        key: given.key,
      });
    }
    const { rule, message } = finding;
    const { signer, reason } = given;
    const waiver = { findingKey: given.key, rule, message, signer, reason, signedOn: ctx.today() };
    await putWaiver(ctx.db, versionKey(state), waiver);
    await recordAudit(ctx.db, ctx, actor, {
      ...aboutReport(key),
      kind: 'report.findingWaived',
      details: { year: key.year, rule },
    });
    return presentPrinted(ctx, key.agencyId, key.year);
  });
}

export async function withdrawWaiver(
  ctx: WorkflowContext,
  actor: Actor,
  key: ReportKey,
  findingKey: string,
): Promise<PresentedReport> {
  return changeReport(ctx, actor, 'report.waive', key, async (ctx) => {
    const state = await openDraft(ctx, key);
    const isDeleted = await deleteWaiver(ctx.db, versionKey(state), findingKey);
    if (!isDeleted)
      throw new DomainError('NOT_FOUND', '没有这项说明，可能已经撤回。请刷新后再看。', { findingKey });
    await recordAudit(ctx.db, ctx, actor, {
      ...aboutReport(key),
      kind: 'report.waiverWithdrawn',
      details: { year: key.year, findingKey: findingKey.slice(0, 200) },
    });
    return presentPrinted(ctx, key.agencyId, key.year);
  });
}

/** Changes the text of a section; whoever wrote on an older state is told who was first, and neither text is lost. */
export async function editSection(
  ctx: WorkflowContext,
  actor: Actor,
  key: ReportKey,
  edit: { readonly number: number; readonly template: string; readonly revision: number },
): Promise<PresentedSection> {
  const { number, template, revision } = edit;
  const editedAt = ctx.now().toISOString();
  return changeReport(ctx, actor, 'report.edit', key, async (ctx) => {
    const state = await openDraft(ctx, key);
    const section = state.sections.find((it) => it.number === number);
    if (section === undefined) throw new DomainError('NOT_FOUND', `报告没有第${number}部分。`, { number });
    if (section.revision !== revision) {
      const who = section.editedBy ?? '他人';
      const when = section.editedAt === null ? '' : `（${timeInChina(section.editedAt)}）`;
      throw new DomainError(
        'CHANGED_MEANWHILE',
        `“${section.heading}”已由${who}在您之前修改${when}，您的文字没有保存。请把两份文字合并后再保存，现在的修订号是${section.revision}。`,
        { revision: section.revision, editedBy: who, presentText: section.template, yourText: template },
      );
    }
    if (section.template !== template) {
      const change = {
        template,
        revision: revision + 1,
        editedBy: actor.name,
        editedAt,
      };
      await replaceSection(ctx.db, versionKey(state), number, change);
      await addWriter(ctx.db, versionKey(state), actor.id);
      if (state.version.status === 'checked')
        await notify(ctx.db, ctx, newsOfReport('report.returned', key, state, actor));
    }
    // Handing in the same text may still be what begins the draft.
    await recordAudit(ctx.db, ctx, actor, {
      ...aboutReport(key),
      kind: 'report.sectionEdited',
      details: { year: key.year, number, revision: revision + (section.template === template ? 0 : 1) },
    });
    const head = await requireReportHead(ctx, key.agencyId, key.year);
    const after = stateFrom(head, key.year, latestVersion(head, key.year), state.figures);
    const index = after.sections.findIndex((it) => it.number === number);
    const saved = after.sections[index];
    if (saved === undefined) throw new Error(`section ${number} vanished`);
    return presentSection(saved, after.rendered[index]);
  });
}

function refuse(what: string, obstacles: readonly string[]): never {
  throw new DomainError('NOT_IN_THIS_STATUS', `${what}：\n${obstacles.join('\n')}`, {
    obstacles: obstacles.length,
  });
}

/**
 * Draft → checked. Errors refuse it; warnings that were not there at the last attempt are noted as seen and handed
 * back as obstacles, so that handing in again means having seen them.
 */
export async function handInForCheck(
  ctx: WorkflowContext,
  actor: Actor,
  key: ReportKey,
): Promise<PresentedReport> {
  permit(actor, 'report.check', { agencyCode: key.agencyId });
  await reprojectArea(ctx, key.agencyId);
  return changeReport(ctx, actor, 'report.check', key, async (ctx) => {
    const state = await openDraft(ctx, key);
    const hasErrors = state.findings.some(({ severity, waiver }) => severity === 'error' && waiver === null);
    if (hasErrors) refuse('还不能核对', state.toCheck);
    const seenFindings = state.findings.filter(({ severity }) => severity === 'warning').map(sightOf);
    const isReady = state.toCheck.length === 0;
    await addWriter(ctx.db, versionKey(state), actor.id);
    await updateStatus(ctx.db, versionKey(state), {
      status: isReady ? 'checked' : 'draft',
      seenFindings,
      checkedDigest: isReady ? state.digest : null,
    });
    await recordAudit(ctx.db, ctx, actor, {
      ...aboutReport(key),
      kind: 'report.checked',
      details: { year: key.year, version: state.version.version, isChecked: isReady },
    });
    if (isReady) await notify(ctx.db, ctx, newsOfReport('report.checked', key, state, actor));
    if (isReady) return presentPrinted(ctx, key.agencyId, key.year);
    const unseen = unseenWarnings(state.findings, state.version.seenFindings).length;
    return {
      ...presentState(ctx, state),
      obstacles: [`有${unseen}条提示请逐条看过；看过之后再次提交核对，即为已核对。`],
    };
  });
}

/**
 * Checked → published: figures, sources, places of the cases, findings and texts are frozen together. Never by whoever
 * wrote the version or handed it in.
 */
export async function publishReport(
  ctx: WorkflowContext,
  actor: Actor,
  key: ReportKey,
): Promise<PresentedReport> {
  const { agencyId, year } = key;
  permit(actor, 'report.publish', { agencyCode: agencyId });
  const publishedAt = ctx.now().toISOString();
  await reprojectArea(ctx, agencyId);
  const published = await changeReport(ctx, actor, 'report.publish', key, async (ctx) => {
    const head = await requireReportHead(ctx, agencyId, year);
    const version = latestVersion(head, year);
    if (version.status === 'published') {
      throw new DomainError('NOT_IN_THIS_STATUS', `${year}年度报告第${version.version}版已经公布。`, {
        year,
      });
    }
    if (version.status === 'draft') {
      const state = stateFrom(head, year, version, await printedFigures(ctx, head, year, version.form));
      refuse('还不能公布', presentState(ctx, state).obstacles);
    }
    const frozenKey = { agencyId, year, version: version.version };
    await freezePlaces(ctx.db, frozenKey);
    // Counted from the frozen places, so that the printed figures and the frozen cases can't differ.
    const figures = await printedFigures(ctx, head, year, version.form, version.version);
    const state = stateFrom(head, year, version, figures);
    const { obstacles } = presentState(ctx, state);
    if (obstacles.length > 0) refuse('还不能公布', obstacles);
    const fault = faultOfPublisher(version, actor);
    if (fault !== null) throw new DomainError('FORBIDDEN', fault, { year, version: version.version });
    await freezeLedgerEntries(ctx.db, frozenKey, quotedLedgerFigures(state.rendered));
    await publishVersion(ctx.db, frozenKey, {
      figures,
      findings: state.findings,
      texts: state.sections.map(({ number }, index) => ({ number, text: state.rendered[index]?.text ?? '' })),
      publishedOn: ctx.today(),
      publishedAt,
      publishedBy: actor.name,
    });
    await recordAudit(ctx.db, ctx, actor, {
      ...aboutReport(key),
      kind: 'report.published',
      details: { year, version: version.version },
    });
    const report = await presentPrinted(ctx, agencyId, year);
    await indexReport(ctx.db, report, publishedAt);
    await requestExports(ctx.db, actor, frozenKey, digestOfPrinted(report));
    return report;
  });
  // The report is published whatever comes of it: it is for speed alone.
  await vacuumFrozenPlaces(ctx.db).catch(() => undefined);
  return published;
}

/** A new draft after publication, with the published texts to begin with; the published version stays as it is. */
export async function reviseReport(
  ctx: WorkflowContext,
  actor: Actor,
  key: ReportKey,
): Promise<PresentedReport> {
  const { agencyId, year } = key;
  return changeReport(ctx, actor, 'report.edit', key, async (ctx) => {
    const head = await requireReportHead(ctx, agencyId, year);
    const { version, status, form } = latestVersion(head, year);
    if (status !== 'published') {
      throw new DomainError('NOT_IN_THIS_STATUS', `${year}年度报告第${version}版还没有公布，请直接修改。`, {
        year,
      });
    }
    await insertNextDraft(ctx.db, { agencyId, year, version, form });
    await recordAudit(ctx.db, ctx, actor, {
      ...aboutReport(key),
      kind: 'report.revised',
      details: { year, version: version + 1 },
    });
    return presentPrinted(ctx, agencyId, year);
  });
}
