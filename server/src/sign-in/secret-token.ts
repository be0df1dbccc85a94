import { createHash, randomBytes } from 'node:crypto';

/** 256 bits that nobody can guess; whoever holds them is believed. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a token: whoever reads it there cannot use it. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Without letters that look like digits. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const RECOVERY_CODES = 10;
const CODE_BYTES = 16;

/** Codes for who has lost the second factor, 80 bits each, as `ABCD-EFGH-JKLM-NPQR`; shown once. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(CODE_BYTES)]
      .map((byte) => ALPHABET[byte % ALPHABET.length])
      .join('')
      .replaceAll(/(.{4})(?=.)/g, '$1-'),
  );
}

/** However it is typed: small letters, spaces, no hyphens. */
export function recoveryCodeHash(accountId: string, code: string): Buffer {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(`${accountId}:${plain}`).digest();
}
