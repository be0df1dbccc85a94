import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { PHONE, useBrowser, visit } from '../visitor.js';

/** What has the keyboard now, as it would be read aloud. */
async function focused(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const it = document.activeElement;
    const label = it.id === '' ? null : document.querySelector('label[for="' + it.id + '"]');
    return (it.getAttribute('aria-label') ?? label?.textContent ?? it.textContent ?? '').replace(/\\s+/g, ' ').trim();
  })()`);
}

/** Whether what has the keyboard is seen to have it: an outline that is not hidden, inside of the window. */
async function isSeen(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const it = document.activeElement;
    const style = getComputedStyle(it);
    const place = it.getBoundingClientRect();
    const isInside = place.right > 0 && place.left < innerWidth && place.bottom > 0 && place.top < innerHeight;
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && isInside;
  })()`);
}

/** Goes on by the tabulator until something has the keyboard; everything on the way is seen to have it. */
async function tabTo(page: Page, name: RegExp): Promise<string[]> {
  const way: string[] = [];
  for (let step = 0; step < 90; step += 1) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    way.push(at);
    expect(await isSeen(page), `${at} is seen`).toBe(true);
    if (name.test(at)) return way;
  }
  throw new Error(`Not reached: ${String(name)} by ${way.join(' | ')}`);
}

describe('without a mouse', () => {
  useBrowser();

  test('past the header, through the search and its filters, to a document and back to its list', async () => {
    const { page, complaints, leave } = await visit();
    await page.goto('/agencies/CC-RS');
    expect(await tabTo(page, /./)).toEqual(['跳到正文']);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');

    await page.goto('/agencies/CC-RS');
    const way = await tabTo(page, /^搜索政府信息$/);
    expect(way).toHaveLength(3);
    await page.keyboard.type('失业金怎么领');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await tabTo(page, /^有效性$/);
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^按条件筛选$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/validity=valid/);
    const filters = await tabTo(page, /^去掉“有效性：有效”$/);
    expect(filters.length).toBeGreaterThan(10);
    await tabTo(page, /失业保险待遇申领/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /失业保险待遇申领/ }).waitFor();
    await tabTo(page, /^回到/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/items\?duty=livelihood/);
    expect(complaints).toEqual([]);
    await leave();
  });

  test('the folded menu of a phone opens, leads, and a wide table scrolls by its arrows', async () => {
    const { page, leave } = await visit({ viewport: PHONE });
    await page.goto('/agencies/CC-ZR/guide');
    await tabTo(page, /^栏目和目录$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^基层政务公开标准目录$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/standard-catalogue/);
    await page.locator('.table-scroll').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction("document.querySelector('.table-scroll').scrollLeft > 0");
    await leave();
  });

  test('a form is filled in, its fault is led to, and it is sent on', async () => {
    const { page, leave } = await visit();
    await page.goto('/agencies/CC-ZR/apply');
    await tabTo(page, /^在网上填写$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tabTo(page, /^保存并继续$/);
    await page.keyboard.press('Enter');
    await page.locator('.error-summary').waitFor();
    await page.locator('.error-summary a').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await page.evaluate('document.activeElement.checked')).toBe(true);
    await tabTo(page, /^保存并继续$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/form\/(?!who)/);
    await leave();
  });
});
