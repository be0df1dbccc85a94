/** Run as a process of its own: writes one very long file and prints how much more memory that took, in MiB. */
import { longTable, plainPaper } from '../server/src/platform/rendering/testing/sample-papers.js';
import { builtSheetWriter, builtWriters } from './built.js';

/** Units of a region, each with a table of so many rows in the appendix. */
const AGENCIES = 500;
const ROWS_OF_AGENCY = 28;
const REGISTER_ROWS = 200_000;
const COLUMNS = 12;

const { writeDocx, writeXlsx } = await builtWriters();
const { writeXlsx: writeSheets } = await builtSheetWriter();
const appendix = plainPaper(
  Array.from({ length: AGENCIES }, (_, index) =>
    longTable(ROWS_OF_AGENCY, { id: `agency${index}`, caption: `第${index + 1}个机关` }),
  ),
);

function* registerRows(): Generator<string[]> {
  for (let row = 0; row < REGISTER_ROWS; row += 1) {
    yield Array.from({ length: COLUMNS }, (_, column) => `第${row}行第${column}列的文字`);
  }
}

async function writeRegister(): Promise<number> {
  const widths = Array.from({ length: COLUMNS }, () => 12);
  let size = 0;
  for await (const piece of writeSheets([{ name: '台账', widths, rows: registerRows() }]))
    size += piece.length;
  return size;
}

const WORKS: Readonly<Record<string, () => Promise<unknown>>> = {
  docx: () => writeDocx(appendix),
  xlsx: () => writeXlsx(appendix),
  register: writeRegister,
};
const work = WORKS[process.argv[2] ?? ''];
if (work === undefined) throw new Error(`One of ${Object.keys(WORKS).join(', ')}`);
globalThis.gc?.();
const before = process.memoryUsage.rss();
await work();
// Of the process, in KiB.
const most = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ mebibytes: Math.max(0, most - before) / 2 ** 20 }));
