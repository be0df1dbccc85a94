import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}

const DRAFT = '.part';

/** A file that is there whole or as it was before. */
export async function writeWhole(
  path: string,
  content: string | Uint8Array,
  { flush = false }: { readonly flush?: boolean } = {},
): Promise<void> {
  const draft = `${path}${DRAFT}`;
  try {
    await writeFile(draft, content, { flush });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, content, { flush });
  }
  await rename(draft, path);
}

/** The same for what comes in pieces; a file that is there with the digest `before` stays as it is where that comes again. */
export async function writeStream(
  path: string,
  body: ReadableStream<Uint8Array>,
  before?: string,
): Promise<{ readonly digest: string; readonly isSame: boolean }> {
  const draft = `${path}${DRAFT}`;
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  const source = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
  source.on('data', (chunk: Uint8Array) => hash.update(chunk));
  await pipeline(source, createWriteStream(draft));
  const digest = hash.digest('hex').slice(0, 32);
  const isSame = digest === before && (await stat(path).catch(ignoreMissing)) !== undefined;
  await (isSame ? unlink(draft) : rename(draft, path));
  return { digest, isSame };
}

/** Takes a file away, and the folders that it leaves empty. */
export async function removeFile(out: string, path: string): Promise<void> {
  await unlink(join(out, path)).catch(ignoreMissing);
  let folder = dirname(path);
  while (folder !== '.' && folder !== '') {
    try {
      await rmdir(join(out, folder));
    } catch {
      return;
    }
    folder = dirname(folder);
  }
}

export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
}

/** Files below the folder, by their paths in it; those with a dot in front are not ours to list. */
export async function filesBelow(out: string): Promise<string[]> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true }).catch(ignoreMissing);
  return (entries ?? [])
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1));
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
