import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../../testing/test-database.js';
import { arrayLiteral } from './column-types.js';

const { db } = await openTestDatabase();

async function valueOf(expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db);
  return rows[0]?.value;
}

async function echo(value: unknown, type: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${value}::${sql.raw(type)} as value`.execute(db);
  return rows[0]?.value;
}

describe('what is read', () => {
  test.each([
    ['1::int2', 1],
    ['-5::int4', -5],
    ['9007199254740991::int8', 9007199254740991],
    ['count(*)', 1],
    ['1.50::numeric', '1.50'],
    ['1.5::float8', 1.5],
    ["'NaN'::float8", NaN],
    ['true', true],
    ["'公开'::text", '公开'],
    ["'a'::char(3)", 'a  '],
    ["'2026-03-02'::date", '2026-03-02'],
    ["'2026-03-02 08:00:00.5+08'::timestamptz", '2026-03-02T00:00:00.500000Z'],
    ["'2026-03-02 08:00:00'::timestamptz", '2026-03-02T08:00:00.000000Z'],
    ["'2026-03-02 08:00:00.123456'::timestamp", '2026-03-02 08:00:00.123456'],
    ["'1 day 02:00:00'::interval", '1 day 02:00:00'],
    [`'{"aB": [1, null]}'::jsonb`, { aB: [1, null] }],
    [`'[1,2]'::json`, [1, 2]],
    ["'null'::jsonb", null],
    ["'{甲,乙}'::text[]", ['甲', '乙']],
    ["'{1,NULL,3}'::int4[]", [1, null, 3]],
    ["'{1,9007199254740991}'::int8[]", [1, 9007199254740991]],
    ["'{2026-03-02}'::date[]", ['2026-03-02']],
    ["'{1.50}'::numeric[]", ['1.50']],
    ["'\\x00ff'::bytea", Buffer.from([0, 255])],
    ["'3f0c9d3e-6c1b-4a56-8f0e-0d9c1d3b7a55'::uuid", '3f0c9d3e-6c1b-4a56-8f0e-0d9c1d3b7a55'],
    ['null::int8', null],
  ])('%s', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  test('an integer that a number cannot hold is refused, not rounded', async () => {
    await expect(valueOf('9007199254740993::int8')).rejects.toThrow('beyond 2^53');
    expect(await valueOf('1')).toBe(1);
  });
});

describe('what is written', () => {
  test.each([
    [7, 'int4', 7],
    [9007199254740991, 'int8', 9007199254740991],
    ['1.50', 'numeric', '1.50'],
    [true, 'boolean', true],
    ['2026-03-02', 'date', '2026-03-02'],
    [new Date('2026-03-02T00:00:00.5Z'), 'timestamptz', '2026-03-02T00:00:00.500000Z'],
    ['2026-03-02T00:00:00.123456Z', 'timestamptz', '2026-03-02T00:00:00.123456Z'],
    [{ aB: '引号"和\\' }, 'jsonb', { aB: '引号"和\\' }],
    [[{ a: 1 }], 'jsonb', [{ a: 1 }]],
    [[], 'jsonb', []],
    [Buffer.from([0, 92, 255]), 'bytea', Buffer.from([0, 92, 255])],
    [null, 'text', null],
    ['', 'text', ''],
    [arrayLiteral(['甲', 'a"b\\c,{}', null]), 'text[]', ['甲', 'a"b\\c,{}', null]],
    [arrayLiteral([]), 'int4[]', []],
  ])('%j as %s', async (value, type, expected) => {
    expect(await echo(value, type)).toEqual(expected);
  });

  test('a list where an array is due is refused, not misread', async () => {
    await expect(echo(['a'], 'text[]')).rejects.toThrow('malformed array literal');
    await expect(echo([], 'text[]')).rejects.toThrow('malformed array literal');
  });
});
