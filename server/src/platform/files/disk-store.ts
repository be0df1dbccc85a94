import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { ObjectStore, StoredObject } from './object-store.js';

/** Keeps files below a folder. The files to take must be on the same disk. */
export function diskStore(folder: string): ObjectStore {
  return {
    description: `本机目录 ${folder}`,
    async put(key, file) {
      const path = join(folder, key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(file.path, path);
      // The name is on the disk only when each folder on the way to it is.
      for (let parent = dirname(path); ; parent = dirname(parent)) {
        await flushFolder(parent);
        if (relative(folder, parent) === '') break;
      }
    },
    async open(key, range) {
      const path = join(folder, key);
      await stat(path);
      return createReadStream(path, range ? { start: range.start, end: range.end } : {});
    },
    async remove(key) {
      await unlink(join(folder, key)).catch(ignoreMissing);
    },
    list: () => listFiles(folder, folder),
  };
}

async function* listFiles(root: string, folder: string): AsyncGenerator<StoredObject> {
  const entries = await opendir(folder).catch((error: unknown) => {
    ignoreMissing(error);
    return [];
  });
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* listFiles(root, path);
      continue;
    }
    const found = await stat(path).catch(() => null);
    if (found) yield { key: relative(root, path).split(sep).join('/'), modifiedAt: found.mtime };
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
