import type { LocalDate } from '@gongkai/core';
import type { Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ConsultationTable } from './table.js';

export type ConsultationRow = Selectable<ConsultationTable>;

export async function insertConsultation(db: Transaction, row: ConsultationRow): Promise<void> {
  await db.insertInto('consultation').values(row).execute();
}

/** The consultation, kept from every other writer until the transaction ends. */
export function lockConsultation(
  db: Transaction,
  agencyId: string,
  consultationId: string,
): Promise<ConsultationRow | undefined> {
  return db
    .selectFrom('consultation')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('consultationId', '=', consultationId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateConsultation(
  db: Transaction,
  { agencyId, consultationId }: Pick<ConsultationRow, 'agencyId' | 'consultationId'>,
  values: Partial<ConsultationRow>,
): Promise<void> {
  await db
    .updateTable('consultation')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('consultationId', '=', consultationId)
    .execute();
}

export function listConsultations(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<ConsultationRow[]> {
  return db
    .selectFrom('consultation')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .orderBy('sentOn')
    .orderBy('consultationId')
    .execute();
}

/** Of every agency, those with a link that have not been answered. */
export function listOpenLinks(db: Connection): Promise<ConsultationRow[]> {
  return db
    .selectFrom('consultation')
    .selectAll()
    .where('linkHash', 'is not', null)
    .where('answeredOn', 'is', null)
    .orderBy('agencyId')
    .orderBy('consultationId')
    .execute();
}

export function findConsultationByLink(
  db: Connection,
  agencyId: string,
  linkHash: Uint8Array,
): Promise<ConsultationRow | undefined> {
  return db
    .selectFrom('consultation')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('linkHash', '=', linkHash)
    .executeTakeFirst();
}

/** Consultations of open cases that are waited for, whose term ends by the day and after another; by their last day. */
export async function listWaiting(
  db: Connection,
  agencyId: string,
  { after, through }: { readonly after: LocalDate; readonly through: LocalDate },
): Promise<(ConsultationRow & { readonly lapseOn: LocalDate; readonly unitId: string | null })[]> {
  const rows = await db
    .selectFrom('consultation')
    .innerJoin('applicationCase as c', (join) =>
      join.onRef('c.agencyId', '=', 'consultation.agencyId').onRef('c.caseId', '=', 'consultation.caseId'),
    )
    .selectAll('consultation')
    .select('c.unitId')
    .where('consultation.agencyId', '=', agencyId)
    .where('answeredOn', 'is', null)
    .where('c.closedOn', 'is', null)
    .where('lapseOn', '>', after)
    .where('lapseOn', '<=', through)
    .orderBy('lapseOn')
    .orderBy('consultationId')
    .execute();
  return rows.flatMap(({ lapseOn, ...row }) => (lapseOn === null ? [] : [{ ...row, lapseOn }]));
}
