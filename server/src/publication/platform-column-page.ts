import { html } from 'hono/html';
import type { AppContext } from '../platform/context.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { listAgencies } from '../identity/service.js';
import { FREQUENT_WORDS } from '../search/service.js';
import { documentList } from './item-list-page.js';
import { listNewest } from './public-documents.js';
import { searchAddress, searchBox } from './search-page.js';

const NEWEST = 12;
const WORDS = 9;

/** What the platform's first page shows of what all agencies published: the search, and the newest. */
export async function platformColumn(
  ctx: Pick<AppContext, 'db'>,
  view: View,
): Promise<{ readonly finder: Html; readonly newest: Html }> {
  const isExport = view.site.isExport === true;
  // Not asked of the index: the page is kept, and forgets when documents change.
  const words = isExport ? [] : FREQUENT_WORDS.slice(0, WORDS);
  const items = await listNewest(ctx, NEWEST);
  const names = new Map((await listAgencies(ctx)).map(({ code, name }) => [code, name]));
  return {
    finder: html`${searchBox(view, { typed: '', label: '查找政府信息', words })}
    ${
      words.length === 0
        ? ''
        : html`<p class="often">
            常找的：${words.map(
              (word) => html`<a href="${link(view, searchAddress({ typed: word }))}">${word}</a> `,
            )}
          </p>`
    }`,
    newest:
      items.length === 0
        ? html`<p class="empty">
            还没有公开信息。各机关应当自信息形成或者变更之日起20个工作日内公开，公开后列在这里。
          </p>`
        : documentList(view, items, names),
  };
}
