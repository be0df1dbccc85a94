import { createHash } from 'node:crypto';
import {
  canonicalJson,
  type JsonValue,
  type LetterContent,
  type LetterDraft,
  type LetterInput,
  type LetterStep,
  type LocalDate,
} from '@gongkai/core';
import { openValue, sealValue } from '../party/service.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import type { LetterRow, LetterServiceRow } from './queries.js';

/** A step that was taken with a letter, with what was said to it. */
export interface LetterHistoryEntry {
  readonly step: LetterStep | 'draft' | 'return-service' | 'attach' | 'detach';
  /** The instant, ISO 8601. */
  readonly at: string;
  /** Id of the account. */
  readonly by: string;
  readonly note: string | null;
}

/** What was approved: the text, and everything that it was composed of. */
export interface FrozenLetter {
  readonly content: LetterContent;
  readonly input: LetterInput;
}

/** What a letter says, opened. */
export interface OpenedLetter {
  readonly draft: LetterDraft;
  /** Null before the approval. */
  readonly frozen: FrozenLetter | null;
  readonly history: readonly LetterHistoryEntry[];
  readonly voidReason: string | null;
}

type LetterKey = Pick<LetterRow, 'agencyId' | 'letterId'>;
type SealedColumns = Pick<
  LetterRow,
  'draftSealed' | 'contentSealed' | 'historySealed' | 'voidReasonSealed' | 'keyId'
>;

export function openLetter(keyring: Keyring, row: LetterKey & SealedColumns): OpenedLetter {
  const at = { agencyId: row.agencyId, recordId: row.letterId };
  const draft = openValue(keyring, 'letter.draft', at, row.draftSealed);
  const content = openValue(keyring, 'letter.content', at, row.contentSealed);
  const history = openValue(keyring, 'letter.history', at, row.historySealed);
  if (draft === null) throw new TypeError(`The letter ${row.letterId} has no draft.`);
  return {
    draft: JSON.parse(draft) as LetterDraft,
    frozen: content === null ? null : (JSON.parse(content) as FrozenLetter),
    history: history === null ? [] : (JSON.parse(history) as LetterHistoryEntry[]),
    voidReason: openValue(keyring, 'letter.voidReason', at, row.voidReasonSealed),
  };
}

/** All columns at once, so that all of a row are under the one key that it names. */
export function sealLetter(
  keyring: Keyring,
  { agencyId, letterId }: LetterKey,
  opened: OpenedLetter,
): SealedColumns {
  const at = { agencyId, recordId: letterId };
  const frozen = opened.frozen === null ? null : JSON.stringify(opened.frozen);
  return {
    draftSealed: sealValue(keyring, 'letter.draft', at, JSON.stringify(opened.draft)),
    contentSealed: sealValue(keyring, 'letter.content', at, frozen),
    historySealed: sealValue(keyring, 'letter.history', at, JSON.stringify(opened.history)),
    voidReasonSealed: sealValue(keyring, 'letter.voidReason', at, opened.voidReason),
    keyId: keyring.activeKeyId,
  };
}

/** SHA-256 of the canonical JSON of a text: two are the same text only if their hashes are. */
export function hashOfContent(content: LetterContent): string {
  const text = canonicalJson(JSON.parse(JSON.stringify(content)) as JsonValue);
  return createHash('sha256').update(text).digest('hex');
}

interface TrackingEntry {
  readonly on: LocalDate;
  readonly note: string;
}

export function openTracking(
  keyring: Keyring,
  { agencyId, serviceId, trackingSealed }: LetterServiceRow,
): readonly TrackingEntry[] {
  const at = { agencyId, recordId: serviceId };
  const text = openValue(keyring, 'letterService.tracking', at, trackingSealed);
  return text === null ? [] : (JSON.parse(text) as TrackingEntry[]);
}

export function sealTracking(
  keyring: Keyring,
  { agencyId, serviceId }: Pick<LetterServiceRow, 'agencyId' | 'serviceId'>,
  entries: readonly TrackingEntry[],
): Pick<LetterServiceRow, 'trackingSealed' | 'keyId'> {
  const at = { agencyId, recordId: serviceId };
  const trackingSealed = sealValue(keyring, 'letterService.tracking', at, JSON.stringify(entries));
  return { trackingSealed, keyId: keyring.activeKeyId };
}
