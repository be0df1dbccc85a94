import {
  DomainError,
  INSTANCE_LEVELS,
  REMEDY_KINDS,
  REMEDY_OUTCOMES,
  REMEDY_ROLES,
  localDateSchema,
  type LocalDate,
  type PresentedCellSource,
  type RemedyCase,
  permit,
  type Actor,
} from '@gongkai/core';
import { listExistingCaseIds } from '../application/service.js';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { copyRemedies, insertRemedy, listRemediesById, listRemedyRows, type RemedyRow } from './queries.js';

export { listExistingRemedyIds } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Registers a reconsideration or a suit. @throws DomainError ALREADY_EXISTS, NOT_FOUND, INVALID_INPUT */
export async function registerRemedy(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  remedy: RemedyCase,
): Promise<void> {
  permit(actor, 'remedy.record', { agencyCode });
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const fault = faultOfRemedy(remedy, ctx.today());
    if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
    const { caseId, remedyId } = remedy;
    if (caseId !== undefined && !(await listExistingCaseIds(db, agencyCode, [caseId])).has(caseId)) {
      throw new DomainError('NOT_FOUND', `没有编号为“${caseId}”的申请，请核对编号。`, { caseId });
    }
    if (!(await insertRemedy(db, rowOf(agencyCode, remedy, null)))) {
      throw new DomainError('ALREADY_EXISTS', `复议诉讼案件“${remedyId}”已经登记过，请核对编号。`, {
        remedyId,
      });
    }
    await recordAudit(db, ctx, actor, {
      kind: 'remedy.registered',
      agencyCode,
      subject: { type: 'remedy', id: remedyId },
      details: { caseId: caseId ?? null },
    });
  });
}

/** Remedies of an agency, the latest first. */
export async function listRemedies(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ items: RemedyCase[]; next: string | null }> {
  permit(actor, 'remedy.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const after = page.after === undefined ? null : parseKey(page.after);
  const rows = await listRemedyRows(ctx.db, agencyCode, after, page.limit + 1);
  const items = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? items.at(-1) : undefined;
  return { items: items.map(remedyOf), next: last ? `${last.filedOn}~${last.remedyId}` : null };
}

/** Remedies as the rows behind a cell, in the order of the ids. */
export async function describeRemedies(
  db: Connection,
  agencyId: string,
  ids: readonly string[],
): Promise<PresentedCellSource['rows']> {
  const rows = new Map((await listRemediesById(db, agencyId, ids)).map((row) => [row.remedyId, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { kind, role, filedOn, concludedOn, outcome, instances, caseId } = row;
    const levels = (instances ?? []).map(
      ({ level, outcome: of }) =>
        `${INSTANCE_LEVELS[level]}${of === undefined ? '尚未审结' : REMEDY_OUTCOMES[of].label}`,
    );
    const result = outcome === null ? null : REMEDY_OUTCOMES[outcome].label;
    return [
      {
        ...{ id, kind: REMEDY_KINDS[kind], title: `本机关为${REMEDY_ROLES[role]}`, caseId },
        ...{
          startedOn: filedOn,
          endedOn: concludedOn,
          result: levels.length > 0 ? levels.join('，') : result,
        },
      },
    ];
  });
}

/** Why a remedy can't be registered as it is told; null when it can. */
export function faultOfRemedy(remedy: RemedyCase, today: LocalDate): string | null {
  const stages = [remedy, ...(remedy.instances ?? [])];
  for (const { filedOn, concludedOn, outcome } of stages) {
    if (filedOn > today || (concludedOn !== undefined && concludedOn > today))
      return '日期晚于今日：只能登记已经发生的事。';
    if (concludedOn !== undefined && concludedOn < filedOn) return '审结日期早于提起日期，请核对。';
    if ((concludedOn === undefined) !== (outcome === undefined)) return '审结日期与结果应当同时填写。';
  }
  if (remedy.kind === 'reconsideration' && (remedy.instances ?? []).length > 0)
    return '行政复议没有审级，请不要填写各审情况。';
  return null;
}

/** Enters many remedies at once; each must have passed `faultOfRemedy` and be new. */
export async function loadRemedies(
  db: Transaction,
  source: { readonly agencyCode: string; readonly importId: string | null },
  remedies: readonly RemedyCase[],
): Promise<void> {
  await copyRemedies(
    db,
    remedies.map((remedy) => rowOf(source.agencyCode, remedy, source.importId)),
  );
}

function rowOf(agencyId: string, remedy: RemedyCase, importId: string | null): RemedyRow {
  const {
    remedyId,
    caseId = null,
    kind,
    role,
    filedOn,
    concludedOn = null,
    outcome = null,
    instances = null,
  } = remedy;
  return { agencyId, remedyId, caseId, kind, role, filedOn, concludedOn, outcome, instances, importId };
}

/** The columns that tell a remedy, wherever its row was read. */
export type RemedyColumns = Pick<
  RemedyRow,
  'remedyId' | 'caseId' | 'kind' | 'role' | 'filedOn' | 'concludedOn' | 'outcome' | 'instances'
>;

export function remedyOf(row: RemedyColumns): RemedyCase {
  const { remedyId, caseId, kind, role, filedOn, concludedOn, outcome, instances } = row;
  return {
    remedyId,
    kind,
    role,
    filedOn,
    ...(caseId !== null && { caseId }),
    ...(concludedOn !== null && { concludedOn }),
    ...(outcome !== null && { outcome }),
    ...(instances !== null && { instances }),
  };
}

function parseKey(text: string): { readonly filedOn: LocalDate; readonly remedyId: string } {
  const [day = '', ...rest] = text.split('~');
  const filedOn = localDateSchema.safeParse(day);
  if (!filedOn.success || rest.length === 0) {
    throw new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页重新查看。');
  }
  return { filedOn: filedOn.data, remedyId: rest.join('~') };
}
