import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, steps of 30 seconds. */
const SHAPE = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;

export function createTotpSecret(): Uint8Array {
  return new Secret({ size: SECRET_BYTES }).bytes;
}

/** For typing it where no camera is: groups of four. */
export function readableSecret(secret: Uint8Array): string {
  return secretOf(secret).base32.replaceAll(/(.{4})(?=.)/g, '$1 ');
}

/** The address that a QR code holds. */
export function totpAddress(secret: Uint8Array, issuer: string, loginName: string): string {
  return new TOTP({ ...SHAPE, issuer, label: loginName, secret: secretOf(secret) }).toString();
}

/**
 * The step of time that a code belongs to: this one, the one before or the one after, for clocks that differ.
 * @param usedStep the last step of which a code was accepted; it and those before are never accepted again
 * @returns null when the code is wrong, too old or used
 */
export function totpStep(
  secret: Uint8Array,
  code: string,
  now: Date,
  usedStep: number | null,
): number | null {
  const token = code.replaceAll(/[\s-]/g, '').normalize('NFKC');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = TOTP.validate({ ...SHAPE, secret: secretOf(secret), token, timestamp, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(timestamp / 1000 / SHAPE.period) + delta;
  return usedStep !== null && step <= usedStep ? null : step;
}

/** The code of an instant: for tests and nothing else on the server. */
export function totpCode(secret: Uint8Array, at: Date): string {
  return TOTP.generate({ ...SHAPE, secret: secretOf(secret), timestamp: at.getTime() });
}

function secretOf(bytes: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
