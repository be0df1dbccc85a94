import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAudit } from './audit.js';
import { benchBackup } from './backup.js';
import { benchComputing } from './computing.js';
import { benchDatabase } from './database.js';
import { benchDemonstration } from './demonstration.js';
import { benchIntake } from './intake.js';
import { benchLedgerImport } from './ledger-import.js';
import { benchLetters } from './letters.js';
import { benchLiveReport } from './live-report.js';
import { benchMemory, benchReading } from './reading.js';
import { benchOfficeRendering } from './rendering-office.js';
import { benchRendering } from './rendering.js';
import { benchPortal } from './portal.js';
import { benchPublicSearch } from './public-search.js';
import { benchRegister } from './register.js';
import { benchReportExport } from './report-export.js';
import { benchSignIn } from './sign-in.js';
import { benchSiteExport } from './site-export.js';
import { benchSimilarity } from './similarity.js';
import { benchStatistics } from './statistics.js';
import { resultTable, type Line } from './result-table.js';

// `npm run bench -- live-report --small` measures one part, with few rows and short rounds.
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string' },
    milliseconds: { type: 'string' },
    size: { type: 'string' },
    small: { type: 'boolean', default: false },
  },
});
const rounds = Number(options.rounds ?? (options.small ? 7 : 5));
const milliseconds = Number(options.milliseconds ?? (options.small ? 100 : 1500));

/** Rows or documents instead of a part's usual number. */
const size = options.size === undefined ? null : Number(options.size);

const PARTS: Readonly<Record<string, () => Promise<Line[]>>> = {
  computing: () => benchComputing(rounds, milliseconds),
  reading: () => benchReading(rounds, milliseconds),
  memory: () => benchMemory(rounds),
  database: () => benchDatabase(rounds, milliseconds),
  'live-report': () => benchLiveReport(rounds, milliseconds, options.small),
  'ledger-import': () => benchLedgerImport(rounds, options.small),
  letters: () => benchLetters(rounds, milliseconds),
  rendering: () => benchRendering(rounds, milliseconds),
  'rendering-office': () => benchOfficeRendering(rounds, milliseconds),
  'report-export': () => benchReportExport(rounds, milliseconds),
  audit: () => benchAudit(rounds, milliseconds, options.small),
  backup: () => benchBackup(options.small),
  intake: () => benchIntake(rounds, milliseconds),
  'sign-in': () => benchSignIn(rounds),
  register: () => benchRegister(rounds, options.small),
  statistics: () => benchStatistics(rounds, options.small),
  similarity: () => benchSimilarity(rounds, options.small),
  'public-search': () => benchPublicSearch(rounds, { isSmall: options.small, size }),
  portal: () => benchPortal(rounds, milliseconds),
  'site-export': () => benchSiteExport({ isSmall: options.small, size }),
  demonstration: () => benchDemonstration(rounds),
};
/** Without loading the city, which alone takes half a minute. */
const SMALL = ['live-report', 'ledger-import'];

const usual = options.small ? SMALL : Object.keys(PARTS);
console.log(`Node ${process.version}, ${cpus().length} cores, medians of ${rounds} rounds`);
for (const name of positionals.length > 0 ? positionals : usual) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`No part ${name}; there are ${Object.keys(PARTS).join(', ')}`);
  const start = performance.now();
  try {
    console.log(`\n${resultTable(await part())}`);
  } catch (error) {
    // The other parts, which may take hours, are measured all the same.
    console.error(`\n${name} failed:`, error);
    process.exitCode = 1;
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`(${name}: ${seconds} s, load ${loadavg()[0]?.toFixed(1)})`);
}
