import { describe, expect, test } from 'vitest';
import { exportedPageRead, pageRead } from './page-read.js';
import { isRobot } from './robots.js';

describe('what a path counts as', () => {
  test.each([
    ['/', '', 'home', 'visit'],
    ['/agencies/YSJ', 'YSJ', 'agency', 'visit'],
    ['/agencies/YSJ/items', 'YSJ', 'list', 'visit'],
    ['/agencies/YSJ/items/a-1', 'YSJ', 'item/a-1', 'visit'],
    ['/agencies/YSJ/items/a-1/files/f-2', 'YSJ', 'file/a-1/f-2', 'download'],
    ['/agencies/YSJ/items/a-1/text-2.pdf', 'YSJ', 'text/a-1/text-2.pdf', 'download'],
    ['/agencies/YSJ/rules', 'YSJ', 'rules', 'visit'],
    ['/agencies/YSJ/standard-catalogue', 'YSJ', 'catalogue', 'visit'],
    ['/agencies/YSJ/cleanup-rounds', 'YSJ', 'cleanups', 'visit'],
    ['/agencies/YSJ/items.xlsx', 'YSJ', 'table', 'download'],
    ['/agencies/YSJ/regulations', 'YSJ', 'regulations', 'visit'],
    ['/agencies/YSJ/regulations.xlsx', 'YSJ', 'table', 'download'],
    ['/agencies/YSJ/reports/2025', 'YSJ', 'report/2025', 'visit'],
    ['/agencies/YSJ/reports/2025/files/2/report.docx', 'YSJ', 'reportFile/2025/2/report.docx', 'download'],
  ])('%s', (path, agencyCode, page, kind) => {
    expect(pageRead(path)).toEqual({ agencyCode, page, kind });
  });

  test.each([
    '/console/',
    '/api/v1/agencies',
    '/agencies/YSJ/items.atom',
    '/assets/site.css',
    '/progress/case',
    '/agencies/%E0%A4%A',
  ])('%s is not counted', (path) => {
    expect(pageRead(path)).toBeNull();
  });

  test.each([
    ['/xxgk/', 'home'],
    ['/xxgk/large/agencies/YSJ/items/a-1/', 'item/a-1'],
    ['/xxgk/agencies/YSJ/items/a-1/index.html', 'item/a-1'],
    ['/xxgk/agencies/YSJ/items/q/duty-budgets/page-2/', 'list'],
    ['/xxgk/agencies/YSJ/items/a-1/files/f-2.docx', 'file/a-1/f-2'],
    ['/xxgk/agencies/YSJ/items/a-1/text-1.docx', 'text/a-1/text-1.docx'],
    ['/xxgk/agencies/YSJ/reports/2025/files/2/report.docx', 'reportFile/2025/2/report.docx'],
  ])('a file of the exported site: %s', (path, page) => {
    expect(exportedPageRead(path, '/xxgk')?.page).toBe(page);
  });

  test('outside of the exported site', () => {
    expect(exportedPageRead('/other/', '/xxgk')).toBeNull();
  });
});

describe('who is no person', () => {
  test.each([
    'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
    'Mozilla/5.0 (compatible; Googlebot/2.1)',
    'Sogou web spider/4.0',
    'curl/8.5.0',
    'python-requests/2.31',
    '',
    '-',
    undefined,
  ])('%s', (name) => {
    expect(isRobot(name)).toBe(true);
  });

  test.each([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.49',
    'Mozilla/5.0 (Linux; Android 14; HarmonyOS) AppleWebKit/537.36 Mobile Safari/537.36',
  ])('%s', (name) => {
    expect(isRobot(name)).toBe(false);
  });
});
