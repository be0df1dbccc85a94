import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.js';
import { compareReading } from './testing/compare-reading.js';
import { drawPageMangling, printMangledPage } from './testing/html-layouts.js';
import { layOutPages } from './testing/pdf-layouts.js';
import { randomFrom } from './testing/random.js';
import { composePdf } from './testing/sample-pdf.js';
import { drawSampleReport, type SampleReport } from './testing/sample-report.js';
import { drawMangling, mangleRows, printMangledText } from './testing/text-layouts.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

/** Shares of cells that must be read, over all runs: a reader that leaves everything open is never wrong either. */
const LEAST_READ = { text: 0.93, html: 0.99, pdf: 0.97 };

/** Every figure read is the printed one; what is left open is named in a problem; only real ambiguity is left open. */
async function holdsForAll(
  kind: keyof typeof LEAST_READ,
  runs: number,
  print: (seed: number) => { bytes: Uint8Array; report: SampleReport },
): Promise<void> {
  let right = 0;
  let open = 0;
  await fc.assert(
    fc.asyncProperty(seeds, async (seed) => {
      const { bytes, report } = print(seed);
      const comparison = compareReading(await readReport(bytes), report);
      right += comparison.right;
      open += comparison.open;
      expect(comparison.wrong).toEqual([]);
    }),
    { numRuns: runs, seed: 20211119 },
  );
  expect(right / (right + open)).toBeGreaterThan(LEAST_READ[kind]);
}

describe('a mangled report is read rightly or left open, never wrongly', () => {
  it('as text: glued, spaced, wrapped, one cell a line, tabbed, between pipes, figures first', async () => {
    await holdsForAll('text', 150, (seed) => {
      const random = randomFrom(seed);
      const sample = drawSampleReport(random);
      const { text, report } = printMangledText(random, sample, drawMangling(random));
      return { bytes: encode(text), report };
    });
  });

  it('as a page: nested, unclosed, split, merged, exported from Word', async () => {
    await holdsForAll('html', 100, (seed) => {
      const random = randomFrom(seed);
      const sample = drawSampleReport(random);
      const { html, report } = printMangledPage(random, sample, drawPageMangling(random));
      return { bytes: encode(html), report };
    });
  });

  it('as a PDF: cells in any order of content, empty cells, wrapped labels, page numbers', async () => {
    await holdsForAll('pdf', 12, (seed) => {
      const random = randomFrom(seed);
      const drawn = drawSampleReport(random);
      const faults = {
        blank: random.chance(0.4) ? '' : null,
        dropsRow: false,
        dropsCell: false,
        corruptsLabel: false,
      };
      const report = { ...drawn, table3: mangleRows(random, faults, drawn.table3, true) };
      return {
        bytes: composePdf(layOutPages(random, report, random.pick(['rows', 'figuresFirst', 'scrambled']))),
        report,
      };
    });
  });
});
