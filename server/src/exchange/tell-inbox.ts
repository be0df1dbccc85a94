import {
  addDays,
  applicantTimeline,
  describeStep,
  dueReason,
  remedySentences,
  type LocalDate,
} from '@gongkai/core';
import { listAskedByLink } from '../handling/service.js';
import { listAgencies } from '../identity/service.js';
import {
  listDemandLettersSent,
  listLettersSent,
  openDemandLetterSent,
  openLetterSent,
  type LetterSent,
} from '../letter/service.js';
import { getGuide, readInboxProgress, type InboxCase } from '../online-application/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { getOwnRightsRequest } from '../rights-request/service.js';
import type { OpenedFile } from '../storage/service.js';
import { inboxGuideSchema, type InboxProgress, type MessageKind } from './message-kinds.js';
import { digestOf, partOf, partsOf, tell } from './messages.js';
import { listRightsOf, updateExchangeRights, type ExchangeRightsRow } from './rights-queries.js';
import {
  listCasesOf,
  listRefusalsOfCase,
  listToldFiles,
  lockPeer,
  markFileTold,
  updateCase,
  updatePeer,
  type ExchangeCaseRow,
  type PeerRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'site' | 'files' | 'audit'>;

/** A case that was closed longer ago is no longer told of: the inbox has let go of it. */
const TOLD_AFTER_CLOSE_DAYS = 200;

/** Adds what the inbox does not know yet: whom one can apply to, who is asked, how its applications stand, their letters. */
export async function tellInbox(ctx: Context, peer: PeerRow): Promise<void> {
  await tellAll(ctx, peer.nodeId, 'agencies', { items: await agenciesOf(ctx) });
  await tellAll(ctx, peer.nodeId, 'opinions', { items: await opinionsOf(ctx) });
  const closedFrom = addDays(ctx.today(), -TOLD_AFTER_CLOSE_DAYS);
  for (const row of await listCasesOf(ctx.db, peer.nodeId, closedFrom)) {
    if (row.partyId !== null) await tellCase(ctx, row, { ...row, partyId: row.partyId });
  }
  for (const row of await listRightsOf(ctx.db, peer.nodeId, closedFrom)) await tellRights(ctx, row);
}

/** What became of a demand or a suggestion, when it is something else than was told last. */
async function tellRights(
  ctx: Context,
  row: ExchangeRightsRow & { readonly standing: string },
): Promise<void> {
  const { agencyId: agencyCode, reference, nodeId, requestId } = row;
  const letters = await listDemandLettersSent(ctx, { agencyCode, requestId });
  const digest = letters.length === 0 ? row.standing : digestOf([row.standing, letters]);
  if (digest === row.toldDigest) return;
  // Telling it is on record as the look of whoever made it.
  const { submittedOn, status, outcome, events } = await getOwnRightsRequest(ctx, agencyCode, requestId);
  const answer = status === 'answered' ? events.findLast(({ type }) => type === 'answered') : undefined;
  const state = {
    ...{ requestId, submittedOn, status, outcome, answeredOn: answer?.on ?? null },
    events: answer === undefined ? [] : [{ on: answer.on, text: answer.text ?? '' }],
    letters: toldLetters(letters),
  };
  await tellFiles(ctx, row, letters, (fileId) =>
    openDemandLetterSent(ctx, { agencyCode, requestId }, fileId),
  );
  await inTransaction(ctx.db, async (db) => {
    const version = row.toldVersion + 1;
    const body = { agencyCode, reference, version, state };
    const id = `rights ${agencyCode} ${reference} ${version}`;
    await tell(db, ctx, nodeId, { id, kind: 'rightsProgress', body });
    await updateExchangeRights(db, row, { toldVersion: version, toldDigest: digest });
  });
}

/** What is told of everything together goes when it differs from what was told last. */
async function tellAll<Kind extends 'agencies' | 'opinions'>(
  ctx: Context,
  nodeId: string,
  kind: Kind,
  body: Parameters<typeof tell<Kind>>[3]['body'],
): Promise<void> {
  const digest = digestOf(body);
  await inTransaction(ctx.db, async (db) => {
    const { told, lastSent } = await lockPeer(db, nodeId);
    if (told[kind] === digest) return;
    await tell(db, ctx, nodeId, { id: `${kind} ${lastSent + 1} ${digest.slice(0, 16)}`, kind, body });
    await updatePeer(db, nodeId, { told: { ...told, [kind]: digest } });
  });
}

async function agenciesOf(ctx: Context) {
  const open = (await listAgencies(ctx)).filter(
    ({ scope, existsUntil }) => scope === 'organ' && existsUntil === null,
  );
  return Promise.all(
    open.map(async ({ code, name }) => ({
      ...{ code, name },
      guide: inboxGuideSchema.parse(await getGuide(ctx, code)),
    })),
  );
}

async function opinionsOf(ctx: Context) {
  const names = new Map((await listAgencies(ctx)).map(({ code, name }) => [code, name]));
  return (await listAskedByLink(ctx.db, ctx)).map(
    ({ agencyId, linkHash, kind, addressee, asked, sentOn, lapseOn }) => ({
      ...{ agencyCode: agencyId, agencyName: names.get(agencyId) ?? agencyId, linkHash, kind },
      ...{ addressee: addressee ?? '', asked: asked ?? '', sentOn, lapseOn },
    }),
  );
}

async function tellCase(
  ctx: Context,
  row: ExchangeCaseRow,
  { agencyId: agencyCode, caseId, partyId }: ExchangeCaseRow & { readonly partyId: string },
): Promise<void> {
  const of: InboxCase = { agencyCode, caseId, partyId };
  const { reference, nodeId } = row;
  const progress = await readInboxProgress(ctx.db, ctx, of);
  if (progress.request === null) return forget(ctx, row);
  const letters = await listLettersSent(ctx, of);
  const state = stateOf(progress, caseId, letters, await refusedOf(ctx.db, row));
  const digest = digestOf(state);
  if (digest === row.toldDigest) return;
  await tellFiles(ctx, row, letters, (fileId) => openLetterSent(ctx, of, fileId));
  await inTransaction(ctx.db, async (db) => {
    const version = row.toldVersion + 1;
    const body = { agencyCode, reference, version, state };
    await tell(db, ctx, nodeId, {
      id: `progress ${agencyCode} ${reference} ${version}`,
      kind: 'progress',
      body,
    });
    await updateCase(db, row, { toldVersion: version, toldDigest: digest });
  });
}

async function refusedOf(db: Connection, { agencyId, reference }: ExchangeCaseRow) {
  const rows = await listRefusalsOfCase(db, agencyId, reference);
  return rows.map(({ actedOn, kind, reason }) => ({ on: actedOn, kind, reason }));
}

function stateOf(
  { evaluation, events, online, acts, fees, setting }: Awaited<ReturnType<typeof readInboxProgress>>,
  caseId: string,
  letters: readonly LetterSent[],
  refused: InboxProgress['refused'],
): InboxProgress {
  const { status, receivedOn, dueOn, lapsesOn, closedOn, derivation, provisional, remedies } = evaluation;
  return {
    ...{ caseId, status, receivedOn, dueOn, lapsesOn, closedOn, isProvisional: provisional },
    officeConfirmedOn: online.officeConfirmedOn,
    dueReason: dueReason(derivation),
    derivation: derivation.map(describeStep),
    timeline: applicantTimeline(events).map(({ on, text }) => ({ on, text })),
    acts: [...acts],
    fees: fees.map(({ status, amountYuan, noticeOn, payBy, paidOn, paymentCode, basis, lines }) => ({
      ...{ status, amountYuan, noticeOn, payBy, paidOn, paymentCode, basis },
      lines: lines.map(
        ({ what, quantity, yuanEach, yuan }) => `${what}：${quantity} × ${yuanEach}元 = ${yuan}元`,
      ),
    })),
    payment: setting?.payment ?? null,
    remedies: remedySentences(remedies, events),
    letters: toldLetters(letters),
    refused,
  };
}

function toldLetters(letters: readonly LetterSent[]): InboxProgress['letters'] {
  return letters.map(({ title, documentNumber, servedOn, files }) => ({
    ...{ title, documentNumber, servedOn: servedOn satisfies LocalDate },
    files: files.map(({ fileId, label, fileName, sha256, size }) => ({
      ...{ fileId, label, fileName, sha256, size, parts: partsOf(size) },
    })),
  }));
}

/** The files of letters that the inbox was not given yet. */
async function tellFiles(
  ctx: Context,
  of: ToldRow,
  letters: readonly LetterSent[],
  open: (fileId: string) => Promise<OpenedFile>,
): Promise<void> {
  const known = await listToldFiles(ctx.db, of.agencyId, of.reference);
  for (const { fileId } of letters.flatMap(({ files }) => files)) {
    // Handing a letter over is on record as the look at it of whoever it is for.
    if (!known.includes(fileId)) await tellFile(ctx, of, fileId, await open(fileId));
  }
}

type ToldRow = Pick<ExchangeCaseRow, 'agencyId' | 'reference' | 'nodeId'>;

/** Each part in a transaction of its own: a large file keeps nobody waiting, and interrupted it goes on where it was. */
async function tellFile(
  ctx: Context,
  { agencyId, reference, nodeId }: ToldRow,
  fileId: string,
  opened: OpenedFile,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of await opened.read()) chunks.push(Buffer.from(chunk as Uint8Array));
  const bytes = Buffer.concat(chunks);
  const parts = partsOf(opened.size);
  for (let part = 0; part < parts; part += 1) {
    const body = { agencyCode: agencyId, reference, fileId, part, parts, content: partOf(bytes, part) };
    await inTransaction(ctx.db, (db) =>
      tell(db, ctx, nodeId, { id: `letter ${reference} ${fileId} ${part}`, kind: 'letterFile', body }),
    );
  }
  await inTransaction(ctx.db, (db) => markFileTold(db, { agencyId, reference, fileId }));
}

/** What was erased here is erased there. */
async function forget(ctx: Context, row: ExchangeCaseRow): Promise<void> {
  if (row.toldDigest === FORGOTTEN) return;
  const { agencyId, reference, nodeId, toldVersion } = row;
  const kind = 'forget' satisfies MessageKind;
  await inTransaction(ctx.db, async (db) => {
    const body = { agencyCode: agencyId, reference };
    await tell(db, ctx, nodeId, { id: `forget ${agencyId} ${reference} ${toldVersion + 1}`, kind, body });
    await updateCase(db, row, { toldVersion: toldVersion + 1, toldDigest: FORGOTTEN });
  });
}

const FORGOTTEN = 'forgotten';
