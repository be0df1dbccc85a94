import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
/** A browser as an npm package; not among our dependencies, because its 70 MB would be part of every install. */
const PACKAGE = '@sparticuz/chromium';

const NOT_FOUND = `没有找到浏览器，端到端测试不能运行。请任选一种办法：
  npm install --no-save ${PACKAGE}@147.0.0   （只用 npm，Linux x64）
  npx playwright-core install chromium-headless-shell
  安装系统的 chromium，或者用 CHROMIUM_PATH 指明它的位置
No browser was found: install one in any of the ways above.`;

/** The path of a Chromium. @throws with what to install when there is none */
export async function findBrowser(): Promise<string> {
  const { CHROMIUM_PATH: named } = process.env;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH 指向的文件不存在：${named}`);
  }
  const found = [...USUAL_PLACES, chromium.executablePath()].find((path) => existsSync(path));
  if (found !== undefined) return found;
  const packaged = await findPackaged();
  if (packaged !== null) return packaged;
  throw new Error(NOT_FOUND);
}

interface PackagedBrowser {
  readonly default: { readonly executablePath: () => Promise<string> };
}

async function findPackaged(): Promise<string | null> {
  try {
    const { default: browser } = (await import(PACKAGE)) as PackagedBrowser;
    return await browser.executablePath();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
