import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['core/src', 'server/src', 'console/src'];
/** Made by tools and never committed. */
const MADE_BY_TOOLS = ['coverage', 'dist', 'node_modules', 'reports'];
const LEFTOVER_NAMES = ['common', 'helpers', 'lib', 'misc', 'shared', 'utils'];

interface DocumentedFolder {
  readonly path: string;
  readonly purpose: string;
}

/** The folders of the tree block, with their paths put together from the indentation. */
function documentedFolders(): DocumentedFolder[] {
  const page = readFileSync(join(ROOT, 'docs/ARCHITECTURE.md'), 'utf8');
  const block = /```tree\n(.*?)```/s.exec(page)?.[1];
  if (block === undefined) throw new Error('docs/ARCHITECTURE.md has no tree block');
  const parents: string[] = [];
  return block
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const parts = /^( *)([^ ]+)\/(?: +(.*))?$/.exec(line);
      if (!parts) throw new Error(`Not a line of the tree: ${line}`);
      const depth = (parts[1] ?? '').length / 2;
      parents.length = depth;
      parents.push(parts[2] ?? '');
      return { path: parents.join('/'), purpose: parts[3] ?? '' };
    });
}

/** Every folder below `folder`, down to `levels`. */
function foldersBelow(folder: string, levels: number): string[] {
  if (levels === 0 || !existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !MADE_BY_TOOLS.includes(name))
    .filter((entry) => entry.isDirectory())
    .map((entry) => (folder === '' ? entry.name : `${folder}/${entry.name}`))
    .flatMap((path) => [path, ...foldersBelow(path, levels - 1)]);
}

function filesBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

test('every folder is in the tree: two levels of the whole, two levels of each source', () => {
  const documented = documentedFolders().map(({ path }) => path);
  const real = ['', ...SOURCES].flatMap((start) => foldersBelow(start, 2));
  expect(real.filter((path) => !documented.includes(path))).toEqual([]);
});

test('every folder in the tree exists', () => {
  const missing = documentedFolders().filter(({ path }) => !existsSync(join(ROOT, path)));
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test('every folder in the tree but src says what it is for', () => {
  const silent = documentedFolders().filter(({ path, purpose }) => !path.endsWith('/src') && purpose === '');
  expect(silent.map(({ path }) => path)).toEqual([]);
});

test('no folder of leftovers, none deeper than three levels below src', () => {
  const folders = SOURCES.flatMap((source) => foldersBelow(source, 9));
  const leftovers = folders.filter((path) => LEFTOVER_NAMES.includes(path.split('/').at(-1) ?? ''));
  expect(leftovers).toEqual([]);
  expect(folders.filter((path) => path.split('/').length > 5)).toEqual([]);
});

test('files have kebab-case names, those of one React component its own', () => {
  const sources = SOURCES.flatMap(filesBelow).filter((path) => /\.tsx?$/.test(path));
  const names = sources.map((path) => path.split('/').at(-1) ?? '');
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|data|d))?\.tsx?$/;
  expect(names.filter((name) => !kebab.test(name) && !/^([A-Z][a-z]+)+\.tsx$/.test(name))).toEqual([]);
});
