import {
  checkTemplate,
  defaultTemplate,
  DomainError,
  LETTERS,
  permit,
  type Actor,
  type Letter,
  type LetterTextState,
  type LocalDate,
  type TemplateText,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { templateOf } from './materials.js';
import {
  deleteDraft,
  insertDraft,
  listAllVersions,
  listVersions,
  lockDraft,
  publishDraft,
  updateDraft,
  type TemplateRow,
} from './queries.js';

type TemplateContext = Pick<AppContext, 'db' | 'now' | 'today'>;
interface Place {
  readonly agencyCode: string;
  readonly letter: Letter;
}

/** Every letter with the version in use and whether a draft waits. */
export async function listLetterTemplates(ctx: TemplateContext, actor: Actor, agencyCode: string) {
  permit(actor, 'letterTemplate.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  const rows = await listAllVersions(ctx.db, agencyCode);
  const items = (Object.keys(LETTERS) as Letter[]).map((letter) => {
    const own = rows.filter((row) => row.letter === letter);
    const used = inUseOn(own, ctx.today());
    const draft = own.find(isDraft);
    return {
      letter,
      inUse: used?.version ?? 0,
      effectiveFrom: used?.effectiveFrom ?? null,
      hasDraft: draft !== undefined,
      errors: draft === undefined ? 0 : errorsOf(draft).length,
    };
  });
  return { items };
}

/** A letter's text in all its versions, with what the draft lacks. */
export async function getLetterTemplate(
  ctx: TemplateContext,
  actor: Actor,
  { agencyCode, letter }: Place,
): Promise<LetterTextState> {
  permit(actor, 'letterTemplate.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  return present(letter, await listVersions(ctx.db, agencyCode, letter), ctx.today());
}

/** Keeps what was typed, however unfinished: the check only blocks its use. @throws DomainError CHANGED_MEANWHILE */
export async function saveLetterTemplate(
  ctx: TemplateContext,
  actor: Actor,
  { agencyCode, letter }: Place,
  { revision, text }: { readonly revision: number | null; readonly text: TemplateText },
): Promise<LetterTextState> {
  permit(actor, 'letterTemplate.edit', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    const draft = await lockDraft(db, agencyCode, letter);
    const written = { writtenBy: actor.id, writtenAt: ctx.now().toISOString(), body: text };
    if (draft === undefined && revision === null) {
      if (!(await insertDraft(db, { agencyId: agencyCode, letter, ...written }))) throw changedMeanwhile();
    } else if (draft?.revision === revision) {
      await updateDraft(db, { ...draft, ...written, revision: draft.revision + 1 });
    } else throw changedMeanwhile();
    return settle(db, ctx, actor, { agencyCode, letter }, 'letterTemplate.saved');
  });
}

/** @throws DomainError NOT_FOUND without a draft */
export async function discardLetterTemplate(
  ctx: TemplateContext,
  actor: Actor,
  { agencyCode, letter }: Place,
): Promise<LetterTextState> {
  permit(actor, 'letterTemplate.edit', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const draft = await lockDraft(db, agencyCode, letter);
    if (draft === undefined) throw noDraft();
    await deleteDraft(db, draft);
    return settle(db, ctx, actor, { agencyCode, letter }, 'letterTemplate.discarded', draft.version);
  });
}

/**
 * Puts the draft to use from a day on; from then it never changes.
 * @throws DomainError INVALID_INPUT for what it lacks or a day gone by, FORBIDDEN to who wrote it
 */
export async function publishLetterTemplate(
  ctx: TemplateContext,
  actor: Actor,
  { agencyCode, letter }: Place,
  { revision, effectiveFrom }: { readonly revision: number; readonly effectiveFrom: LocalDate },
): Promise<LetterTextState> {
  permit(actor, 'letterTemplate.publish', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const draft = await lockDraft(db, agencyCode, letter);
    if (draft === undefined) throw noDraft();
    if (draft.revision !== revision) throw changedMeanwhile();
    if (draft.writtenBy === actor.id) {
      throw new DomainError('FORBIDDEN', '文本由您拟写：请由另一位负责人审核启用。');
    }
    if (effectiveFrom < ctx.today()) {
      throw new DomainError('INVALID_INPUT', '启用日期不能早于今天：已经发出的文书用的是当时的文本。');
    }
    const [error] = errorsOf(draft);
    if (error !== undefined) throw new DomainError('INVALID_INPUT', `文本还不能启用。${error.message}`);
    await publishDraft(db, draft, {
      effectiveFrom,
      publishedBy: actor.id,
      publishedAt: ctx.now().toISOString(),
    });
    return settle(db, ctx, actor, { agencyCode, letter }, 'letterTemplate.published', draft.version);
  });
}

async function settle(
  db: Transaction,
  ctx: TemplateContext,
  actor: Actor,
  { agencyCode, letter }: Place,
  kind: 'letterTemplate.saved' | 'letterTemplate.discarded' | 'letterTemplate.published',
  version?: number,
): Promise<LetterTextState> {
  const rows = await listVersions(db, agencyCode, letter);
  await recordAudit(db, ctx, actor, {
    kind,
    agencyCode,
    subject: { type: 'letterTemplate', id: letter },
    details: { letter, version: version ?? rows.find(isDraft)?.version ?? 0 },
  });
  return present(letter, rows, ctx.today());
}

function present(letter: Letter, rows: readonly TemplateRow[], today: LocalDate): LetterTextState {
  const draft = rows.find(isDraft);
  const used = inUseOn(rows, today);
  const shown = draft ?? used;
  const shipped = defaultTemplate(letter);
  return {
    letter,
    shipped: { title: shipped.title, parts: shipped.parts, appendix: shipped.appendix },
    draft:
      draft === undefined
        ? null
        : {
            version: draft.version,
            revision: draft.revision,
            writtenBy: draft.writtenBy,
            writtenAt: draft.writtenAt,
            text: draft.body,
          },
    versions: rows.flatMap(({ version, effectiveFrom, publishedAt, publishedBy, writtenBy, body }) =>
      effectiveFrom === null || publishedAt === null || publishedBy === null
        ? []
        : [{ version, effectiveFrom, publishedAt, publishedBy, writtenBy, text: body }],
    ),
    inUse: used?.version ?? 0,
    findings: [...checkTemplate(shown === undefined ? shipped : templateOf(shown), letter)],
  };
}

function isDraft(row: TemplateRow): boolean {
  return row.publishedAt === null;
}

/** As `findVersionOn` of the queries, over rows that were read already. */
function inUseOn(rows: readonly TemplateRow[], on: LocalDate): TemplateRow | undefined {
  return rows
    .filter(({ effectiveFrom }) => effectiveFrom !== null && effectiveFrom <= on)
    .sort((a, b) =>
      a.effectiveFrom === b.effectiveFrom
        ? b.version - a.version
        : (a.effectiveFrom ?? '') < (b.effectiveFrom ?? '')
          ? 1
          : -1,
    )[0];
}

function errorsOf(draft: TemplateRow) {
  return checkTemplate(templateOf(draft), draft.letter).filter(({ severity }) => severity === 'error');
}

function changedMeanwhile(): DomainError {
  return new DomainError('CHANGED_MEANWHILE', '草稿已被他人修改：请刷新后把您的修改合并进去。');
}

function noDraft(): DomainError {
  return new DomainError('NOT_FOUND', '这种文书没有草稿。');
}
