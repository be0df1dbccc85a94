import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@gongkai/core';
import type { z } from 'zod';
import type { Transaction } from '../platform/database/schema.js';
import type { AppContext } from '../platform/context.js';
import { seal } from '../platform/secrets/seal.js';
import type { MESSAGES, MessageKind } from './message-kinds.js';
import type { ExchangeMessage } from './package-file.js';
import { insertMessage } from './queries.js';

export const MESSAGE_USE = { purpose: 'exchange-message', agencyId: null };

/** Bytes of a file in one message; larger ones come in several. */
const PART_BYTES = 2_000_000;

/** Puts a message into the next package for a node; under one id it is told once. */
export async function tell<Kind extends MessageKind>(
  db: Transaction,
  { keyring }: Pick<AppContext, 'keyring'>,
  nodeId: string,
  message: { readonly id: string; readonly kind: Kind; readonly body: z.input<(typeof MESSAGES)[Kind]> },
): Promise<void> {
  const bodySealed = seal(keyring, MESSAGE_USE, Buffer.from(JSON.stringify(message.body)));
  await insertMessage(db, { nodeId, messageId: message.id, kind: message.kind, bodySealed });
}

/** A file in the parts in which it is told, each with its place among them. */
export function* filePartsOf({ fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array }) {
  const fileId = randomUUID();
  const parts = partsOf(bytes.byteLength);
  for (let part = 0; part < parts; part += 1) {
    yield { fileId, part, parts, fileName, content: partOf(bytes, part) };
  }
}

/** How many messages a file of so many bytes needs. */
export function partsOf(size: number): number {
  return Math.max(1, Math.ceil(size / PART_BYTES));
}

/** One part of a file, as its message carries it. */
export function partOf(bytes: Uint8Array, part: number): string {
  return Buffer.from(bytes.subarray(part * PART_BYTES, (part + 1) * PART_BYTES)).toString('base64');
}

/** What a message says, as it waited. */
export function bodyOf(text: string): ExchangeMessage['body'] {
  return JSON.parse(text) as ExchangeMessage['body'];
}

/** By which it is seen that something is no longer what was told. */
export function digestOf(value: unknown): string {
  const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}
