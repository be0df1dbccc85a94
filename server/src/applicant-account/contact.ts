import { maskEmail, maskNumber } from '@gongkai/core';
import { z } from 'zod';
import { keyedDigest, type Keyring } from '../platform/secrets/keyring.js';
import { seal, unseal } from '../platform/secrets/seal.js';
import type { ApplicantAccountTable } from './table.js';

/** By what an account is signed in to. */
export interface Contact {
  readonly kind: 'email' | 'mobile';
  /** As it is compared: small letters, digits alone. */
  readonly value: string;
}

/** What an account says of its owner. */
export interface Contacts {
  readonly email: string | null;
  readonly mobile: string | null;
}

const emailSchema = z.email().max(200);
const MOBILE = /^1[3-9]\d{9}$/;

/** An e-mail address or a mobile number of the mainland, however it is typed; null: neither. */
export function contactOf(text: string): Contact | null {
  const plain = text.normalize('NFKC').trim();
  const email = emailSchema.safeParse(plain.toLowerCase());
  if (email.success) return { kind: 'email', value: email.data };
  const digits = plain.replaceAll(/[\s-]/g, '').replace(/^(\+86|0086)/, '');
  return MOBILE.test(digits) ? { kind: 'mobile', value: digits } : null;
}

type ContactColumns = Pick<
  ApplicantAccountTable,
  'emailSealed' | 'emailIndex' | 'mobileSealed' | 'mobileIndex' | 'keyId'
>;

/** The columns of an account with these values, all under the active key. */
export function sealContacts(keyring: Keyring, accountId: string, contacts: Contacts): ContactColumns {
  const sealed = (value: string | null) => (value === null ? null : sealAddress(keyring, accountId, value));
  const index = (kind: Contact['kind'], value: string | null) =>
    value === null ? null : contactIndex(keyring, { kind, value }, keyring.activeKeyId);
  return {
    emailSealed: sealed(contacts.email),
    emailIndex: index('email', contacts.email),
    mobileSealed: sealed(contacts.mobile),
    mobileIndex: index('mobile', contacts.mobile),
    keyId: keyring.activeKeyId,
  };
}

export function openContacts(
  keyring: Keyring,
  row: Pick<ApplicantAccountTable, 'accountId' | 'emailSealed' | 'mobileSealed'>,
): Contacts {
  const open = (sealed: Uint8Array | null) =>
    sealed === null ? null : openAddress(keyring, row.accountId, sealed);
  return { email: open(row.emailSealed), mobile: open(row.mobileSealed) };
}

export function maskContacts({ email, mobile }: Contacts): Contacts {
  return { email: email && maskEmail(email), mobile: mobile && maskNumber(mobile) };
}

/** The digests of a value under every key of the ring, while some accounts are of an older one. */
export function contactIndexes(keyring: Keyring, contact: Contact): Buffer[] {
  return [...keyring.keys.keys()].map((keyId) => contactIndex(keyring, contact, keyId));
}

export function sealAddress(keyring: Keyring, accountId: string, address: string): Buffer {
  return seal(keyring, useOf(accountId), Buffer.from(address));
}

export function openAddress(keyring: Keyring, accountId: string, sealed: Uint8Array): string {
  return unseal(keyring, useOf(accountId), sealed).toString();
}

function useOf(accountId: string) {
  return { purpose: 'applicant-account', agencyId: null, record: accountId };
}

function contactIndex(keyring: Keyring, { kind, value }: Contact, keyId: string): Buffer {
  return keyedDigest(keyring, { purpose: `applicant-account:${kind}`, agencyId: null }, value, keyId);
}
