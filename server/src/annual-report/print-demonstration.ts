import { readFile, readdir } from 'node:fs/promises';
import { localDateInChina } from '@gongkai/core';
import { exitForFindings, type CommandContext } from '../command-line.js';
import { parseJsonFile } from '../parse-json-file.js';
import { describeComputed, findingsOfComputed } from './command.js';
import { computeFromLedger } from './compute-from-ledger.js';
import { parseLedger } from './ledger.js';

const LEDGERS = new URL('../../seeds/ledgers/', import.meta.url);
const DEMONSTRATION_YEAR = 2019;

/** The tables of the two demonstration ledgers, computed and checked; no database, no server. */
export async function printDemonstration(context: CommandContext): Promise<void> {
  const files = (await readdir(LEDGERS)).filter((name) => name.endsWith('.json')).sort();
  for (const file of files) {
    const ledger = parseLedger(parseJsonFile(await readFile(new URL(file, LEDGERS))));
    const today = localDateInChina(context.now());
    const report = computeFromLedger(ledger, { year: DEMONSTRATION_YEAR, today });
    context.write(`台账 ${file}：${ledger.cases.length} 件申请、${ledger.remedies.length} 件复议诉讼`);
    for (const line of describeComputed(ledger, DEMONSTRATION_YEAR, report)) context.write(line);
    context.write('');
    exitForFindings(context, findingsOfComputed(report));
  }
}
