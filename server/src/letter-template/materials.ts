import {
  defaultTemplate,
  type Letter,
  type LetterContent,
  type LetterSetting,
  type LetterTemplate,
  type LocalDate,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { loadCalendar } from '../calendar/service.js';
import { findAgencyHistory } from '../identity/service.js';
import type { Connection } from '../platform/database/schema.js';
import { writeDocx } from '../platform/rendering/docx.js';
import type { FontSource } from '../platform/rendering/fonts.js';
import { writePdf } from '../platform/rendering/pdf.js';
import { letterDocument } from './letter-document.js';
import { findVersionOn, listSettings, type TemplateRow } from './queries.js';

/** What a letter of an agency is composed with. */
export interface LetterMaterials {
  readonly settings: readonly LetterSetting[];
  readonly template: LetterTemplate;
  readonly calendar: WorkingDayCalendar;
  /** Agencies whose duties this one took over or handed on. */
  readonly successions: readonly { readonly organ: string; readonly movedOn: LocalDate }[];
}

/** The agency's text in use on the letter's day (or the shipped one), its settings and its calendar. */
export async function lettersMaterials(
  db: Connection,
  agencyCode: string,
  letter: Letter,
  on: LocalDate,
): Promise<LetterMaterials> {
  const version = await findVersionOn(db, agencyCode, letter, on);
  const { predecessors, successors } = await findAgencyHistory(db, agencyCode);
  return {
    settings: await letterSettings(db, agencyCode),
    template: version === undefined ? defaultTemplate(letter) : templateOf(version),
    calendar: await loadCalendar(db, agencyCode),
    successions: [...predecessors, ...successors]
      .filter(({ fromOn }) => fromOn <= on)
      .map(({ name, fromOn }) => ({ organ: name, movedOn: fromOn })),
  };
}

/** Authorities, courts, contact, number scheme and payment of an agency, in the order of their days. */
export async function letterSettings(db: Connection, agencyCode: string): Promise<LetterSetting[]> {
  const rows = await listSettings(db, agencyCode);
  return rows.map(({ effectiveFrom, body }) => ({ ...body, effectiveFrom }));
}

export function templateOf({ letter, version, body }: TemplateRow): LetterTemplate {
  return { letter, version, ...body };
}

/** The letter as a file: Word or PDF/A, in 信函格式. @throws DomainError INVALID_INPUT for a character that no face has */
export function printedLetter(
  content: LetterContent,
  format: 'docx' | 'pdf',
  fonts: FontSource,
): Promise<Uint8Array> {
  const document = letterDocument(content);
  return format === 'pdf' ? writePdf(document, fonts) : writeDocx(document);
}
