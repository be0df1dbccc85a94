import { expect, test } from 'vitest';
import { jsonDocumentSchema, writeJson } from './json.js';
import { longTable, officialNotice, paragraph, plainPaper, replyLetter } from './testing/sample-papers.js';

async function parsed(document: Parameters<typeof writeJson>[0]) {
  const text = new TextDecoder().decode(await writeJson(document));
  return { text, whole: jsonDocumentSchema.parse(JSON.parse(text)) };
}

test.each([replyLetter(), officialNotice(), plainPaper([longTable(3), { kind: 'pageBreak' }])])(
  'a paper says in json what it says: $title',
  async (document) => {
    const { whole } = await parsed(document);
    expect(whole).toEqual({ schema: 'gongkai-document/1', ...document, cells: {} });
  },
);

test('figures stand by their names, decimals with every digit, empty cells as null', async () => {
  const cells = [
    { text: '12', value: 12, id: 'table2.rules.made' },
    { text: '1,234.50', value: '1234.50', id: 'table2.fees.amount' },
    { text: '—', id: 'table2.rules.valid' },
    { text: '没有名字', value: 3 },
  ];
  const table = { ...longTable(0), head: [], columns: [1, 1, 1, 1], body: [{ cells }] };
  const { whole } = await parsed(plainPaper([paragraph('body', '正文'), table]));
  expect(whole.cells).toEqual({
    'table2.rules.made': 12,
    'table2.fees.amount': '1234.50',
    'table2.rules.valid': null,
  });
});

test('keys stand in one order, however the paper was put together', async () => {
  const document = officialNotice();
  const turned = Object.fromEntries(Object.entries(document).reverse()) as unknown as typeof document;
  expect((await parsed(turned)).text).toBe((await parsed(document)).text);
  expect(Object.keys((await parsed(document)).whole)).toEqual([
    'schema',
    'title',
    'format',
    'metadata',
    'letterhead',
    'blocks',
    'signature',
    'imprint',
    'cells',
  ]);
});

test('two cells of one name are refused: one figure would be lost', async () => {
  const body = [
    {
      cells: [
        { text: '1', value: 1, id: 'a' },
        { text: '2', value: 2, id: 'a' },
      ],
    },
  ];
  const document = plainPaper([{ ...longTable(0), head: [], columns: [1, 1], body }]);
  await expect(writeJson(document)).rejects.toThrow(RangeError);
});
