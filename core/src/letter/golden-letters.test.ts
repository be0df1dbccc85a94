import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { LETTERS, type Letter } from '../application/vocabulary.js';
import { shippedCalendar } from '../calendar/working-day-calendar.js';
import { compileLetter } from './compile-letter.js';
import { defaultTemplate } from './default-templates.data.js';
import { letterInputSchema } from './letter-input.js';
import { letterSettingSchema } from './letter-setting.js';
import { letterLines } from './letter-text.js';

const FOLDER = new URL('../../fixtures/letters/', import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
const { settings } = z.object({ settings: z.array(letterSettingSchema) }).parse(readJson('agency.json'));
const goldenSchema = z.object({
  about: z.string(),
  input: z.record(z.string(), z.unknown()),
  expected: z.array(z.string()),
});

/** Worked letters, written by hand from the articles; compared line by line. */
const goldens = readdirSync(FOLDER)
  .filter((name) => name !== 'agency.json')
  .map((name) => {
    const { about, input, expected } = goldenSchema.parse(readJson(name));
    return { name, about, expected, input: letterInputSchema.parse({ ...input, settings }) };
  });

describe('letters written by hand from the law', () => {
  test.each(goldens)('$name: $about', ({ input, expected }) => {
    const { content, findings } = compileLetter(input, defaultTemplate(input.letter), shippedCalendar());
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(content === null ? [] : letterLines(content)).toEqual(expected);
  });

  test('every letter has one', () => {
    const written = new Set(goldens.map(({ input }) => input.letter));
    expect((Object.keys(LETTERS) as Letter[]).filter((letter) => !written.has(letter))).toEqual([]);
  });

  test('what is composed survives JSON unchanged', () => {
    for (const { input } of goldens) {
      const { content } = compileLetter(input, defaultTemplate(input.letter));
      expect(JSON.parse(JSON.stringify(content))).toEqual(content);
    }
  });
});
