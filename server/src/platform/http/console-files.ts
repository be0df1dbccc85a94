import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@gongkai/core';
import type { Context, Hono } from 'hono';

/** Where the console is built to. */
const CONSOLE = fileURLToPath(new URL('../../../../console/dist/', import.meta.url));
const ENTRY = 'index.html';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Serves the built console under `/console`; every address that is no file is a page of it. Only files that were
 * there at the first call are known, by their exact names.
 */
export function mountConsole(app: Hono, folder: string = CONSOLE): void {
  let files: Promise<ReadonlySet<string>> | undefined;
  app.get('/console', (c) => c.redirect('/console/', 308));
  app.get('/console/*', async (c) => {
    files ??= filesOf(folder);
    const known = await files;
    if (!known.has(ENTRY)) {
      files = undefined;
      throw new DomainError('NOT_FOUND', '工作台还没有编译。请在项目根目录运行 npm run build，再刷新本页。');
    }
    const name = c.req.path.slice('/console/'.length);
    if (known.has(name)) return sendFile(c, folder, name);
    // Numbers of cases and names of cells have dots too: only what the bundler made is surely a file.
    if (name.startsWith('assets/')) throw new DomainError('NOT_FOUND', '工作台没有这个文件，请刷新页面。');
    return sendFile(c, folder, ENTRY);
  });
}

async function filesOf(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')),
  );
}

/** The bundler puts a digest of the content into the names below `assets/`; all others are asked for again. */
async function sendFile(c: Context, folder: string, name: string): Promise<Response> {
  return c.body(await readFile(join(folder, name)), 200, {
    'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
    'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
}
