import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, localDateSchema, type LocalDate } from '@gongkai/core';
import { z } from 'zod';
import { takeLock } from '../platform/database/lock-file.js';

const MARK = 'demonstration.json';
const DATABASE = 'pglite';
const DATABASE_LOCK = 'pglite.lock';

/** What the mark of a demonstration's directory says: that it is one, as of which day, and whether it is whole. */
const markSchema = z.object({ state: z.enum(['loading', 'loaded']), today: localDateSchema });
export type DemonstrationMark = z.infer<typeof markSchema>;

/** The mark of a directory; null where there is none. @throws DomainError INVALID_INPUT when it can't be read */
export async function readMark(directory: string): Promise<DemonstrationMark | null> {
  const path = join(directory, MARK);
  if (!existsSync(path)) return null;
  try {
    return markSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw new DomainError('INVALID_INPUT', `无法识别 ${path}，请删除目录“${directory}”后重新运行。`);
  }
}

/**
 * Makes the directory ready for a city. What an earlier run left half loaded is thrown away; data that are no
 * demonstration are never touched.
 * @throws DomainError ALREADY_EXISTS for other data, DATABASE_LOCKED while another process uses it
 */
export async function prepareDirectory(directory: string, today: LocalDate): Promise<void> {
  const mark = await readMark(directory);
  await mkdir(directory, { recursive: true });
  if (mark === null && existsSync(join(directory, DATABASE))) {
    throw new DomainError(
      'ALREADY_EXISTS',
      `目录“${directory}”里已有数据，而且不是演示数据，没有改动。请用 --data 指定另一个目录。`,
    );
  }
  const lock = await takeLock(join(directory, DATABASE_LOCK));
  try {
    await rm(join(directory, DATABASE), { recursive: true, force: true });
    await writeMark(directory, { state: 'loading', today });
  } finally {
    await lock.release();
  }
}

export async function writeMark(directory: string, mark: DemonstrationMark): Promise<void> {
  await writeFile(join(directory, MARK), `${JSON.stringify(mark)}\n`);
}
