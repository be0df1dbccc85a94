import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, EXPORT_FORMAT_NAMES, type ExportFormat } from '@gongkai/core';
import { describeFinding, exitForFindings, type CommandContext } from '../command-line.js';
import { COMMAND_ACTOR, withDatabase, type DatabaseOptions } from '../with-database.js';
import { exportToFiles } from './export-to-files.js';

export interface ExportOptions extends DatabaseOptions {
  readonly agency: string;
  readonly year: string;
  readonly to: string;
  readonly out: string;
  readonly version?: string;
  readonly json?: true;
}

interface FileWritten {
  readonly format: ExportFormat;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

function parseFormats(text: string): ExportFormat[] {
  const asked = [...new Set(text.split(',').map((format) => format.trim()))];
  return asked.map((text) => {
    const format = EXPORT_FORMAT_NAMES.find((name) => name === text);
    if (format !== undefined) return format;
    const known = EXPORT_FORMAT_NAMES.join('、');
    throw new DomainError('INVALID_INPUT', `不能导出“${text}”格式，可以导出：${known}，用逗号分开。`);
  });
}

function parseVersion(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new DomainError('INVALID_INPUT', `版次“${text}”应是数字，如 1。`);
  return Number(text);
}

/** A file appears under its name when it is whole and was read back equal. */
async function writeInto(folder: string, fileName: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, fileName);
  await mkdir(folder, { recursive: true });
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return path;
}

/** Writes a report in the formats asked for; one that reads back otherwise than the database says is not written. */
export async function exportReports(
  options: ExportOptions,
  year: number,
  context: CommandContext,
): Promise<void> {
  const formats = parseFormats(options.to);
  const version = parseVersion(options.version);
  const files: FileWritten[] = [];
  const asked = { version, formats };
  const { report, findings } = await withDatabase(options, context, (ctx) =>
    exportToFiles(ctx, COMMAND_ACTOR, { agencyId: options.agency, year }, asked, async (format, made) => {
      for (const { fileName, bytes } of made) {
        const path = await writeInto(options.out, fileName, bytes);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        files.push({ format, path, bytes: bytes.length, sha256 });
      }
    }),
  );
  const { agencyCode, status } = report;
  if (options.json) {
    const shown = { agencyCode, year, version: report.version, status, files, findings };
    context.write(JSON.stringify(shown, null, 2));
  } else {
    for (const { path, bytes, sha256 } of files)
      context.write(`${path}  ${bytes} 字节  sha256 ${sha256}  回读一致`);
    for (const finding of findings) context.write(describeFinding(finding));
  }
  exitForFindings(context, findings);
}
