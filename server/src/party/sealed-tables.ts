import type { IndexedValue, SealedValue } from './sealed-values.js';

/** A column by its name in SQL: its ciphertext is `<column>_sealed`, its blind index `<column>_index`. */
interface SealedTableColumn {
  readonly column: string;
  readonly value: SealedValue;
  readonly index: IndexedValue | null;
  /** Of which a release before the encryption wrote the text into `<column>` itself; and its empty value. */
  readonly emptied?: 'null' | "'{}'";
}

/** A table with values under keys: what is sealed anew, counted by key, and was sealed when the program was upgraded. */
export interface SealedTable {
  readonly table:
    | 'party'
    | 'application_case'
    | 'imported_fact'
    | 'handling_text'
    | 'online_text'
    | 'intake_text'
    | 'letter'
    | 'letter_service';
  readonly id: string;
  /** Valid as soon as the table holds no plain text. */
  readonly constraint: string;
  readonly columns: readonly SealedTableColumn[];
}

export const SEALED_TABLES: readonly SealedTable[] = [
  {
    table: 'party',
    id: 'party_id',
    constraint: 'party_holds_no_plain_text',
    columns: [
      { column: 'name', value: 'party.name', index: 'party.name', emptied: 'null' },
      { column: 'identity_kind', value: 'party.identityKind', index: null },
      { column: 'identity_number', value: 'party.identityNumber', index: 'party.identityNumber' },
      { column: 'organisation_code', value: 'party.organisationCode', index: 'party.organisationCode' },
      { column: 'telephone', value: 'party.telephone', index: 'party.telephone' },
      { column: 'address', value: 'party.address', index: null },
      { column: 'email', value: 'party.email', index: null },
    ],
  },
  {
    table: 'application_case',
    id: 'case_id',
    constraint: 'application_case_holds_no_plain_text',
    columns: [{ column: 'request', value: 'case.request', index: 'case.request', emptied: 'null' }],
  },
  {
    table: 'imported_fact',
    id: 'fact_id',
    constraint: 'imported_fact_holds_no_plain_text',
    columns: [
      { column: 'request', value: 'fact.request', index: 'fact.request', emptied: 'null' },
      { column: 'rest', value: 'fact.rest', index: null, emptied: "'{}'" },
    ],
  },
  {
    table: 'online_text',
    id: 'text_id',
    constraint: 'online_text_holds_no_plain_text',
    columns: [{ column: 'text', value: 'online.text', index: null }],
  },
  {
    table: 'intake_text',
    id: 'text_id',
    constraint: 'intake_text_holds_no_plain_text',
    columns: [{ column: 'text', value: 'intake.text', index: null }],
  },
  {
    table: 'handling_text',
    id: 'text_id',
    constraint: 'handling_text_holds_no_plain_text',
    columns: [{ column: 'text', value: 'handling.text', index: null }],
  },
  {
    table: 'letter',
    id: 'letter_id',
    constraint: 'letter_sealed_under_key',
    columns: [
      { column: 'draft', value: 'letter.draft', index: null },
      { column: 'content', value: 'letter.content', index: null },
      { column: 'history', value: 'letter.history', index: null },
      { column: 'void_reason', value: 'letter.voidReason', index: null },
    ],
  },
  {
    table: 'letter_service',
    id: 'service_id',
    constraint: 'letter_service_sealed_under_key',
    columns: [{ column: 'tracking', value: 'letterService.tracking', index: null }],
  },
];
