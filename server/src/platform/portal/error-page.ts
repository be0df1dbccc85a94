import type { Problem } from '@gongkai/core';
import { html } from 'hono/html';
import type { Site } from './site.js';

export function errorPage(site: Site, status: number, problem: Problem) {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <title>${status} ${site.name}</title>
      </head>
      <body>
        <h1>${problem.message}</h1>
      </body>
    </html>`;
}
