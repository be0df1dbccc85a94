import type { ColumnType } from 'kysely';

/** What an agency has set for its desk, by kind; content as core's schema of the kind says. */
export interface DeskSettingTable {
  agencyId: string;
  kind: 'channels' | 'reminders';
  content: ColumnType<unknown, string, string>;
  revision: number;
  savedBy: string;
  savedAt: string;
}
