import { type Connection } from './schema.js';

/** Rejects when the database does not answer, or was never migrated. */
export async function ping(db: Connection): Promise<void> {
  await db.selectFrom('migration').select('name').limit(1).execute();
}
