import { createHash, randomUUID } from 'node:crypto';
import { DomainError, type PresentedLedgerImport, type Actor, permit } from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { listUnits, requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { requireUnmarked } from '../storage/service.js';
import { checkLedger, entriesOf } from './check-ledger.js';
import { withKind, type ImportContext } from './ledger-kinds.js';
import type { LedgerFile } from './ledger-rows.js';
import { findRunning, noteRunning, reportWhile, type Progress } from './progress.js';
import {
  findDoneImportId,
  findImport,
  finishImport,
  insertImport,
  lockFile,
  refuseRunning,
  updateProgress,
  type LedgerImportRow,
} from './queries.js';
import type { LedgerImportKind, RowFault } from './table.js';

export type { LedgerFile } from './ledger-rows.js';
export { exportRegister, printRegister } from './export-register.js';
export { ledgerTemplate } from './template.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

export interface LedgerToImport {
  readonly agencyCode: string;
  readonly kind: LedgerImportKind;
  readonly file: LedgerFile;
}

/** Reads a ledger file and enters all of it, or nothing and says why. The same file is not entered twice. */
export async function importLedger(
  ctx: Context,
  actor: Actor,
  given: LedgerToImport,
): Promise<PresentedLedgerImport> {
  const { finished } = await beginLedgerImport(ctx, actor, given);
  return finished;
}

/** Starts an import that goes on by itself; `finished` tells its end and must be waited for or caught. */
export async function beginLedgerImport(
  ctx: Context,
  actor: Actor,
  { agencyCode, kind, file }: LedgerToImport,
): Promise<{ readonly started: PresentedLedgerImport; readonly finished: Promise<PresentedLedgerImport> }> {
  permit(actor, 'ledger.import', { agencyCode });
  const agency = await requireAgency(ctx.db, agencyCode);
  const fileHash = `sha256:${createHash('sha256').update(file.bytes).digest('hex')}`;
  const source = { agencyId: agencyCode, kind, fileHash };
  const earlier = await findDoneImportId(ctx.db, source);
  if (earlier !== null) {
    const known = { ...(await presentImportOf(ctx, agencyCode, earlier)), alreadyImportedAs: earlier };
    return { started: known, finished: Promise.resolve(known) };
  }
  await requireUnmarked(ctx, actor, { agencyCode, source: 'ledgerImport', ...file });
  const importId = randomUUID();
  const startedAt = ctx.now().toISOString();
  await insertImport(ctx.db, {
    ...{ ...source, importId, fileName: file.fileName },
    startedBy: actor.id,
    startedAt,
  });
  const started = await presentImportOf(ctx, agencyCode, importId);
  const units = await listUnits(ctx.db, agencyCode);
  const run = {
    ...{ agency, units, importId },
    calendar: await loadCalendar(ctx.db, agencyCode),
    today: ctx.today(),
    recordedAt: startedAt,
    recordedBy: actor.id,
    keyring: ctx.keyring,
  };
  const progress = { rowsTotal: 0, rowsDone: 0 };
  // Noted at once, so that whoever asks is answered without the database, whose only session PGlite lends the import.
  const forget = noteRunning(started, progress);
  return { started, finished: runImport(ctx, actor, run, source, file, progress).finally(forget) };
}

/** How an import stands. @throws DomainError NOT_FOUND */
export async function getLedgerImport(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  importId: string,
): Promise<PresentedLedgerImport> {
  permit(actor, 'ledger.import', { agencyCode });
  const running = findRunning(agencyCode, importId);
  if (running !== null) return running;
  const presented = await presentImportOf(ctx, agencyCode, importId);
  const { kind: ledger, faults } = presented;
  // Faults quote what stands in the file; the progress of a running import shows nobody.
  if (faults.length > 0) {
    await recordLook(ctx, actor, {
      kind: 'ledger.importViewed',
      agencyCode,
      subject: { type: 'ledgerImport', id: importId },
      purpose: 'handling',
      details: { ledger, faults: faults.length },
    });
  }
  return presented;
}

async function presentImportOf(
  ctx: Pick<Context, 'db'>,
  agencyCode: string,
  importId: string,
): Promise<PresentedLedgerImport> {
  const row = await findImport(ctx.db, agencyCode, importId);
  if (!row) throw new DomainError('NOT_FOUND', '没有这次导入的记录，请核对编号。', { importId });
  // Refused without a fault in the file: another import of the same file came first.
  const isBeaten = row.status === 'refused' && row.faults.every(({ line }) => line === 0);
  return presentImport(row, isBeaten ? await findDoneImportId(ctx.db, row) : null);
}

/** Called when the server starts: what a stopped process had not finished has written nothing. */
export function refuseInterruptedImports(ctx: Pick<Context, 'db' | 'now'>): Promise<number> {
  return refuseRunning(ctx.db, ctx.now().toISOString(), [
    fileFault('导入在完成之前中断，没有写入任何数据，请重新导入。'),
  ]);
}

interface ImportSource {
  readonly agencyId: string;
  readonly kind: LedgerImportKind;
  readonly fileHash: string;
}

async function runImport(
  ctx: Context,
  actor: Actor,
  run: ImportContext,
  source: ImportSource,
  file: LedgerFile,
  progress: Progress,
): Promise<PresentedLedgerImport> {
  const key = { agencyId: source.agencyId, importId: run.importId };
  const refuse = (faults: readonly RowFault[]): Promise<void> =>
    inTransaction(ctx.db, async (db) => {
      const { rowsTotal } = progress;
      await finishImport(db, key, {
        status: 'refused',
        rowsTotal,
        rowsDone: 0,
        faults,
        finishedAt: ctx.now().toISOString(),
      });
      await recordImport(db, ctx, actor, run, source, { rows: 0, faults: faults.length });
    });
  try {
    await reportWhile(
      () => updateProgress(ctx.db, key, progress),
      async () => {
        const faults = await checkLedger(ctx, run, source.kind, file, (rows) => (progress.rowsTotal = rows));
        if (faults.length === 0) return enterLedger(ctx, actor, run, source, file, progress);
        // The faults may be those of a file that another import has just entered.
        await requireNotEntered(ctx.db, source);
        await refuse(faults);
      },
    );
  } catch (error) {
    const message = reasonOf(error);
    await refuse([
      fileFault(message ?? '导入时发生系统故障，没有写入任何数据。请稍后重试，仍不成功请联系维护人员。'),
    ]);
    if (message === null) throw error;
  }
  return presentImportOf(ctx, source.agencyId, run.importId);
}

/** @throws DomainError ALREADY_EXISTS when another import of the same file came first */
async function requireNotEntered(db: Context['db'], source: ImportSource): Promise<void> {
  const earlier = await findDoneImportId(db, source);
  if (earlier !== null)
    throw new DomainError('ALREADY_EXISTS', `同一个文件刚刚已经导入（${earlier}），没有重复写入。`);
}

/** All rows in one transaction, which also says that they are in. */
async function enterLedger(
  ctx: Context,
  actor: Actor,
  run: ImportContext,
  source: ImportSource,
  file: LedgerFile,
  progress: Progress,
): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    await lockFile(db, source);
    await requireNotEntered(db, source);
    await withKind(source.kind, async (ledger) => {
      for await (const entries of entriesOf(file, source.kind, ledger, run)) {
        await ledger.load(
          db,
          entries.map(({ entry }) => entry),
          run,
        );
        progress.rowsDone += entries.length;
      }
    });
    const { rowsTotal, rowsDone } = progress;
    const key = { agencyId: source.agencyId, importId: run.importId };
    const finishedAt = ctx.now().toISOString();
    await finishImport(db, key, { status: 'done', rowsTotal, rowsDone, faults: [], finishedAt });
    await recordImport(db, ctx, actor, run, source, { rows: rowsDone, faults: 0 });
  });
}

