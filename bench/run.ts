import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchComputing } from './computing.js';
import { benchDatabase } from './database.js';
import { benchMemory, benchReading } from './reading.js';
import { resultTable } from './result-table.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    milliseconds: { type: 'string', default: '1500' },
  },
});
const rounds = Number(options.rounds);
const milliseconds = Number(options.milliseconds);

console.log(`Node ${process.version}, ${cpus().length} cores, medians of ${rounds} rounds\n`);
const lines = [
  ...(await benchComputing(rounds, milliseconds)),
  ...(await benchReading(rounds, milliseconds)),
  ...(await benchMemory(rounds)),
  ...(await benchDatabase(rounds, milliseconds)),
];
console.log(resultTable(lines));
