import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { settle, visitAs, type Visitor } from './visitor.js';

/** A normative document as its editor types it. */
export interface TypedDocument {
  readonly title: string;
  readonly number: string;
  readonly body: string;
  /** Titles of documents that it changes or ends. */
  readonly amends?: string;
  readonly repeals?: string;
}

/** Takes a step with a document by its button, and confirms it. */
export async function takeStep(page: Page, step: string, opinion?: string): Promise<void> {
  await page.getByRole('group', { name: '办理' }).getByRole('button', { name: step, exact: true }).click();
  const dialog = page.getByRole('dialog');
  if (opinion !== undefined) await dialog.getByRole('textbox').fill(opinion);
  await dialog.getByRole('button', { name: new RegExp(`^(确认)?${step.slice(0, 2)}`) }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settle(page);
}

/** Somebody with a duty looks at a document and agrees. */
export async function reviewAs(
  agency: string,
  duty: string,
  address: string,
  opinion: string,
): Promise<void> {
  const reviewer = await visitAs(agency, duty);
  await reviewer.page.goto(address);
  await settle(reviewer.page);
  await takeStep(reviewer.page, '同意', opinion);
  expect(reviewer.complaints).toEqual([]);
  await reviewer.leave();
}

/** The review of a normative document, each step by its own office. */
const STEPS = [
  ['公开机构负责人', '内容属实'],
  ['保密审查员', '不涉密'],
  ['合法性审核员', '与上位法一致'],
  ['公开机构负责人', '解读方案可行'],
  ['机关负责人', '同意签发'],
] as const;

/** Every step of the review. */
export async function reviewAll(agency: string, address: string): Promise<void> {
  for (const [duty, opinion] of STEPS) await reviewAs(agency, duty, address, opinion);
}

/** Finds a document of the agency by its title and chooses it for a field of the form. */
export async function chooseDocument(page: Page, field: string, title: string): Promise<void> {
  await page.getByRole('button', { name: `选择${field}` }).click();
  const dialog = page.getByRole('dialog', { name: `选择${field}` });
  await dialog.getByLabel('查找文件').fill(title);
  await dialog.getByLabel('查找文件').press('Enter');
  await dialog.getByRole('button', { name: new RegExp(`^选\\s*${title}$`) }).click();
  await dialog.getByRole('button', { name: '选好了' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** From the empty form to the review. @returns the address of the document in the console */
export async function draftNormative(page: Page, agency: string, typed: TypedDocument): Promise<string> {
  await page.goto(`/console/agencies/${agency}/2026/documents/new`);
  await settle(page);
  await page.getByLabel('种类').selectOption({ label: '行政规范性文件' });
  await page.getByLabel('标题').fill(typed.title);
  await page.getByLabel('文号').fill(typed.number);
  await page.getByLabel('内容概述').fill('规定办理的条件和程序。');
  await page.getByLabel('成文日期').fill('2026-11-16');
  await page.getByLabel('施行日期').fill('2026-12-20');
  await page.getByLabel('解读方案').fill('由规划编制科撰写文字解读，与文件同日发布。');
  await page.getByRole('textbox', { name: '正文' }).fill(typed.body);
  if (typed.amends !== undefined) await chooseDocument(page, '修改的文件', typed.amends);
  if (typed.repeals !== undefined) await chooseDocument(page, '废止的文件', typed.repeals);
  await page.getByRole('button', { name: '保存文稿' }).click();
  await page.waitForURL(/\/documents\/[\w-]{36}$/);
  await settle(page);
  await page.getByRole('button', { name: '送审' }).click();
  await page.getByText('待处室负责人审核').first().waitFor();
  return page.url();
}

/** Drafts, reviews and publishes a normative document. @returns its number in the system */
export async function publishNormative(page: Page, agency: string, typed: TypedDocument): Promise<string> {
  const address = await draftNormative(page, agency, typed);
  await reviewAll(agency, address);
  await page.reload();
  await settle(page);
  await takeStep(page, '发布');
  await page.getByText('已公开', { exact: true }).first().waitFor();
  return address.slice(address.lastIndexOf('/') + 1);
}

/** Titles that the public search finds, in their order. */
export async function hitsOf({ page }: Visitor, words: string): Promise<string[]> {
  await page.goto(`/search?q=${encodeURIComponent(words)}`);
  return page.locator('.hits > li > a').allInnerTexts();
}
