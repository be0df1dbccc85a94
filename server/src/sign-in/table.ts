import type { ColumnType } from 'kysely';

export interface PasswordTable {
  accountId: string;
  /** Argon2id, with its parameters. */
  hash: string;
  setAt: string;
  mustChange: boolean;
  /** Newest first. */
  formerHashes: ColumnType<readonly string[], string | undefined, string>;
}

/** A TOTP secret; not in force until the first code was typed. */
export interface SecondFactorTable {
  accountId: string;
  sealedSecret: Uint8Array;
  confirmedAt: string | null;
  /** The last step of time of which a code was accepted. */
  usedStep: number | null;
}

/** A row is gone once its code was used. */
export interface RecoveryCodeTable {
  accountId: string;
  codeHash: Uint8Array;
}

/** How far a sign-in has come: what must be done next, or `full`. */
export type SessionStage = 'code' | 'newPassword' | 'newFactor' | 'full';
export type SignInMethod = 'password' | 'oidc' | 'invitation' | 'demonstration';

export interface AccountSessionTable {
  /** The token itself is in the browser's cookie alone. */
  tokenHash: Uint8Array;
  /** By which the owner names it. */
  sessionId: string;
  accountId: string;
  stage: SessionStage;
  method: SignInMethod;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  address: string | null;
  /** Family and system, such as `Chrome，Windows`. */
  browser: string | null;
}

/** Whom a provider of identities calls `subject`; bound by an administrator. */
export interface IdentityLinkTable {
  issuer: string;
  subject: string;
  accountId: string;
  boundBy: string;
  boundAt: string;
}

/** A network from which an account has signed in; only its keyed digest is kept. */
export interface KnownNetworkTable {
  accountId: string;
  digest: Uint8Array;
  firstSeenAt: string;
}

/** A link to set one's first password, or another after it was lost; one for an account at a time. */
export interface InvitationTable {
  tokenHash: Uint8Array;
  accountId: string;
  madeBy: string;
  madeAt: string;
  expiresAt: string;
}
