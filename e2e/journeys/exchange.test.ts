import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDateInChina, type OnlineApplication } from '@gongkai/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import {
  caseOf,
  casePathIn,
  closeOffice,
  fillIn,
  issueLetter,
  openOffice,
  placeIn,
  send,
  type Office,
} from '../office.js';
import { runCommand } from '../run-command.js';
import { startCommand, type RunningCommand } from '../start-command.js';
import { PHONE, picture, settle, useBrowser, visit } from '../visitor.js';

/** Two machines that know each other by files on a medium alone: two databases, two key files, their own processes. */
const AGENCY = 'CC-RS';
const TODAY = localDateInChina(new Date());
let folder = '';
/** Ended after the journey, whatever happened in it. */
const running: RunningCommand[] = [];
const at = (name: string): string => join(folder, name);

useBrowser();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-e2e-exchange-'));
  const { E2E_DATA: prepared } = process.env;
  // While journeys are written: a city that was loaded before.
  if (prepared !== undefined) await cp(prepared, at('office'), { recursive: true });
});
afterAll(async () => {
  for (const server of running) await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(args: readonly string[]): Promise<RunningCommand> {
  const server = await startCommand(args);
  running.push(server);
  return server;
}
const startOffice = () => start(['demo', '--data', at('office'), '--port', '0', '--today', TODAY]);
const startInbox = () => start(['serve', '--role', 'inbox', '--data', at('inbox'), '--port', '0']);

/** What is carried from one to the other. @returns how many packages the medium held */
async function carry(from: 'office' | 'inbox', to: 'office' | 'inbox'): Promise<number> {
  const medium = await mkdtemp(at('medium-'));
  const exported = await runCommand(['exchange', 'export', '--data', at(from), '--dir', medium]);
  expect(exported, exported.said).toMatchObject({ code: 0 });
  const imported = await runCommand(['exchange', 'import', '--data', at(to), '--dir', medium]);
  expect(imported, imported.said).toMatchObject({ code: 0 });
  return (await readdir(medium)).length;
}

async function introduce(): Promise<void> {
  for (const [own, other, role] of [
    ['office', 'inbox', 'inbox'],
    ['inbox', 'office', 'office'],
  ] as const) {
    const key = await runCommand(['exchange', 'key', '--data', at(other)]);
    await writeFile(at(`${other}.json`), key.said.slice(key.said.indexOf('{')));
    const known = await runCommand([
      ...['exchange', 'peer', at(`${other}.json`), '--data', at(own)],
      ...['--name', role === 'inbox' ? '外网收件节点' : '澄川市机关', '--role', role],
    ]);
    expect(known, known.said).toMatchObject({ code: 0 });
  }
}

/** The case among them that came with a file of the name. */
async function firstWithFile(office: Office, caseIds: readonly string[], fileName: string): Promise<string> {
  for (const caseId of caseIds) {
    const path = `cases/${encodeURIComponent(caseId)}/online-application`;
    const { files } = await send<OnlineApplication>(office, office.officer.page, 'get', path);
    if (files.some((file) => file.fileName === fileName)) return caseId;
  }
  throw new Error(`none of ${caseIds.join('、')} came with ${fileName}`);
}

/** Signs in at the inbox with number and code. */
async function openProgress(inbox: RunningCommand, reference: string, code: string) {
  const visitor = await visit({ baseURL: inbox.address, viewport: PHONE, javaScriptEnabled: false });
  await visitor.page.goto('/progress');
  await visitor.page.getByLabel('编号').fill(reference);
  await visitor.page.getByLabel('查询码').fill(code);
  await visitor.page.getByRole('button', { name: '查询' }).click();
  await visitor.page.getByRole('heading', { name: `申请${reference}` }).waitFor();
  return visitor;
}

test('an application goes over the gap, is confirmed and answered, and its letter comes back', async () => {
  // The demonstration loads its city once; the inbox makes an empty database.
  await (await startOffice()).stop();
  await (await startInbox()).stop();
  await introduce();
  expect(await carry('office', 'inbox')).toBeGreaterThan(0);

  let inbox = await startInbox();
  const applicant = await visit({ baseURL: inbox.address, viewport: PHONE });
  const { page } = applicant;
  await page.goto('/');
  expect(await auditPage(page)).toEqual([]);
  await picture(page, 'inbox-home');
  await page.getByRole('link', { name: '澄川市人力资源和社会保障局' }).click();
  expect(await auditPage(page)).toEqual([]);
  await page.getByRole('link', { name: '在网上申请' }).click();
  await page.getByLabel('姓名或者单位名称').fill('欧阳示例');
  await page.getByLabel('居民身份证号码').fill('11010519491231002X');
  await page.getByLabel('联系电话').fill('13800001234');
  await page.getByLabel('通信地址').fill('澄川市示范路9号');
  await page.getByLabel('需要的政府信息').fill('2025年公益性岗位开发名单');
  await writeFile(at('线索.txt'), '见2025年第3号公告。\n');
  await page.getByLabel('附件（可不上传）').setInputFiles(at('线索.txt'));
  expect(await auditPage(page)).toEqual([]);
  await picture(page, 'inbox-form');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByRole('heading', { name: '申请已经提交' }).waitFor();
  const [reference = '', code = ''] = await page.locator('.item-meta dd').allInnerTexts();
  const confirming = await openProgress(inbox, reference, code);
  await confirming.page.getByRole('button', { name: '确认', exact: true }).click();
  await confirming.page.getByText('已经确认，下次交换时转告机关。').waitFor();
  await confirming.leave();
  await applicant.leave();
  await inbox.stop();

  await carry('inbox', 'office');
  let server = await startOffice();
  const office: Office = await openOffice(AGENCY, TODAY, server.address);
  const desk = office.officer.page;
  await desk.goto(placeIn(office, 'exchange'));
  await settle(desk);
  await desk.getByRole('heading', { name: /外网收件节点/ }).waitFor();
  expect(await auditPage(desk)).toEqual([]);
  await picture(desk, 'exchange');
  await desk.goto(placeIn(office, 'unconfirmed'));
  await settle(desk);
  const waiting = await desk.getByRole('link', { name: new RegExp(`^${AGENCY}-`) }).allInnerTexts();
  const caseId = await firstWithFile(office, waiting, '线索.txt');
  await desk.goto(casePathIn(office, caseId));
  await settle(desk);
  await desk.getByText('线索.txt').first().waitFor();
  await desk.getByRole('button', { name: '本机关确认，请申请人在网上确认' }).click();
  await settle(desk);
  const confirmed = await expect
    .poll(async () => (await caseOf(office, caseId)).receivedOn, { timeout: 10_000 })
    .toBe(TODAY)
    .then(() => caseOf(office, caseId));
  await issueLetter(office, caseId, 'replyDisclose', (letter) =>
    fillIn(letter, { 随文提供的文件: '2025年公益性岗位开发名单' }),
  );
  await closeOffice(office);
  await server.stop();

  await carry('office', 'inbox');
  inbox = await startInbox();
  const reader = await openProgress(inbox, reference, code);
  expect(await reader.page.locator('main').innerText()).toContain(caseId);
  expect(await reader.page.locator('main').innerText()).toContain(confirmed.dueOn ?? 'no due date');
  await picture(reader.page, 'inbox-progress');
  const link = reader.page.getByRole('link', { name: /^下载/ }).first();
  const [download] = await Promise.all([reader.page.waitForEvent('download'), link.click()]);
  const letter = await readFile(await download.path());
  expect(letter.subarray(0, 5).toString()).toBe('%PDF-');
  // The address of a letter opens nothing without its number and code.
  const href = (await link.getAttribute('href')) ?? '';
  const stranger = await fetch(new URL(href, inbox.address), { redirect: 'manual' });
  expect(stranger.status).toBe(303);
  await reader.leave();
  await inbox.stop();

  // A medium that was carried twice, and one that somebody changed.
  const medium = at('again');
  await mkdir(medium);
  await runCommand(['exchange', 'export', '--data', at('inbox'), '--dir', medium]);
  for (let time = 0; time < 2; time += 1)
    await runCommand(['exchange', 'import', '--data', at('office'), '--dir', medium]);
  const [name = ''] = await readdir(medium);
  const content = await readFile(join(medium, name), 'utf8');
  await writeFile(join(medium, name), content.replace(/"text":"..../, '"text":"AAAA'));
  const refused = await runCommand(['exchange', 'import', '--data', at('office'), '--dir', medium]);
  expect(refused, refused.said).toMatchObject({ code: 1 });
  const status = await runCommand(['exchange', 'status', '--data', at('office')]);
  expect(status.said).toMatch(/第\d+包重复/);
  expect(status.said).toMatch(/第\d+包被改动/);
  server = await startOffice();
  const warned = await openOffice(AGENCY, TODAY, server.address);
  await warned.officer.page.goto(placeIn(warned, 'exchange'));
  await warned.officer.page.getByRole('alert').filter({ hasText: '签名不对' }).waitFor();
  expect(await auditPage(warned.officer.page)).toEqual([]);
  await picture(warned.officer.page, 'exchange-warning');
  await closeOffice(warned);
  await server.stop();
}, 600_000);
