import { randomFrom } from './random.js';
import { drawSampleReport, type SampleReport } from './sample-report.js';
import { printMangledText } from './text-layouts.js';

/** A report that nothing is wrong with, always the same. */
export function plainReport(): { sample: SampleReport; text: string } {
  const random = randomFrom(7);
  const sample = drawSampleReport(random);
  const { text } = printMangledText(random, sample, {
    layout: 'lines',
    isTraditional: false,
    isFullWidth: false,
    losesOrdinals: false,
    ordinalMark: '.',
    halfWidthBrackets: false,
    hasFooters: false,
    repeatsHeaders: false,
    hasRemarks: false,
    hasHeadings: true,
    blank: null,
    dropsCell: false,
    corruptsLabel: false,
    dropsRow: false,
  });
  return { sample, text };
}
