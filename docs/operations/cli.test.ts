import { readFileSync } from 'node:fs';
import { caseEventSchema, caseHistorySchema } from '@gongkai/core';
import { expect, test } from 'vitest';
import { parseLedger } from '../../server/src/annual-report/ledger.js';
import { runCli } from '../../server/src/cli.js';
import { CLOCK_EVENT_NOTATION, parseClockEvent } from '../../server/src/deadline/parse-clock-event.js';

const PAGE = readFileSync(new URL('cli.md', import.meta.url), 'utf8');

/** The part of the page under a heading. */
function part(heading: string): string {
  const found = PAGE.split(/^## /m).find((text) => text.startsWith(heading));
  if (found === undefined) throw new Error(`No heading ${heading}`);
  return found;
}

/** First cells of the rows of the part's table, where they are code. */
function firstCells(heading: string): string[] {
  return [...part(heading).matchAll(/^\| `([^`]+)`/gm)].map(([, cell = '']) => cell);
}

function example(heading: string): unknown {
  const block = /```json\n(.*?)```/s.exec(part(heading))?.[1];
  return JSON.parse(block ?? '') as unknown;
}

test('the example of a case is accepted', () => {
  expect(caseHistorySchema.safeParse(example('gongkai case evaluate')).success).toBe(true);
});

test('the example of a ledger is accepted', () => {
  expect(parseLedger(example('gongkai report compute')).cases).toHaveLength(1);
});

test('each kind of event is listed, and no other', () => {
  const kinds = caseEventSchema.options.map((event) => event.shape.type.value);
  expect(firstCells('gongkai case evaluate').sort()).toEqual([...kinds].sort());
});

test('each notation of a clock event is listed, and no other', () => {
  expect(firstCells('gongkai deadline').sort()).toEqual([...CLOCK_EVENT_NOTATION].sort());
});

test('the events written out on the page are understood', () => {
  const written = [...part('gongkai deadline').matchAll(/[a-z-]+:2026-[-:0-9]*/g)].map(([event]) => event);
  expect(written.length).toBeGreaterThan(1);
  for (const event of written) expect(() => parseClockEvent(event)).not.toThrow();
});

test('each option of rebuilding is explained, and no other', async () => {
  const help: string[] = [];
  await runCli(['rebuild', '--help'], { write: (text) => void help.push(text) });
  const options = (text: string): string[] => [...new Set(text.match(/--[a-z]+/g))].sort();
  expect(options(part('gongkai rebuild'))).toEqual(options(help.join('\n')).filter((it) => it !== '--help'));
});
