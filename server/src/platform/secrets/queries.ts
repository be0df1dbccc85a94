import type { Connection } from '../database/schema.js';

export function listSecretKeys(db: Connection): Promise<{ keyId: string; proof: Uint8Array }[]> {
  return db.selectFrom('secretKey').select(['keyId', 'proof']).orderBy('keyId').execute();
}

export async function insertSecretKey(db: Connection, keyId: string, proof: Uint8Array): Promise<void> {
  await db
    .insertInto('secretKey')
    .values({ keyId, proof })
    .onConflict((conflict) => conflict.column('keyId').doNothing())
    .execute();
}

export async function deleteSecretKey(db: Connection, keyId: string): Promise<void> {
  await db.deleteFrom('secretKey').where('keyId', '=', keyId).execute();
}
