import { LETTERS, type CaseDetail, type CaseEventType, type Letter, type LetterDetail } from '@gongkai/core';
import type { APIResponse, Page } from 'playwright-core';
import { expect } from 'vitest';
import { scanFile, uploadScan } from './pdf-scan.js';
import { moved, readFigures } from './report-figures.js';
import { settle, visitAs, type Visitor } from './visitor.js';

/** An agency's disclosure office at work: who drafts and who approves, each in a browser of their own. */
export interface Office {
  readonly agency: string;
  readonly today: string;
  readonly address: string;
  readonly officer: Visitor;
  readonly head: Visitor;
}

export async function openOffice(agency: string, today: string, address: string): Promise<Office> {
  const at = { baseURL: address };
  const officer = await visitAs(agency, '信息公开工作人员', at);
  return { agency, today, address, officer, head: await visitAs(agency, undefined, at) };
}

export async function closeOffice({ officer, head }: Office): Promise<void> {
  expect([...officer.complaints, ...head.complaints]).toEqual([]);
  await Promise.all([officer.leave(), head.leave()]);
}

/** A page of the agency in the console, this year. */
export function placeIn({ agency, today }: Office, path: string): string {
  return `/console/agencies/${agency}/${today.slice(0, 4)}/${path}`;
}

export function casePathIn(office: Office, caseId: string): string {
  return placeIn(office, `cases/${encodeURIComponent(caseId)}`);
}

/** What prepares a journey and is not what it shows: a call of the API as whoever is signed in on the page. */
export async function send<T>(
  office: Office,
  page: Page,
  method: 'get' | 'post' | 'put',
  path: string,
  data?: unknown,
): Promise<T> {
  const answer: APIResponse = await page.request[method](`/api/v1/agencies/${office.agency}/${path}`, {
    headers: { origin: office.address },
    // A kept connection may be closed by the server just when it is used again.
    maxRetries: 2,
    ...(data !== undefined && { data }),
  });
  expect(answer.status(), `${path} ${await answer.text()}`).toBe(200);
  return (await answer.json()) as T;
}

interface Asked {
  readonly request: string;
  readonly name?: string;
  readonly on: string;
}

/** Registers an application that was handed in. @returns its number */
export async function registerCase(
  office: Office,
  { request, name = '欧阳示例', on }: Asked,
): Promise<string> {
  const { caseId } = await send<CaseDetail>(office, office.officer.page, 'post', 'cases', {
    ...{ applicantClass: 'naturalPerson', applicantName: name, request },
    applicantDetails: { address: '澄川市示范路9号', telephone: '13800001234' },
    events: [{ type: 'submitted', on, channel: 'counter' }],
  });
  return caseId;
}

export function caseOf(office: Office, caseId: string): Promise<CaseDetail> {
  return send(office, office.officer.page, 'get', `cases/${encodeURIComponent(caseId)}`);
}

/** An event of a case with its days as they are written. */
export interface CaseStep {
  readonly type: CaseEventType;
  readonly on: string;
  readonly [field: string]: unknown;
}

/** Records a step that happened on an earlier day. */
export async function recordStep(office: Office, caseId: string, event: CaseStep): Promise<CaseDetail> {
  const { events } = await caseOf(office, caseId);
  const lastSeq = Math.max(...events.map(({ seq }) => seq));
  const path = `cases/${encodeURIComponent(caseId)}/events`;
  return send(office, office.officer.page, 'post', path, { event, lastSeq });
}

/** Enters what was done with a case, such as a search. */
export async function enterHandling(office: Office, caseId: string, entry: object): Promise<void> {
  const path = `cases/${encodeURIComponent(caseId)}/handling-entries`;
  await send(office, office.officer.page, 'post', path, entry);
}

/** Takes a step of the open letter after reading what it will do. @returns what was read */
export async function takeStep(page: Page, step: string): Promise<string> {
  await page.getByRole('button', { name: step, exact: true }).click();
  const dialog = page.getByRole('dialog');
  const told = await dialog.innerText();
  await dialog.getByRole('button', { name: `确认${step}` }).click();
  await dialog.waitFor({ state: 'hidden' }).catch(async (error: unknown) => {
    throw new Error(`${step}: ${await dialog.innerText()}`, { cause: error });
  });
  await settle(page);
  return told;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

/** Fills in the fields of a form by their labels; what is given as `true` is ticked. */
export async function fillIn(page: Page, values: Readonly<Record<string, string | true>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) {
    const field = page.getByLabel(new RegExp(`^\\s*${escaped(label)}\\s*(（选填）)?\\s*$`)).last();
    if (value === true) await field.check();
    else await field.fill(value);
  }
}

/**
 * Drafts a letter of the case on the screen, has it approved by the head in his own session, sealed, and posted or handed
 * over today. @returns the text that the approved letter shows
 */