/** One record for the whole file, however many rows it has. */
function recordImport(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  { importId }: ImportContext,
  { agencyId, kind: ledger, fileHash }: ImportSource,
  end: { readonly rows: number; readonly faults: number },
): Promise<void> {
  return recordAudit(db, ctx, actor, {
    kind: 'ledger.imported',
    agencyCode: agencyId,
    subject: { type: 'ledgerImport', id: importId },
    outcome: end.faults === 0 ? 'done' : 'refused',
    details: { ledger, fileHash, ...end },
  });
}

/** What the person who imports can do something about; null for a failure of ours. */
function reasonOf(error: unknown): string | null {
  if (error instanceof DomainError) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === '23505' ? '导入期间有相同编号刚刚登记，没有写入任何数据，请重新导入。' : null;
}

/** A fault of the whole file. */
function fileFault(message: string): RowFault {
  return { line: 0, column: null, message };
}

function presentImport(row: LedgerImportRow, alreadyImportedAs: string | null): PresentedLedgerImport {
  const { agencyId, importId, kind, fileName, status, rowsTotal, rowsDone, faults } = row;
  return {
    importId,
    agencyCode: agencyId,
    kind,
    fileName,
    status,
    rowsTotal,
    rowsDone,
    faults: faults.map((fault) => ({ ...fault })),
    alreadyImportedAs,
  };
}
