import { expect, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { picture, settle, useBrowser, visitAs } from '../visitor.js';

useBrowser();

const TEXTS = '/console/agencies/CC-RS/2026/letter-templates';

test('an office writes its own text of a refusal; what lacks the remedies is kept and never used', async () => {
  const officer = await visitAs('CC-RS', '信息公开工作人员');
  const { page } = officer;
  await officer.open(TEXTS);
  await page.getByRole('heading', { name: '文书文本', level: 1 }).waitFor();
  expect(await auditPage(page)).toEqual([]);
  await page.getByRole('link', { name: '不予公开告知书' }).click();
  await settle(page);
  await page.getByText('检查通过').waitFor();
  expect(await auditPage(page)).toEqual([]);

  await page.getByRole('button', { name: '删除这一部分：救济途径（应当先申请复议）' }).click();
  await page.getByText('缺少“救济途径（应当先申请复议）”').waitFor();
  await page.getByRole('button', { name: '换回随程序带来的文本' }).click();
  await page.getByLabel('标题', { exact: true }).fill('政府信息不予公开告知书');
  await page.getByRole('button', { name: '试排', exact: true }).click();
  const letter = page.getByRole('article', { name: '试排的文书' });
  await letter.getByText('政府信息不予公开告知书').waitFor();
  expect(await letter.innerText()).toContain('应当先申请行政复议：自收到之日起60日内向澄川市人民政府');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('草稿为第1版').waitFor();
  await picture(page, 'letter-text');
  expect(officer.complaints).toEqual([]);
  await officer.leave();

  const head = await visitAs('CC-RS');
  await head.open(`${TEXTS}/replyRefuse`);
  await head.page.getByRole('button', { name: '启用第1版' }).click();
  await head.page.getByText('正在使用：第1版').waitFor();
  await head.open('/console/agencies/CC-RS/2026/letter-settings');
  await head.page.getByRole('heading', { name: '登记一个日期起的固定信息' }).waitFor();
  expect(await auditPage(head.page)).toEqual([]);
  await head.page.getByLabel('文号格式').fill('澄人社公开[{年}]{号}号');
  await head.page.getByRole('button', { name: '登记', exact: true }).click();
  await head.page.getByText('六角括号').waitFor();

  // 征求意见书 get numbers of their own; the page says which comes next before anything is kept.
  await head.page.getByLabel('文号格式').fill('澄人社依公开〔{年}〕{号}号');
  await head.page.getByText('从1号起编').waitFor();
  await head.page.getByLabel('另行编号的文书').selectOption({ label: '征求第三方意见书' });
  const own = head.page.getByLabel('征求第三方意见书的文号格式');
  await own.fill('澄人社征询〔{年}〕第{号}号');
  await head.page.getByText('文号的序号前不加“第”字').waitFor();
  await own.fill('澄人社征询〔{年}〕{号}号');
  await head.page.getByText(/下一个文号：澄人社征询〔\d{4}〕1号/).waitFor();
  expect(await auditPage(head.page)).toEqual([]);
  await picture(head.page, 'letter-settings');
  await head.page.getByRole('button', { name: '登记', exact: true }).click();
  await head.page.getByRole('cell', { name: /澄人社征询〔\{年\}〕\{号\}号/ }).waitFor();
  await head.leave();
});
