import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';

/** Not under version control; to be looked at after a run. */
const PICTURES = fileURLToPath(new URL('../reports/e2e/', import.meta.url));
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 320, height: 640 };

/** Somebody in front of a browser, and everything that the browser complained about. */
export interface Visitor {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** After something was refused on purpose, of which the browser complained. */
  readonly forgetComplaints: () => void;
  /** Goes to a page of the platform and waits until it is complete. */
  readonly open: (path: string) => Promise<void>;
  readonly leave: () => Promise<void>;
}

let browser: Browser | undefined;

/** One browser for the journeys of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: inject('browser'), args: SWITCHES });
  });
  afterAll(async () => {
    await browser?.close();
  });
}

/** A visitor of their own, with no memory of others. */
export async function visit(options: BrowserContextOptions = {}): Promise<Visitor> {
  if (browser === undefined) throw new Error('call useBrowser() in this file');
  const context = await browser.newContext({
    baseURL: inject('address'),
    viewport: DESKTOP,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    ...options,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${why}`);
  });
  return {
    page,
    complaints,
    forgetComplaints: () => {
      complaints.length = 0;
    },
    open: async (path) => {
      const response = await page.goto(path, { waitUntil: 'networkidle' });
      expect(response?.status(), path).toBe(200);
      await settle(page);
    },
    leave: () => context.close(),
  };
}

/** The duty that may do most of what the journeys do. */
const HEAD_OF_OFFICE = '公开机构负责人';

/** Signs in as the one in an agency of the demonstration who has a duty, by the button that the page offers. */
export async function signIn(
  page: Page,
  agencyCode: string,
  duty: string | RegExp = HEAD_OF_OFFICE,
): Promise<void> {
  await page.goto(`/sign-in?agency=${agencyCode}&return-to=%2Faccount`);
  await page.getByRole('listitem').filter({ hasText: duty }).first().getByRole('button').click();
  await page.getByRole('heading', { name: '我的账号' }).waitFor();
}

/** A visitor who is signed in before he opens anything. */
export async function visitAs(
  agencyCode: string,
  duty?: string | RegExp,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const visitor = await visit(options);
  await signIn(visitor.page, agencyCode, duty);
  return visitor;
}

/** Waits until nothing is being read any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('.state .ant-spin').first().waitFor({ state: 'detached' });
}

/** Keeps a picture of the whole page for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
}
