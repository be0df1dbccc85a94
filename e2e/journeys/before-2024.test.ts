import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  closeOffice,
  expectOutcome,
  fillIn,
  issueLetter,
  liveFigures,
  openOffice,
  registerCase,
  type Office,
} from '../office.js';
import { startCommand, type RunningCommand } from '../start-command.js';
import { useBrowser } from '../visitor.js';

const TODAY = '2023-11-20';

describe('a refusal of 2023, before reconsideration had to come first', () => {
  useBrowser();
  let office: Office;
  let folder: string;
  let demo: RunningCommand;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gongkai-e2e-2023-'));
    demo = await startCommand(['demo', '--data', join(folder, 'data'), '--port', '0', '--today', TODAY]);
    office = await openOffice('CC-RS', TODAY, demo.address);
  }, 300_000);
  afterAll(async () => {
    await closeOffice(office);
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  test('the letter gives the choice, with the authorities of the old law', async () => {
    const before = await liveFigures(office);
    const caseId = await registerCase(office, { request: '局内人员考核结果', on: '2023-11-13' });
    const text = await issueLetter(office, caseId, 'replyRefuse', async (page) => {
      await page.getByLabel('结论').selectOption({ label: '内部事务信息' });
      await fillIn(page, { 人事管理: true, 理由: '只用于内部人事管理' });
    });
    expect(text).toMatch(/公开〔2023〕\d+号/);
    expect(text).toContain('第三十六条第（三）项、第十六条第一款');
    // law.md: before 2024-01-01 reconsideration within 60 days or a suit within 6 months, by choice; the authority was
    // the government of the same level or the upper department.
    expect(text).toContain('可以自收到之日起60日内向澄川市人民政府（演示）');
    expect(text).toContain('云陵省主管部门（演示）');
    expect(text).toContain('也可以自收到之日起6个月内');
    expect(text).not.toContain('先申请行政复议');
    expect(text).not.toContain('15日内');
    await expectOutcome(office, caseId, 'refused.internalAffairs', before);
  });
});
