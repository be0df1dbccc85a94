import { timeInChina } from '@gongkai/core';
import { html } from 'hono/html';
import type { AppContext } from '../context.js';
import { pageFrame } from './page-frame.js';
import type { Html, View } from './view.js';

const DATABASE_KINDS = {
  pglite: '内置数据库（PGlite）',
  native: '本机 PostgreSQL',
  server: 'PostgreSQL 服务器',
} as const satisfies Record<AppContext['database']['kind'], string>;

/** How the server stands, for people: what a power cut would do to the data is said aloud. */
export function statusPage(ctx: AppContext, view: View, isReady: boolean): Html {
  const { kind, serverVersion, durability } = ctx.database;
  const facts: [string, string][] = [
    ['程序版本', ctx.version],
    ['启动时间', timeInChina(ctx.startedAt)],
    ['数据库', `${DATABASE_KINDS[kind]}，版本 ${serverVersion}`],
    ['数据库应答', isReady ? '正常' : '没有应答'],
    ['程序崩溃后', durability.survivesCrash ? '已确认的数据仍在' : '数据会丢失'],
    ['断电后', durability.survivesPowerCut ? '已确认的数据仍在' : '数据可能损坏，请勤做备份'],
  ];
  return pageFrame(view, {
    title: '系统状态',
    crumbs: [{ name: '系统状态' }],
    body: html`<h1>系统状态</h1>
      <dl class="facts">
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <p>${durability.note}</p>`,
  });
}
