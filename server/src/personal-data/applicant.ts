import { randomUUID } from 'node:crypto';
import {
  DomainError,
  maskParty,
  PARTY_FIELD_NAMES,
  permit,
  permitWithin,
  wholeParty,
  type Actor,
  type AuditPurpose,
  type CorrectedApplicant,
  type GivenPartyValues,
  type PartyField,
  type PartyValues,
  type Permission,
  type PresentedApplicant,
  type RepresentativeRelation,
} from '@gongkai/core';
import { placeOfCase, requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import {
  findParty,
  findRepresentative,
  openParty,
  saveNewParty,
  sealParty,
  updateParty,
  type PartyRow,
} from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import { setPartyOfCase } from './queries.js';

/** A party of which nothing is known. */
const NOTHING_KNOWN = wholeParty({});

export type Context = Pick<AppContext, 'db' | 'keyring' | 'now'>;

/** The case whose applicant is meant. */
export interface CaseAddress {
  readonly agencyCode: string;
  readonly caseId: string;
}

/** The applicant's values in full, with the purpose on record before they are answered. @throws DomainError NOT_FOUND */
export async function unmaskApplicant(
  ctx: Context,
  actor: Actor,
  at: CaseAddress,
  purpose: AuditPurpose,
): Promise<PresentedApplicant> {
  const party = await requireApplicant(ctx.db, actor, 'personalData.unmask', at);
  const shown = await readApplicant(ctx.db, ctx.keyring, party);
  const parties = [shown.values, ...(shown.representative === null ? [] : [shown.representative.values])];
  await recordLook(ctx, actor, {
    kind: 'party.unmasked',
    agencyCode: at.agencyCode,
    subject: { type: 'party', id: party.partyId },
    purpose,
    details: { fields: fieldsIn(parties) },
  });
  return shown;
}

/**
 * Replaces values of the applicant; what was there before is kept nowhere (个人信息保护法第四十六条). To take a value
 * away is to erase it, which others decide. @throws DomainError NOT_FOUND, INVALID_INPUT
 */
export async function correctApplicant(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
  { representative, ...given }: CorrectedApplicant,
): Promise<PresentedApplicant> {
  permitWithin(actor, 'personalData.correct', agencyCode);
  const changes = changesIn(given);
  const actingChanges = changesIn(representative?.values ?? {});
  const fields = PARTY_FIELD_NAMES.filter((field) => field in changes || field in actingChanges);
  if (fields.length === 0) throw new DomainError('INVALID_INPUT', '请填写要更正的内容。');
  return inTransaction(ctx.db, async (db) => {
    const row = await requireCase(db, actor, agencyCode, caseId);
    permit(actor, 'personalData.correct', placeOfCase(row));
    const partyId = row.partyId ?? randomUUID();
    const { applicantClass } = row;
    const known = row.partyId === null ? undefined : await findParty(db, agencyCode, partyId);
    if (known === undefined) {
      const party = {
        agencyId: agencyCode,
        partyId,
        applicantClass,
        values: { ...NOTHING_KNOWN, ...changes },
      };
      await saveNewParty(db, ctx.keyring, party);
      await setPartyOfCase(db, agencyCode, caseId, partyId);
    } else {
      const values = { ...openParty(ctx.keyring, known), ...changes };
      const place = { agencyId: agencyCode, recordId: partyId };
      await updateParty(db, agencyCode, partyId, sealParty(ctx.keyring, place, values));
    }
    if (representative !== undefined && Object.keys(actingChanges).length > 0) {
      const { relation } = representative;
      const place = { agencyId: agencyCode, partyId, applicantClass };
      await correctRepresentative(db, ctx.keyring, place, relation, actingChanges);
    }
    await recordAudit(db, ctx, actor, {
      kind: 'party.corrected',
      agencyCode,
      subject: { type: 'party', id: partyId },
      details: { fields },
    });
    const saved = await findParty(db, agencyCode, partyId);
    if (saved === undefined) throw noApplicant(caseId);
    return maskApplicant(await readApplicant(db, ctx.keyring, saved));
  });
}

/** Changes values of who acts for a party, or enters one where nobody was known. */
async function correctRepresentative(
  db: Transaction,
  keyring: Keyring,
  party: Pick<PartyRow, 'agencyId' | 'partyId' | 'applicantClass'>,
  relation: RepresentativeRelation,
  changes: Partial<PartyValues>,
): Promise<void> {
  const { agencyId, partyId, applicantClass } = party;
  const acting = await findRepresentative(db, agencyId, partyId);
  if (acting === undefined) {
    const values = { ...NOTHING_KNOWN, ...changes };
    const represents = { partyId, relation };
    await saveNewParty(db, keyring, { agencyId, partyId: randomUUID(), applicantClass, values, represents });
    return;
  }
  const values = { ...openParty(keyring, acting), ...changes };
  const sealed = sealParty(keyring, { agencyId, recordId: acting.partyId }, values);
  await updateParty(db, agencyId, acting.partyId, { ...sealed, relation });
}

/** The values that are to be others; what is null or left out is none of them. */
function changesIn(given: GivenPartyValues): Partial<PartyValues> {
  return Object.fromEntries(
    PARTY_FIELD_NAMES.flatMap((field) => (given[field] == null ? [] : [[field, given[field]]])),
  );
}

/** The party of a case that one may see and do this with. @throws DomainError NOT_FOUND, FORBIDDEN */
export async function requireApplicant(
  db: Connection,
  actor: Actor,
  permission: Permission,
  { agencyCode, caseId }: CaseAddress,
): Promise<PartyRow> {
  permitWithin(actor, permission, agencyCode);
  const row = await requireCase(db, actor, agencyCode, caseId);
  permit(actor, permission, placeOfCase(row));
  const party = row.partyId === null ? undefined : await findParty(db, agencyCode, row.partyId);
  if (party === undefined) throw noApplicant(caseId);
  return party;
}

export async function readApplicant(
  db: Connection,
  keyring: Keyring,
  party: PartyRow,
): Promise<PresentedApplicant> {
  const acting = await findRepresentative(db, party.agencyId, party.partyId);
  return {
    values: presented(openParty(keyring, party)),
    representative:
      acting === undefined
        ? null
        : { relation: acting.relation ?? 'agent', values: presented(openParty(keyring, acting)) },
  };
}

/** Names of the values that there are. */
export function fieldsIn(parties: readonly PartyValues[]): PartyField[] {
  return PARTY_FIELD_NAMES.filter((field) => parties.some((values) => values[field] !== null));
}

function maskApplicant({ values, representative }: PresentedApplicant): PresentedApplicant {
  return {
    values: presented(maskParty(values)),
    representative: representative && {
      ...representative,
      values: presented(maskParty(representative.values)),
    },
  };
}

/** The kind of document is one of the list since it was entered. */
function presented(values: PartyValues): PresentedApplicant['values'] {
  return values as PresentedApplicant['values'];
}

function noApplicant(caseId: string): DomainError {
  return new DomainError('NOT_FOUND', '这件申请没有登记申请人的信息，或者已经删除。', { caseId });
}
