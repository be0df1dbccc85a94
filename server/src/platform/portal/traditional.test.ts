import { html } from 'hono/html';
import { expect, test } from 'vitest';
import { testContext } from '../../../testing/test-context.js';
import { openTestDatabase } from '../../../testing/test-database.js';
import { pageFrame } from './page-frame.js';
import { parsePage, textOf } from './testing/page-audit.js';
import { inTraditional } from './traditional.js';
import { link, viewOf } from './view.js';

const { db } = await openTestDatabase();
const { site } = testContext({ db });

test('what is read is in traditional characters; addresses, values and what somebody typed are not', () => {
  const page =
    '<a href="/x?q=政务" title="政务公开">头发与发票</a><input value="征收" placeholder="征收" /><textarea>我发的</textarea>';
  expect(inTraditional(page)).toBe(
    '<a href="/x?q=政务" title="政務公開">頭髮與發票</a><input value="征收" placeholder="徵收" /><textarea>我发的</textarea>',
  );
});

test('a page keeps the choice in its addresses, says that it was converted, and leads back', async () => {
  const view = viewOf(site, 'http://localhost/agencies/X/items?size=large&script=hant&page=2');
  expect(link(view, '/reports')).toBe('/reports?size=large&script=hant');
  const page = parsePage(
    String(await pageFrame(view, { title: '办事', crumbs: [], body: html`<h1>办事指南</h1>` })),
  );
  expect(page.all('html')[0]?.attribs).toMatchObject({ lang: 'zh-Hant', class: 'large' });
  expect(page.all('h1').map(textOf)).toEqual(['辦事指南']);
  expect(page.text).toContain('以簡體字文本為準');
  const back = page.all('a').find((line) => textOf(line).startsWith('简体'));
  expect(back?.attribs.href).toBe('/agencies/X/items?page=2&size=large');
});
