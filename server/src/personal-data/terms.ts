import {
  addDays,
  DomainError,
  localDateInChina,
  localDateSchema,
  permit,
  permitWithin,
  RETENTION_TERM_KINDS,
  RETENTION_TERMS,
  retentionTermFault,
  type Actor,
  type LocalDate,
  type RetentionTerm,
  type RetentionTermKind,
  type SetRetentionTerm,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Cutoffs } from '../platform/database/cutoff.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { deleteTerm, listAllTerms, listOwnTerms, listTermsWithNames, saveTerm } from './term-queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** The terms in force at an agency, its own and the usual ones. @throws DomainError NOT_FOUND, FORBIDDEN */
export async function listRetentionTerms(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<RetentionTerm[]> {
  permitWithin(actor, 'agency.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  return termsOf(ctx.db, agencyCode);
}

/** Terms that are not the usual ones, for everybody to read. */
export async function listTermsOfAgencies(db: Connection): Promise<
  readonly {
    readonly agencyName: string;
    readonly kind: RetentionTermKind;
    readonly amount: number;
    readonly basis: string;
  }[]
> {
  return listTermsWithNames(db);
}

/** The same for use cases that have permitted it. */
export async function termsOf(db: Connection, agencyCode: string): Promise<RetentionTerm[]> {
  const own = new Map((await listOwnTerms(db, agencyCode)).map((row) => [row.kind, row]));
  return RETENTION_TERM_KINDS.map((kind) => {
    const row = own.get(kind);
    return row === undefined
      ? { kind, amount: RETENTION_TERMS[kind].usual, basis: null, setOn: null }
      : { kind, amount: row.amount, basis: row.basis, setOn: localDateInChina(new Date(row.setAt)) };
  });
}

/** Sets a term within the bounds of the law, or the usual one again. @throws DomainError INVALID_INPUT, NOT_FOUND, FORBIDDEN */
export async function setRetentionTerm(
  ctx: Context,
  actor: Actor,
  at: { readonly agencyCode: string; readonly kind: RetentionTermKind },
  { amount, basis }: SetRetentionTerm,
): Promise<RetentionTerm[]> {
  const { agencyCode, kind } = at;
  permit(actor, 'settings.manage', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const fault = amount === null ? null : retentionTermFault(kind, amount);
  if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
  if (amount !== null && basis === '')
    throw new DomainError('INVALID_INPUT', '请写明依据，如本机关经档案主管部门审核的保管期限表的文号。');
  return inTransaction(ctx.db, async (db) => {
    if (amount === null) await deleteTerm(db, agencyCode, kind);
    else {
      const setAt = ctx.now().toISOString();
      await saveTerm(db, { agencyId: agencyCode, kind, amount, basis, setBy: actor.id, setAt });
    }
    await recordAudit(db, ctx, actor, {
      kind: 'retention.termSet',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { rule: kind, count: amount },
    });
    return termsOf(db, agencyCode);
  });
}

/** For each kind the day on which what began then has been kept long enough, of every agency. */
export async function loadCutoffs(
  db: Connection,
  today: LocalDate,
): Promise<Readonly<Record<RetentionTermKind, Cutoffs>>> {
  const rows = await listAllTerms(db);
  const cutoffs = RETENTION_TERM_KINDS.map((kind): [RetentionTermKind, Cutoffs] => {
    const own = rows.filter((row) => row.kind === kind);
    return [
      kind,
      {
        usual: cutoffFor(kind, today, RETENTION_TERMS[kind].usual),
        own: new Map(own.map(({ agencyId, amount }) => [agencyId, cutoffFor(kind, today, amount)])),
      },
    ];
  });
  return Object.fromEntries(cutoffs) as Record<RetentionTermKind, Cutoffs>;
}

function cutoffFor(kind: RetentionTermKind, today: LocalDate, amount: number): LocalDate {
  return RETENTION_TERMS[kind].unit === 'years' ? yearsBefore(today, amount) : addDays(today, -amount);
}

/** The same day so many years ago; 28 February for 29. */
function yearsBefore(today: LocalDate, years: number): LocalDate {
  const year = Number(today.slice(0, 4)) - years;
  const day = `${year}${today.slice(4)}`;
  return localDateSchema.safeParse(day).data ?? localDateSchema.parse(`${year}-02-28`);
}
