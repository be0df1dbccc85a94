import type { Hono } from 'hono';
import { testActor, signedInAs } from '../../../testing/test-actor.js';
import { testContext } from '../../../testing/test-context.js';
import { openTestDatabase } from '../../../testing/test-database.js';
import { makeAgency } from '../../identity/factory.js';
import type { AppContext } from '../../platform/context.js';
import { createApp } from '../../platform/http/app.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from '../../routes.js';
import { openBrowser, type Browser, type Page } from '../../sign-in/testing/browser.js';

export interface OnlineWorld {
  readonly ctx: AppContext;
  readonly app: Hono;
  /** Sets the clock, as in `2026-02-05T02:00:00Z`. */
  readonly at: (instant: string) => void;
  /** Fills an application in, page by page, and sends it; what is given replaces an answer. */
  readonly apply: (browser: Browser, given?: Readonly<Record<string, string>>) => Promise<Sent>;
}

export interface Sent {
  readonly page: Page;
  readonly number: string;
  readonly code: string;
}

export const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  who: { class: 'naturalPerson' },
  person: { name: '申小明', 'identity-kind': '居民身份证', 'identity-number': '11010519491231002X' },
  contact: { telephone: '13800001234' },
  together: { 'is-together': 'no' },
  'on-behalf': { 'on-behalf': 'self' },
  items: { 'item-1': '云泽市2025年度社会保险基金决算' },
  provision: { form: 'electronic', route: 'online' },
  attachments: {},
  help: {},
};

/** A migrated database with one agency, everybody's pages, and a clock that is set by hand. */
export async function openOnlineWorld(given: Partial<AppContext> = {}): Promise<OnlineWorld> {
  const { db } = await openTestDatabase();
  let now = new Date('2026-02-05T02:00:00Z');
  const ctx = testContext({ db, now: () => now, ...given });
  await makeAgency(ctx);
  const app = createApp(ctx, {
    ...signedInAs(testActor()),
    api: registerApi(),
    mountPages,
    notYetServed: ROUTES_NOT_YET_SERVED,
  });
  return {
    ctx,
    app,
    at: (instant) => {
      now = new Date(instant);
    },
    apply: (browser, given = {}) => applyWith(browser, given),
  };
}

async function applyWith(browser: Browser, given: Readonly<Record<string, string>>): Promise<Sent> {
  const start = '/agencies/YSJ/apply';
  let next = (await browser.send(await browser.get(start), start, {})).location ?? '';
  for (let pages = 0; pages < 20 && !next.endsWith('/check'); pages += 1) {
    const step = next.split('/').at(-1) ?? '';
    const answer = await browser.send(await browser.get(next), next, { ...ANSWERS[step], ...given });
    if (answer.location === null) throw new Error(`${step}: ${answer.status} ${answer.text.slice(0, 3000)}`);
    next = answer.location;
  }
  const sent = await browser.send(await browser.get(next), next, {});
  if (sent.location === null) throw new Error(`check: ${sent.status} ${sent.text.slice(0, 3000)}`);
  const page = await browser.get(sent.location);
  return { page, ...codesOf(page) };
}

export function codesOf({ text }: Page): { number: string; code: string } {
  const [number = '', code = ''] = [...text.matchAll(/<dd class="secret">([^<]+)<\/dd>/g)].map(
    ([, value]) => value,
  );
  return { number, code };
}

export function newBrowser({ app }: Pick<OnlineWorld, 'app'>): Browser {
  return openBrowser(app);
}
