import type { ColumnType } from 'kysely';

/** Somebody who applies and wants to find its cases together; nobody needs one to apply. */
export interface ApplicantAccountTable {
  accountId: string;
  /** An address that was proved. */
  emailSealed: Uint8Array | null;
  /** Keyed digest by which it is found, under the key that seals the value. */
  emailIndex: Uint8Array | null;
  mobileSealed: Uint8Array | null;
  mobileIndex: Uint8Array | null;
  /** The key of the sealed values and of their digests. */
  keyId: string;
  /** Argon2id, with its parameters. */
  hash: string;
  /** Newest first. */
  formerHashes: ColumnType<readonly string[], string | undefined, string>;
  /** Has asked to be told of progress by mail. */
  wantsMail: boolean;
  /** The mail server knows no such address. */
  mailRefusedAt: string | null;
  createdAt: string;
}

/** `address`: proves an e-mail address; `password`: sets another password. */
export type LinkPurpose = 'address' | 'password';

/** A link that was asked for by mail; one of a kind for an account at a time. */
export interface ApplicantLinkTable {
  accountId: string;
  purpose: LinkPurpose;
  /** Part of the link, so that an older one no longer counts. */
  nonce: string;
  askedAt: string;
  /** The address that is to be proved. */
  addressSealed: Uint8Array | null;
}

/** `code`: the password was right, the second factor is still to be proved. */
export type ApplicantSessionStage = 'code' | 'full';

export interface ApplicantSessionTable {
  /** The token itself is in the browser's cookie alone. */
  tokenHash: Uint8Array;
  sessionId: string;
  accountId: string;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
  /** As the settings were when it was opened. */
  idleMinutes: number;
  browser: string | null;
  stage: ApplicantSessionStage;
}

/** A case that an account keeps: applied for while signed in, or added with its query code. */
export interface ApplicantCaseTable {
  agencyId: string;
  caseId: string;
  accountId: string;
  boundAt: string;
  /** The last event of which its owner was told by mail, or that there was when it was bound. */
  toldSeq: number;
}
