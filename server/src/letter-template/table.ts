import type { Letter, LetterSetting, LetterTemplate, LocalDate } from '@gongkai/core';
import type { ColumnType } from 'kysely';

/** What a version of a text holds; the rest of `LetterTemplate` stands in its columns. */
export type TemplateBody = Pick<LetterTemplate, 'title' | 'parts' | 'appendix'>;

/** A version of an agency's text of a letter. Published it never changes; the one draft a letter does. */
export interface LetterTemplateTable {
  agencyId: string;
  letter: Letter;
  version: number;
  body: ColumnType<TemplateBody, string, string>;
  /** Counts the savings of a draft: a saving names the one it changes. */
  revision: number;
  /** Null: a draft. */
  effectiveFrom: LocalDate | null;
  writtenBy: string;
  writtenAt: string;
  publishedBy: string | null;
  publishedAt: string | null;
}

/** What letters say about the agency itself, from a day on. */
export interface LetterSettingTable {
  agencyId: string;
  effectiveFrom: LocalDate;
  body: ColumnType<Omit<LetterSetting, 'effectiveFrom'>, string, string>;
  changedBy: string;
  changedAt: string;
}
