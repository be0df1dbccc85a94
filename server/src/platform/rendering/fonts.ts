import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { DomainError } from '@gongkai/core';
import { unpackFont } from './font-file.js';

/** Where faces come from besides the install. */
export interface FontSource {
  /** A folder with .ttf, .otf, .ttc or .woff files, e.g. those that an office has bought; null: only the installed. */
  readonly directory: string | null;
}

export const INSTALLED_FONTS: FontSource = { directory: null };

/** Song, Hei and Kai that the install brings; between them they hold GB 18030's common characters and many rare ones. */
const INSTALLED_FILES = [
  ['@expo-google-fonts/noto-serif-sc', '400Regular/NotoSerifSC_400Regular.ttf'],
  ['@expo-google-fonts/noto-serif-sc', '700Bold/NotoSerifSC_700Bold.ttf'],
  ['@embedpdf/fonts-sc', 'fonts/NotoSansHans-Regular.otf'],
  ['@fontsource/lxgw-wenkai', 'files/lxgw-wenkai-latin-500-normal.woff'],
] as const;

const SONG = 'Noto Serif SC';
const HEI = 'Noto Sans S Chinese';
const KAI = 'LXGW WenKai';

/**
 * Faces by their part on the page, the standard's own first, then what may stand in for them. Those that are not there
 * are passed over; the last three are always there, and what one lacks the next has.
 */
export const FACES = {
  text: ['FangSong_GB2312', '仿宋_GB2312', 'FangSong', '仿宋', 'FandolFang R', SONG, KAI, HEI],
  title: ['FZXiaoBiaoSong-B05S', 'FZXiaoBiaoSong-B05', '方正小标宋简体', SONG, KAI, HEI],
  hei: ['SimHei', '黑体', 'FandolHei', HEI, SONG, KAI],
  kai: ['KaiTi_GB2312', '楷体_GB2312', 'KaiTi', '楷体', 'FandolKai', KAI, SONG, HEI],
  song: ['SimSun', '宋体', 'FandolSong', SONG, KAI, HEI],
} as const;

const FONT_FILE = /^\.(ttf|otf|ttc|woff)$/;
const requireHere = createRequire(import.meta.url);

/**
 * All font files to set paper with, unpacked, the installed ones first.
 * @throws DomainError INVALID_INPUT when the folder cannot be read
 */
export function readFonts({ directory }: FontSource): Buffer[] {
  const installed = INSTALLED_FILES.map(([name, file]) => installedFile(name, file));
  const own = directory === null ? [] : filesOf(directory);
  return [...installed, ...own].map((path) => unpackFont(readFileSync(path)));
}

/** Found on disk, because not every package of fonts lets its files be imported. */
function installedFile(name: string, file: string): string {
  const found = (requireHere.resolve.paths(name) ?? [])
    .map((folder) => join(folder, name, file))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`The font ${name}/${file} is not installed`);
  return found;
}

function filesOf(directory: string): string[] {
  if (!existsSync(directory)) {
    throw new DomainError('INVALID_INPUT', `没有字体目录 ${directory}，请改正字体目录的设置。`);
  }
  return readdirSync(directory)
    .filter((name) => FONT_FILE.test(extname(name).toLowerCase()))
    .sort()
    .map((name) => join(directory, name));
}
