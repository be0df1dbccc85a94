import { type Generated } from 'kysely';

/** What has been done to this database's schema, and by which text. */
export interface MigrationTable {
  /** The place in the list of migrations, from 1. */
  position: number;
  name: string;
  /** Digest of the statements, so that a migration changed afterwards is noticed. */
  hash: string;
  appliedAt: Generated<string>;
}
