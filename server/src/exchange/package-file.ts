import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { canonicalJson, DomainError } from '@gongkai/core';
import { z } from 'zod';
import type { NodeKeys, PublicNode } from './node-keys.js';

const headSchema = z.strictObject({
  format: z.literal('gongkai-exchange'),
  version: z.literal(1),
  from: z.string(),
  to: z.string(),
  /** From 1, without a gap. */
  number: z.number().int().positive(),
  /** Digest of the package before; empty for the first. */
  previous: z.string(),
  /** The last of the other side's packages up to which all have arrived. */
  acknowledges: z.number().int().nonnegative(),
  madeAt: z.iso.datetime(),
  /** X25519, made for this package alone. */
  ephemeral: z.string(),
  iv: z.string(),
});
const packageSchema = headSchema.extend({ text: z.string(), tag: z.string(), signature: z.string() });
export type PackageHead = z.infer<typeof headSchema>;
export type ExchangePackage = z.infer<typeof packageSchema>;

const messageSchema = z.strictObject({ id: z.string(), kind: z.string(), body: z.json() });
export type ExchangeMessage = z.infer<typeof messageSchema>;
const contentSchema = z.strictObject({ messages: z.array(messageSchema) });

/** A package for the other side: encrypted to its key (X25519, HKDF, AES-256-GCM), then signed (Ed25519). */
export function makePackage(
  own: NodeKeys,
  to: PublicNode,
  about: Pick<PackageHead, 'number' | 'previous' | 'acknowledges' | 'madeAt'>,
  messages: readonly ExchangeMessage[],
): string {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const ephemeral = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const iv = randomBytes(12);
  const head: PackageHead = {
    ...{ format: 'gongkai-exchange', version: 1, from: own.nodeId, to: to.nodeId },
    ...about,
    ...{ ephemeral, iv: iv.toString('base64') },
  };
  const cipher = createCipheriv(
    'aes-256-gcm',
    contentKey(privateKey, publicKeyOf(to.boxKey), ephemeral, to),
    iv,
  );
  cipher.setAAD(Buffer.from(canonicalJson(head)));
  const text = Buffer.concat([cipher.update(JSON.stringify({ messages })), cipher.final()]).toString(
    'base64',
  );
  const unsigned = { ...head, text, tag: cipher.getAuthTag().toString('base64') };
  const signature = sign(null, Buffer.from(canonicalJson(unsigned)), own.signPrivate).toString('base64');
  return canonicalJson({ ...unsigned, signature });
}

/** Reads a package and holds its signature against the sender's key; null: it is none, or was altered on its way. */
export function readPackage(text: string, from: PublicNode): ExchangePackage | null {
  const given = parsePackage(text);
  if (given?.from !== from.nodeId) return null;
  const { signature, ...unsigned } = given;
  const bytes = Buffer.from(canonicalJson(unsigned));
  return verify(null, bytes, publicKeyOf(from.signKey), Buffer.from(signature, 'base64')) ? given : null;
}

/** What a file says it is, whoever wrote it. */
export function parsePackage(text: string): ExchangePackage | null {
  try {
    return packageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** @throws DomainError UNREADABLE_FILE when it is encrypted to another key */
export function openPackage(own: NodeKeys, given: ExchangePackage): readonly ExchangeMessage[] {
  const { text, tag, signature: _, ...head } = given;
  try {
    const key = contentKey(own.boxPrivate, publicKeyOf(head.ephemeral), head.ephemeral, own);
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(head.iv, 'base64'));
    decipher.setAAD(Buffer.from(canonicalJson(head)));
    decipher.setAuthTag(Buffer.from(tag, 'base64'));
    const opened = Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]);
    return contentSchema.parse(JSON.parse(opened.toString())).messages;
  } catch {
    throw new DomainError(
      'UNREADABLE_FILE',
      `第${head.number}号交换包打不开：不是加密给本节点的，或者密钥已更换。`,
    );
  }
}

export function digestOfPackage(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function contentKey(own: KeyObject, other: KeyObject, ephemeral: string, to: PublicNode): Buffer {
  const secret = diffieHellman({ privateKey: own, publicKey: other });
  return Buffer.from(hkdfSync('sha256', secret, `${ephemeral}\n${to.boxKey}`, 'gongkai-exchange 1', 32));
}

function publicKeyOf(spki: string): KeyObject {
  return createPublicKey({ key: Buffer.from(spki, 'base64'), format: 'der', type: 'spki' });
}
