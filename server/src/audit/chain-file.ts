import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { AUDIT_DIGESTS, DomainError } from '@gongkai/core';
import { z } from 'zod';
import type { Connection } from '../platform/database/schema.js';
import { listBlocks } from './queries.js';
import { CHAIN_PAGE, recordPages } from './read-chain.js';
import { followChain, type AnchoredHead, type ChainRecord, type ChainVerdict } from './verify-chain.js';

const FORMAT = 'gongkai-audit';

/** A chain as lines of JSON: what it is, then each block with its records after it. */
export async function* exportChain(db: Connection, chain: string): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: FORMAT, version: 1, chain })}\n`;
  const records = recordPages(db, chain);
  for (let number = 0; ;) {
    const blocks = await listBlocks(db, chain, number, CHAIN_PAGE);
    for (const block of blocks) {
      number = block.number;
      const { agencyId: _, ...shown } = block;
      let lines = `${JSON.stringify({ block: shown })}\n`;
      await records.upTo(block.last, (record) => {
        lines += `${JSON.stringify(exportedRecord(record))}\n`;
      });
      yield lines;
    }
    if (blocks.length < CHAIN_PAGE) return;
  }
}

function exportedRecord({ seq, digest, algorithm, link, text, salt, erasureId }: ChainRecord): object {
  return {
    seq,
    ...(text !== null && salt !== null && { salt, text }),
    ...(erasureId !== null && { erasureId }),
    digest,
    algorithm,
    link,
  };
}

const algorithm = z.enum(AUDIT_DIGESTS);
const headSchema = z.object({ format: z.literal(FORMAT), version: z.literal(1), chain: z.string() });
const blockSchema = z.object({
  block: z.object({
    number: z.number(),
    first: z.number(),
    last: z.number(),
    root: z.string(),
    previous: z.string(),
    algorithm,
    sealedAt: z.string(),
    hash: z.string(),
  }),
});
const recordSchema = z.object({
  seq: z.number(),
  digest: z.string(),
  algorithm,
  link: z.string(),
  text: z.string().nullable().default(null),
  salt: z.string().nullable().default(null),
  erasureId: z.string().nullable().default(null),
});

/** Follows a chain in an exported file, line by line. @throws DomainError UNREADABLE_FILE */
export async function verifyExportedChain(
  path: string,
  anchorsOf: (chain: string) => readonly AnchoredHead[] = () => [],
): Promise<ChainVerdict> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  let opened: { readonly chain: string; readonly follow: ReturnType<typeof followChain> } | undefined;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const value = parseLine(text, line);
    if (opened === undefined) {
      const { chain } = parseAs(headSchema, value, line);
      opened = { chain, follow: followChain(chain, anchorsOf(chain)) };
    } else if (typeof value === 'object' && value !== null && 'block' in value) {
      opened.follow.addBlock({ agencyId: opened.chain, ...parseAs(blockSchema, value, line).block });
    } else {
      opened.follow.addRecord(parseAs(recordSchema, value, line));
    }
    if (opened.follow.hasFault()) break;
  }
  if (opened === undefined) throw unreadable(1);
  return opened.follow.finish();
}

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable(line);
  }
}

function parseAs<T extends z.ZodType>(schema: T, value: unknown, line: number): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw unreadable(line);
}

function unreadable(line: number): DomainError {
  return new DomainError(
    'UNREADABLE_FILE',
    `第 ${line} 行不是审计链导出文件的内容，请核对文件是否完整、是否由“审计导出”（jsonl）得到。`,
    { line },
  );
}
