import { readFileSync } from 'node:fs';
import type { LetterContent } from '@gongkai/core';
import type { PrintedDocument } from '../server/src/platform/rendering/document.js';
import { builtCore, builtLetterDocument, builtWriters } from './built.js';
import { alternate, spreadOf } from './measure.js';
import type { Line } from './result-table.js';

/** A letter may cost so much more than its bare words in the same writer: composing, the letterhead, the seal's place. */
const MOST_TIMES_BARE = 1.5;
const LETTER = 'mixed-partial-and-refused';

interface Fixture {
  readonly input: object;
  readonly settings: readonly object[];
}

function fixture(name: string): Fixture {
  const url = new URL(`../core/fixtures/letters/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Fixture;
}

/** Letters a second, composed, laid out and written, beside the writer alone with the same words. */
export async function benchLetters(rounds: number, milliseconds: number): Promise<Line[]> {
  const core = await builtCore();
  const { writeDocx, writePdf } = await builtWriters();
  const { letterDocument } = await builtLetterDocument();
  const { settings } = fixture('agency');
  const input = core.letterInputSchema.parse({ ...fixture(LETTER).input, settings });
  const template = core.defaultTemplate(input.letter);
  let written = 0;
  // No two alike, because the compiler remembers what it has set.
  const compose = (): LetterContent => {
    written += 1;
    const { content } = core.compileLetter(input, template, core.shippedCalendar());
    if (content === null) throw new Error('The letter was not composed.');
    return core.withDocumentNumber(
      content,
      core.formatDocumentNumber('澄人社公开〔{年}〕{号}号', 2026, written),
    );
  };
  const bare = (): PrintedDocument => {
    const content = compose();
    return {
      ...letterDocument(content),
      format: 'plain',
      letterhead: null,
      signature: null,
      blocks: core.letterLines(content).map((text) => ({
        kind: 'paragraph',
        role: 'body',
        runs: [{ text }],
      })),
    };
  };
  const prepared = Array.from({ length: 50 }, bare);
  const nextBare = (): PrintedDocument => {
    written += 1;
    const document = prepared[written % prepared.length] ?? bare();
    return { ...document, title: `${document.title}${written}` };
  };
  const rates = await alternate(
    {
      compose: () => Promise.resolve(compose()),
      docx: () => writeDocx(letterDocument(compose())),
      bareDocx: () => writeDocx(nextBare()),
      pdf: () => writePdf(letterDocument(compose())),
      barePdf: () => writePdf(nextBare()),
    },
    rounds,
    milliseconds,
  );
  const ratio = (letter: readonly number[], alone: readonly number[]) =>
    spreadOf(letter.map((rate, index) => (alone[index] ?? 0) / rate));
  return [
    { what: 'letters composed, not written', unit: 'letters/s', values: spreadOf(rates.compose) },
    { what: 'letters of three items, docx', unit: 'letters/s', values: spreadOf(rates.docx) },
    { what: 'the same words by the docx writer alone', unit: 'letters/s', values: spreadOf(rates.bareDocx) },
    {
      what: 'a docx letter’s time ÷ its bare words',
      unit: 'times',
      values: ratio(rates.docx, rates.bareDocx),
      limit: MOST_TIMES_BARE,
    },
    { what: 'letters of three items, pdf', unit: 'letters/s', values: spreadOf(rates.pdf) },
    { what: 'the same words by the pdf writer alone', unit: 'letters/s', values: spreadOf(rates.barePdf) },
    {
      what: 'a pdf letter’s time ÷ its bare words',
      unit: 'times',
      values: ratio(rates.pdf, rates.barePdf),
      limit: MOST_TIMES_BARE,
    },
  ];
}
