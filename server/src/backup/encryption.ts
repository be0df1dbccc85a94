import { ReadableStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { DomainError } from '@gongkai/core';

/** Who can read a backup: whoever holds the key of one of these recipients, or whoever knows the passphrase. */
export type Encryption = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** What a backup is opened with. */
export interface Unlocking {
  /** Secret keys of recipients. */
  readonly identities: readonly string[];
  readonly passphrase: string | null;
}

/** How every file of the age format begins (age-encryption.org/v1). */
export const AGE_MAGIC = 'age-encryption.org/v1\n';

/** Encrypts as it streams by, in the age format, so that the tool `age` can open it as well. */
export async function* encrypt(
  bytes: AsyncIterable<Uint8Array>,
  encryption: Encryption,
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  if ('passphrase' in encryption) encrypter.setPassphrase(encryption.passphrase);
  else {
    for (const recipient of encryption.recipients) addRecipient(encrypter, recipient);
  }
  yield* await encrypter.encrypt(ReadableStream.from(bytes));
}

function addRecipient(encrypter: Encrypter, recipient: string): void {
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new DomainError('INVALID_INPUT', `收件公钥“${recipient.slice(0, 12)}…”写得不对，应以 age1 开头。`);
  }
}

/** @throws DomainError INVALID_INPUT when nothing given opens it */
export async function* decrypt(
  bytes: AsyncIterable<Uint8Array>,
  { identities, passphrase }: Unlocking,
): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  try {
    if (passphrase !== null) decrypter.addPassphrase(passphrase);
    identities.forEach((identity) => {
      decrypter.addIdentity(identity);
    });
  } catch {
    throw new DomainError('INVALID_INPUT', '备份私钥文件读不懂，其中应有以 AGE-SECRET-KEY-1 开头的一行。');
  }
  if (passphrase === null && identities.length === 0) {
    throw new DomainError(
      'INVALID_INPUT',
      '这份备份加了密。请用 --identity 指明私钥文件，或者用 --passphrase-file 给出口令。',
    );
  }
  let opened: AsyncIterable<Uint8Array>;
  try {
    opened = await decrypter.decrypt(ReadableStream.from(bytes));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError(
      'INVALID_INPUT',
      '给出的私钥或口令打不开这份备份，请核对；文件开头损坏时也会这样。',
    );
  }
  yield* opened;
}

export interface BackupKey {
  /** To be kept away from the server. */
  readonly identity: string;
  /** May be known to anybody. */
  readonly recipient: string;
}

export async function makeBackupKey(): Promise<BackupKey> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
