import {
  API_ROUTES,
  FORM_VERSIONS,
  type Agency,
  type ExportFormat,
  type PresentedReport,
  type ReportSummary,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { TEST_SITE, testContext } from '../../testing/test-context.js';
import { createApiRegistry } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { faultsOf, parsePage, textOf, type ParsedPage } from '../platform/portal/testing/page-audit.js';
import type { PublicFile } from './exported-file.js';
import { mountPrivacyPage } from '../personal-data/portal.js';
import { mountReportPages } from './portal.js';
import type { PublicReports } from './public-reports.js';
import { publishedReport } from './testing/published-report.js';
import { signedInAs } from '../../testing/test-actor.js';

const AGENCY: Agency = {
  code: 'YZ-01',
  name: '云泽市自然资源局',
  kind: 'localDepartment',
  parentCode: null,
  hasRuleMakingPower: false,
  scope: 'organ',
  isDemonstration: false,
  existsFrom: null,
  existsUntil: null,
};

function summaryOf({
  agencyCode,
  agencyName,
  year,
  form,
  version,
  status,
  publishedOn,
}: PresentedReport): ReportSummary {
  return { agencyCode, agencyName, year, form, version, status, publishedOn };
}

const FILES: readonly PublicFile[] = [
  fileOf('json', 21_504),
  fileOf('docx', 10_240),
  fileOf('pdf', 2_621_440),
];

function fileOf(format: ExportFormat, size: number): PublicFile {
  const fileName = `云泽市自然资源局2025年政府信息公开工作年度报告.${format}`;
  const address = `/agencies/YZ-01/reports/2025/files/2/report.${format}`;
  return { format, part: 0, fileName, mediaType: 'application/json', size, sha256: 'f'.repeat(64), address };
}

/** The public pages over these reports; what is found is what was given, published or not. */
function appOver(
  reports: readonly PresentedReport[],
  agencies: readonly Agency[] = [AGENCY],
  next: string | null = null,
) {
  const source: PublicReports = {
    list: (_, { code, year }) =>
      Promise.resolve({
        items: reports
          .filter(
            (report) =>
              (code ?? report.agencyCode) === report.agencyCode && (year ?? report.year) === report.year,
          )
          .map(summaryOf),
        next,
        total: null,
      }),
    find: (_, code, year) =>
      Promise.resolve(reports.find((report) => report.agencyCode === code && report.year === year) ?? null),
    years: () => Promise.resolve(reports.map(({ year }) => ({ year, count: 1 }))),
    files: () => Promise.resolve(FILES),
    agencies: () => Promise.resolve(agencies),
  };
  return createApp(testContext(), {
    ...signedInAs(null),
    api: createApiRegistry(),
    notYetServed: Object.keys(API_ROUTES) as (keyof typeof API_ROUTES)[],
    mountPages: (app, ctx) => {
      mountReportPages(app, ctx, { reports: source });
      mountPrivacyPage(app, ctx);
      // The entrances of other columns, which need a database that is not here.
      const elsewhere = [
        '/apply',
        '/search',
        '/my/account',
        '/progress',
        '/open-data',
        '/site-map',
        '/accessibility',
      ];
      for (const path of elsewhere) app.get(path, (c) => c.html('<main></main>'));
    },
  });
}

const REPORT = publishedReport();
const app = appOver([REPORT, publishedReport('2019', { year: 2019 })]);
const REPORT_PATH = '/agencies/YZ-01/reports/2025';

async function page(path: string, from = app): Promise<ParsedPage> {
  return parsePage(await (await from.request(path)).text());
}

function metaOf(all: ParsedPage['all']): Record<string, string> {
  return Object.fromEntries(all('meta').map(({ attribs: { name = '', content = '' } }) => [name, content]));
}

/** Names of a figure as read aloud: the labels its `headers` lead to. */
function labelsOfFigure({ all }: ParsedPage, figure: number): string[] {
  const byId = new Map(all('th').map((th) => [th.attribs.id, textOf(th)]));
  const cell = all('td').find((td) => textOf(td) === String(figure));
  return (cell?.attribs.headers ?? '').split(' ').map((id) => byId.get(id) ?? '');
}

describe('every public page', () => {
  const pages: [string, typeof app][] = [
    ['/', app],
    ['/reports', app],
    ['/reports?code=YZ-01&year=2025', app],
    ['/reports?year=1999', app],
    ['/agencies/YZ-01', app],
    [REPORT_PATH, app],
    ['/agencies/YZ-01/reports/2019', app],
    [`${REPORT_PATH}?size=large`, app],
    ['/status', app],
    ['/nothing-here', app],
    ['/agencies/nobody', app],
    ['/', appOver([], [])],
    ['/reports', appOver([], [])],
    ['/agencies/YZ-01', appOver([])],
  ];
  test.each(pages)(
    '%s is whole: language, headings, labels, references, nothing inline',
    async (path, from) => {
      expect(faultsOf(await page(path, from))).toEqual([]);
    },
  );

  test('names the site in its meta tags and footer', async () => {
    const { all, text } = await page('/');
    const tags = metaOf(all);
    expect(tags).toMatchObject({
      SiteName: TEST_SITE.name,
      SiteDomain: TEST_SITE.domain,
      SiteIDCode: TEST_SITE.code,
    });
    expect(text).toContain('主办单位：云泽市人民政府办公室');
    expect(text).toContain('演示数据');
  });

  test('keeps the large type on the way, without a cookie', async () => {
    const response = await app.request('/reports?size=large&year=2025');
    expect(response.headers.get('set-cookie')).toBeNull();
    const { all } = parsePage(await response.text());
    expect(all('html')[0]?.attribs.class).toBe('large');
    const inside = all('a')
      .map(({ attribs }) => attribs.href ?? '')
      .filter((href) => href.startsWith('/'));
    const [back, ...kept] = [inside.filter((href) => !href.includes('size=large')), ...inside];
    expect(back).toEqual(['/reports?year=2025']);
    expect(kept.length).toBeGreaterThan(5);
    // The search of every page and the filter of this one both keep it.
    const hidden = all('input').filter(({ attribs }) => attribs.type === 'hidden');
    expect(hidden.map(({ attribs }) => attribs.value)).toEqual(['large', 'large']);
  });

  test('leads only to pages that exist', async () => {
    const seen = new Set<string>();
    const waiting = ['/'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await app.request(path);
      expect([path, response.status]).toEqual([path, 200]);
      const { all } = parsePage(await response.text());
      for (const { attribs } of [...all('a'), ...all('link')]) {
        // Downloads are files of the storage, which these pages have none of.
        if (attribs.href?.startsWith('/') && attribs.download === undefined) waiting.push(attribs.href);
      }
    }
    expect(seen.size).toBeGreaterThan(8);
  });
});

describe('a report', () => {
  test.each(FORM_VERSIONS)('in the form of %s shows each of its figures once', async (form) => {
    const { all } = await page('/agencies/YZ-01/reports/2025', appOver([publishedReport(form)]));
    const shown = all('td').map((td) => Number(textOf(td)));
    expect(shown).toEqual(shown.map((_, index) => index + 1));
  });

  test('ties a figure to its column and row, group by group', async () => {
    const report = publishedReport();
    const { table2, table3, table4 } = report.tables;
    const shown = await page(REPORT_PATH, appOver([report]));
    expect(labelsOfFigure(shown, table3?.['refused.stateSecret']?.commercial ?? 0)).toEqual([
      '申请人情况',
      '法人或其他组织',
      '商业企业',
      '三、本年度办理结果',
      '（三）不予公开',
      '1.属于国家秘密',
    ]);
    expect(labelsOfFigure(shown, table3?.carriedOut?.total ?? 0)).toEqual([
      '申请人情况',
      '总计',
      '四、结转下年度继续办理',
    ]);
    expect(labelsOfFigure(shown, table2?.licensing?.decisions ?? 0)).toEqual([
      '第二十条第（五）项',
      '本年处理决定数量',
      '行政许可',
    ]);
    expect(labelsOfFigure(shown, table4?.suitAfterReconsideration?.pending ?? 0)).toEqual([
      '行政诉讼',
      '复议后起诉',
      '尚未审结',
    ]);
  });

  test('names itself in meta tags, tabs and breadcrumb', async () => {
    const { all } = await page(REPORT_PATH);
    const tags = metaOf(all);
    expect(tags).toMatchObject({
      ArticleTitle: '云泽市自然资源局2025年政府信息公开工作年度报告',
      PubDate: '2026-01-30',
      ContentSource: '云泽市自然资源局',
      ColumnName: '政府信息公开年报',
      ColumnType: '政府信息公开',
    });
    const current = all('*').filter(({ attribs }) => attribs['aria-current'] === 'page');
    expect(current.map(textOf)).toEqual(['2025年', '2025年']);
    expect(all('h2').map(textOf)).toContain('三、收到和处理政府信息公开申请情况');
  });

  test('says in words what its charts show', async () => {
    const { all } = await page(REPORT_PATH);
    const captions = all('figcaption').map(textOf);
    expect(captions).toHaveLength(3);
    expect(captions[1]).toMatch(
      /^本年新收申请\d+件，上年结转\d+件，办结\d+件，结转下年度\d+件。办理结果：予以公开/,
    );
    expect(all('svg').every(({ attribs }) => attribs['aria-hidden'] === 'true')).toBe(true);
  });

  test('offers its files by kind and size, the one to work with first', async () => {
    const { all } = await page(REPORT_PATH);
    const links = all('a').filter(({ attribs }) => attribs.download !== undefined);
    expect(links.map((link) => [textOf(link), link.attribs.href])).toEqual([
      ['Word 文档', '/agencies/YZ-01/reports/2025/files/2/report.docx'],
      ['PDF', '/agencies/YZ-01/reports/2025/files/2/report.pdf'],
      ['JSON 数据', '/agencies/YZ-01/reports/2025/files/2/report.json'],
    ]);
    expect((await page(REPORT_PATH)).text).toMatch(/docx，10 KB.*pdf，2\.5 MB.*json，21 KB/s);
  });

  test('prints who signed for what was kept, and no other finding', async () => {
    const { text } = await page(REPORT_PATH);
    expect(text).toContain('机构改革，案件移交。（周明，2026-01-29）');
    expect(text).not.toContain('没有签字的核对结果不公布');
  });

  test('lists published versions, and warns on an old one', async () => {
    const { text, all } = await page(REPORT_PATH);
    expect(text).not.toContain('第3版');
    expect(all('a').some(({ attribs }) => attribs.href === `${REPORT_PATH}?version=1`)).toBe(true);
    const old = await page(REPORT_PATH, appOver([publishedReport('2021', { version: 1 })]));
    expect(old.text).toContain('之后有过修改');
  });

  test('marks what is made up even on a site that is not', async () => {
    const report = publishedReport('2021', { isDemonstration: true });
    const source = appOver([report]);
    expect((await page(REPORT_PATH, source)).text).toContain('演示数据');
  });

  test.each(['draft', 'checked'] as const)(
    'that is %s is not there, as if it had never been',
    async (status) => {
      const hidden = await appOver([publishedReport('2021', { status })]).request(REPORT_PATH);
      const missing = await appOver([]).request(REPORT_PATH);
      expect([hidden.status, missing.status]).toEqual([404, 404]);
      expect(await hidden.text()).toBe(await missing.text());
    },
  );

  test.each([
    '/agencies/YZ-01/reports/abc',
    '/agencies/YZ-01/reports/2025?version=x',
    '/agencies/%3Cb%3E/reports/2025',
  ])('%s is not there', async (path) => {
    expect((await app.request(path)).status).toBe(404);
  });
});

test('names and texts are text, whatever stands in them', async () => {
  const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
  const agency = { ...AGENCY, name: evil };
  const report = publishedReport('2021', {
    agencyName: evil,
    sections: REPORT.sections.map((section) => ({ ...section, heading: evil, text: evil })),
    findings: REPORT.findings.map((finding) => ({
      ...finding,
      message: evil,
      waiver: finding.waiver && { ...finding.waiver, signer: evil, reason: evil },
    })),
  });
  const source = appOver([report], [agency]);
  for (const path of [
    '/',
    '/reports?code=YZ-01',
    '/agencies/YZ-01',
    REPORT_PATH,
    `/${encodeURIComponent(evil)}`,
  ]) {
    const shown = await page(path, source);
    expect(faultsOf(shown)).toEqual([]);
    expect(shown.all('img')).toEqual([]);
  }
});

test('an unchanged page is answered with 304, a changed one is not', async () => {
  const first = await app.request(REPORT_PATH);
  const tag = first.headers.get('etag') ?? '';
  expect(first.headers.get('cache-control')).toBe('public, no-cache');
  const headers = { 'if-none-match': tag };
  const again = await app.request(REPORT_PATH, { headers });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const changed = appOver([publishedReport('2021', { agencyName: '云泽市档案局' })]);
  expect((await changed.request(REPORT_PATH, { headers })).status).toBe(200);
});
