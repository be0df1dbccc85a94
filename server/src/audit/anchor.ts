import { createHash, createPrivateKey, createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import { canonicalJson, DomainError } from '@gongkai/core';
import { z } from 'zod';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { deriveKey, keyOf, type Keyring } from '../platform/secrets/keyring.js';
import { findLastBlock, insertAnchor, listChains } from './queries.js';
import { recordAudit, type AuditContext, type AuditedActor } from './record-audit.js';
import { sealAllChains } from './seal-records.js';
import type { AnchoredHead } from './verify-chain.js';

/** Signs anchors. The product's own holds an Ed25519 key; a cryptographic machine can take its place. */
export interface AnchorSigner {
  readonly keyId: string;
  /** SPKI in PEM. */
  readonly publicKey: string;
  readonly sign: (bytes: Uint8Array) => Uint8Array;
}

const FORMAT = 'gongkai-audit-anchor';
export const anchorSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  anchorId: z.string(),
  madeAt: z.string(),
  chains: z.array(
    z.strictObject({ chain: z.string(), block: z.number(), last: z.number(), hash: z.string() }),
  ),
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});
/** What was exported of every chain at one time, signed. */
export type Anchor = z.infer<typeof anchorSchema>;

/** RFC 8410: what comes before the 32 bytes of an Ed25519 key in PKCS #8. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The signing key that follows from a key of the key file, by default the active one; it is kept nowhere else. */
export function signerOf(keyring: Keyring, masterKeyId: string = keyring.activeKeyId): AnchorSigner {
  const seed = deriveKey(keyOf(keyring, masterKeyId), { purpose: 'audit-anchor', agencyId: null }, 32);
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();
  return { keyId: keyIdOf(publicKey), publicKey, sign: (bytes) => sign(null, bytes, key) };
}

/** The public key that an earlier or the present key of the key file has signed with; null: none of them. */
export function publicKeyById(keyring: Keyring, keyId: string): string | null {
  const signers = [...keyring.keys.keys()].map((masterKeyId) => signerOf(keyring, masterKeyId));
  return signers.find((signer) => signer.keyId === keyId)?.publicKey ?? null;
}

/** The digest by which a public key is compared by eye. */
export function keyIdOf(publicKey: string): string {
  const spki = createPublicKey(publicKey).export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex').slice(0, 32);
}

/** Seals what waits and signs where every chain ends. The answer is the proof: it must leave this machine. */
export async function makeAnchor(
  ctx: AuditContext & { readonly db: Connection },
  actor: AuditedActor,
  signer: AnchorSigner,
): Promise<Anchor> {
  await sealAllChains(ctx);
  const chains: Anchor['chains'] = [];
  for (const chain of await listChains(ctx.db)) {
    const block = await findLastBlock(ctx.db, chain);
    if (block) chains.push({ chain, block: block.number, last: block.last, hash: block.hash });
  }
  const { keyId, publicKey } = signer;
  const anchorId = randomUUID();
  const unsigned = {
    format: FORMAT,
    version: 1,
    anchorId,
    madeAt: ctx.now().toISOString(),
    chains,
    keyId,
    publicKey,
  } as const;
  const signature = Buffer.from(signer.sign(Buffer.from(canonicalJson(unsigned)))).toString('base64');
  const anchor: Anchor = { ...unsigned, signature };
  const document = canonicalJson(anchor);
  await inTransaction(ctx.db, async (db) => {
    await insertAnchor(db, { anchorId, madeAt: anchor.madeAt, keyId, document });
    await recordAudit(db, ctx, actor, {
      kind: 'audit.anchored',
      agencyCode: null,
      subject: { type: 'anchor', id: anchorId },
      details: { chains: chains.length, sha256: createHash('sha256').update(document).digest('hex') },
    });
  });
  return anchor;
}

/**
 * Reads an anchor and checks its signature.
 * @param trustedKey the public key that must have signed; without it the one in the anchor, which whoever forged
 *   the anchor could have put there: compare `keyId`
 * @throws DomainError UNREADABLE_FILE
 */
export function readAnchor(text: string, trustedKey?: string): Anchor {
  const anchor = parseAnchor(text);
  if (anchor === null) {
    throw new DomainError(
      'UNREADABLE_FILE',
      '这不是审计锚文件，请核对文件是否由“gongkai audit anchor”得到。',
    );
  }
  const { signature, ...unsigned } = anchor;
  const key = trustedKey ?? anchor.publicKey;
  const isSigned = verify(
    null,
    Buffer.from(canonicalJson(unsigned)),
    createPublicKey(key),
    Buffer.from(signature, 'base64'),
  );
  if (isSigned && keyIdOf(key) === anchor.keyId) return anchor;
  throw new DomainError(
    'UNREADABLE_FILE',
    '审计锚的签名不符：文件被改动过，或者不是用这把密钥签的，不能作为核验的依据。',
  );
}

function parseAnchor(text: string): Anchor | null {
  try {
    return anchorSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What anchors say of one chain. */
export function headsOf(anchors: readonly Anchor[], chain: string): AnchoredHead[] {
  return anchors.flatMap((anchor) => anchor.chains.filter((head) => head.chain === chain));
}