export async function issueLetter(
  office: Office,
  caseId: string,
  letter: Letter,
  fill: (page: Page) => Promise<void>,
  sealing: 'posted' | 'approved' = 'posted',
): Promise<string> {
  const { page } = office.officer;
  await page.goto(`${casePathIn(office, caseId)}/letters/new?kind=${letter}`);
  await settle(page);
  await page.getByRole('button', { name: /^预览/ }).waitFor();
  expect(await page.getByLabel('文书种类').locator('option:checked').innerText()).toBe(LETTERS[letter]);
  await fill(page);
  return finishLetter(office, sealing);
}

/** The letter that is open and filled in: approved by the head in his own session, sealed and posted. @returns its text */
export async function finishLetter(
  office: Office,
  sealing: 'posted' | 'approved' = 'posted',
): Promise<string> {
  const { page } = office.officer;
  await page.getByRole('button', { name: '保存拟稿' }).click();
  await page.waitForURL(/\/letters\/(?!new)[\w-]+$/);
  await settle(page);
  await takeStep(page, '提交审批');
  const { head } = office;
  await head.page.goto(new URL(page.url()).pathname);
  await settle(head.page);
  await takeStep(head.page, '批准并编号');
  const text = await head.page.getByRole('article').innerText();
  if (sealing === 'posted') await sealAndPost(office, page);
  return text;
}

async function sealAndPost(office: Office, page: Page): Promise<void> {
  const letterId = page.url().split('/').at(-1) ?? '';
  const path = `letters/${letterId}`;
  const { head } = office;
  const { version } = await send<LetterDetail>(office, page, 'get', path);
  await send(office, page, 'post', `${path}/seal-request`, { version });
  const decision = { approves: true, version: version + 1 };
  await send(office, head.page, 'post', `${path}/seal-decision`, decision);
  const sealed = await page.request.post(
    `/api/v1/agencies/${office.agency}/${path}/sealed-original?version=${version + 2}&copies=2`,
    { multipart: { file: scanFile('sealed') }, headers: { origin: office.address } },
  );
  expect(sealed.status(), await sealed.text()).toBe(200);
  await page.reload();
  await settle(page);
  await page.getByLabel('邮件号码（EMS等）').fill('1000000000099');
  await uploadScan(page.getByLabel('交邮凭证（邮政收寄单）扫描件'), 'slip');
  await page.getByRole('button', { name: '确认登记送达' }).click();
  await page.getByText('已送达', { exact: true }).first().waitFor();
}

/** The figures of 表三 and 表四 in the live report of this year, as the console shows them. */
export async function liveFigures(office: Office): Promise<Record<string, string>> {
  const { page } = office.head;
  await page.goto(placeIn(office, 'report'));
  await settle(page);
  await page.locator('[id="cell-table3.newReceived.total"]').waitFor();
  return readFigures(page);
}

/**
 * One application of a natural person that came and was closed this year moves these cells of 表三 and no others: 一, the
 * row of its outcome and （七）, each in its column and in 总计.
 */
function cellsOfOutcome(row: string): Record<string, number> {
  return Object.fromEntries(
    ['newReceived', row, 'resultTotal'].flatMap((one) => [
      [`table3.${one}.naturalPerson`, 1],
      [`table3.${one}.total`, 1],
    ]),
  );
}

/** The case stands in the cell on the page of the cell, which the figure of the report leads to. */
export async function expectInCell(office: Office, caseId: string, row: string): Promise<void> {
  const { page } = office.head;
  await page.goto(placeIn(office, `cells/table3.${row}.naturalPerson`));
  await settle(page);
  const next = page.getByRole('button', { name: '下一页' });
  const link = page.getByRole('link', { name: caseId, exact: true });
  while ((await link.count()) === 0 && (await next.isVisible()) && (await next.isEnabled())) {
    await next.click();
    await settle(page);
  }
  expect(await link.count(), `${caseId} behind ${row}`).toBe(1);
}

/** The report moved by exactly this outcome since, and the case is found behind its cell. @returns the figures now */
export async function expectOutcome(
  office: Office,
  caseId: string,
  row: string,
  before: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const now = await liveFigures(office);
  expect(moved(before, now)).toEqual(cellsOfOutcome(row));
  await expectInCell(office, caseId, row);
  return now;
}

/**
 * What the remedies clause must say since 2024 (行政复议法第二十、二十三、二十四条; 行政诉讼法第四十五、四十六条): the authority is the
 * government of the same level and the court is named; a refusal under 条例第十四至十六条 goes to reconsideration first.
 */
export function expectRemedies(text: string, route: 'reconsiderationFirst' | 'choice'): void {
  expect(text).toContain('60日内向澄川市人民政府（演示）');
  expect(text).toContain('示范人民法院（演示）');
  if (route === 'reconsiderationFirst') {
    expect(text).toContain('应当先申请行政复议');
    expect(text).toContain('未经行政复议，不能直接提起行政诉讼');
    expect(text).toContain('15日内');
    expect(text).not.toContain('6个月');
  } else {
    expect(text).toContain('6个月内');
    expect(text).not.toContain('先申请行政复议');
  }
  // 条例第四十七条第二款、第五十一条: also a complaint.
  expect(text).toContain('投诉、举报');
}
