import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { picture, settle, useBrowser, visitAs, type Visitor } from '../visitor.js';

const NARRATIVE = '/console/agencies/CC-RS/2026/narrative';
const SECTION = '一、总体情况';

useBrowser();

function textOf(page: Page) {
  return page.getByRole('textbox', { name: `${SECTION}的正文` });
}

async function openNarrative(): Promise<Visitor> {
  const visitor = await visitAs('CC-RS');
  await visitor.open(NARRATIVE);
  await textOf(visitor.page).waitFor();
  return visitor;
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: `保存${SECTION}` }).click();
}

test('tells the second of two editors and loses nothing that either typed', async () => {
  const [first, second] = [await openNarrative(), await openNarrative()];
  const before = await textOf(first.page).inputValue();
  await textOf(first.page).fill(`甲写的一段话。\n${before}`);
  await textOf(second.page).fill(`${before}\n乙写的一段话。`);
  await save(first.page);
  await first.page.getByText('已保存', { exact: true }).waitFor();

  await save(second.page);
  const { page } = second;
  await page.getByRole('alert').getByText('这一节已被他人改动').waitFor();
  await picture(page, 'console-narrative-conflict');
  expect(await textOf(page).inputValue()).toBe(`${before}\n乙写的一段话。`);

  await page.getByRole('button', { name: '合并两份继续' }).click();
  await save(page);
  await page.getByText('已保存', { exact: true }).waitFor();
  await page.reload();
  await settle(page);
  expect(await textOf(page).inputValue()).toBe(`甲写的一段话。\n${before}\n乙写的一段话。`);
  // The refusal itself is in the console as a failed request.
  expect(second.complaints.filter((line) => !line.includes('409'))).toEqual([]);
  expect(first.complaints).toEqual([]);
  await first.leave();
  await second.leave();
});

test('keeps what was typed but not saved over a reload', async () => {
  const { page, leave } = await openNarrative();
  const typed = `${await textOf(page).inputValue()}\n还没有保存的话。`;
  await textOf(page).fill(typed);
  await page.reload();
  await settle(page);
  expect(await textOf(page).inputValue()).toBe(typed);
  await leave();
});
