import type { DeliveryStatus } from '@gongkai/core';
import type { Generated } from 'kysely';

/** Another system with the key by which it calls and the place where it is told of changes. */
export interface IntegrationClientTable {
  agencyId: string;
  clientId: string;
  name: string;
  /** SHA-256 of the key; the key itself is random and shown once. */
  keyDigest: Buffer;
  keyHint: string;
  createdAt: string;
  rotatedAt: string | null;
  endedAt: string | null;
  webhookUrl: string | null;
  /** Sealed. */
  webhookSecret: Buffer | null;
}

/** One application that was handed in, under the key that keeps it from being handed in twice. Kept for good. */
export interface IntegrationIntakeTable {
  agencyId: string;
  clientId: string;
  idempotencyKey: string;
  reference: string;
  /** Keyed digest of what was sent, and the key of the keyring that made it. */
  bodyDigest: Buffer;
  keyId: string;
  caseId: string;
  receivedAt: string;
  /** The last record of the case that the other system was told of, or that it made itself. */
  toldVersion: number;
}

export interface IntegrationDeliveryTable {
  agencyId: string;
  deliveryId: string;
  clientId: string;
  caseId: string;
  version: number;
  /** What is sent, to the byte, so that a replay is signed over the same. Numbers, days, a status: no personal data. */
  body: string;
  status: DeliveryStatus;
  attempts: Generated<number>;
  httpStatus: number | null;
  createdAt: string;
  deliveredAt: string | null;
}
