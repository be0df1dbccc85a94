import { createHash, randomUUID } from 'node:crypto';
import {
  DomainError,
  SECRECY_MARKING_RULES,
  findSecrecyMarkings,
  isRefused,
  localDateInChina,
  type SecrecyMarking,
} from '@gongkai/core';
import { recordAudit, type AuditedActor } from '../audit/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { insertIncident } from './queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** A line longer than this is searched in pieces that overlap by more than any marking is long. */
const LONGEST_LINE = 65_536;
const OVERLAP = 256;

/** The markings of a text that comes in pieces, each kind once; never more than a piece of it is held. */
export async function searchMarkings(pieces: AsyncIterable<string>): Promise<SecrecyMarking[]> {
  const found = new Map<string, SecrecyMarking>();
  const search = (text: string): void => {
    for (const marking of findSecrecyMarkings(text))
      found.set(`${marking.rule} ${marking.level ?? ''}`, marking);
  };
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    if (rest.length < LONGEST_LINE) continue;
    const end = Math.max(rest.lastIndexOf('\n'), rest.lastIndexOf('\r')) + 1;
    search(end > 0 ? rest.slice(0, end) : rest);
    rest = end > 0 ? rest.slice(end) : rest.slice(-OVERLAP);
  }
  search(rest);
  return [...found.values()];
}

/** A file that may not be kept. */
export interface MarkedFile {
  readonly agencyCode: string;
  /** What it was uploaded for: a name of the program. */
  readonly source: string;
  readonly fileName: string;
  /** SHA-256 of its content, hexadecimal. */
  readonly sha256: string;
}

/**
 * Refuses a file that carries a secrecy marking: opens an incident, which holds nothing of what the file says, in a
 * transaction of its own, and tells the caller what to do. Returns the markings that only warn.
 * @throws DomainError FILE_REFUSED
 */
export async function refuseMarked(
  ctx: Context,
  actor: AuditedActor,
  file: MarkedFile,
  markings: readonly SecrecyMarking[],
): Promise<readonly SecrecyMarking[]> {
  const [marking] = markings.filter(isRefused);
  if (marking === undefined) return markings;
  const incidentId = randomUUID();
  const { agencyCode, source, fileName, sha256 } = file;
  await inTransaction(ctx.db, async (db) => {
    await insertIncident(db, {
      agencyId: agencyCode,
      incidentId,
      occurredAt: ctx.now().toISOString(),
      actorId: actor.id,
      source,
      fileNameHash: createHash('sha256').update(fileName).digest('hex'),
      fileHash: sha256,
      rule: marking.rule,
      level: marking.level,
    });
    await recordAudit(db, ctx, actor, {
      kind: 'incident.opened',
      agencyCode,
      subject: { type: 'incident', id: incidentId },
      details: { marking: marking.rule, source },
    });
    const today = () => localDateInChina(ctx.now());
    await notify(
      db,
      { now: ctx.now, today },
      {
        kind: 'incident.opened',
        agencyCode,
        subjectId: incidentId,
      },
    );
  });
  throw new DomainError(
    'FILE_REFUSED',
    `文件中有${SECRECY_MARKING_RULES[marking.rule].label}（${marking.level ?? ''}），没有保存。本系统不得存储、处理国家秘密：` +
      '请立即停止在联网的计算机上使用这个文件，并报告本单位的保密工作人员；系统已经登记，他会与您联系。' +
      '文件已经解密的，请先按规定变更标志再上传。',
    { incidentId },
  );
}
