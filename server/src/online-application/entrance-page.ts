import type { Agency } from '@gongkai/core';
import { html } from 'hono/html';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { formPath } from './form-address.js';

/** The entrance to applying: which agency, and where one asks how far it has come. */
export function entrancePage(view: View, agencies: readonly Agency[]): Html {
  const open = agencies.filter(({ scope, existsUntil }) => scope === 'organ' && existsUntil === null);
  return pageFrame(view, {
    title: '依申请公开',
    crumbs: [{ name: '依申请公开' }],
    column: {
      name: '依申请公开',
      type: '政府信息公开',
      description: '向机关申请公开政府信息，查询办理进度',
      keywords: '政府信息公开,依申请公开,办理进度',
    },
    body: html`<h1>依申请公开</h1>
      <p>
        没有主动公开的信息，可以向制作或者保存它的机关申请。已经申请的，<a href="${link(view, '/progress')}"
          >查询办理进度</a
        >；申请多的，可以用<a href="${link(view, '/my')}">我的申请</a>把它们放在一处（申请不需要账号）。
      </p>
      <h2>向哪个机关申请</h2>
      ${
        open.length === 0
          ? html`<p class="empty">
              还没有机关在本平台受理申请。机关登记以后列在这里，由平台的系统管理员负责登记。
            </p>`
          : html`<ul class="list columns">
              ${open.map(
                ({ code, name }) =>
                  html`<li><a href="${link(view, formPath(code, 'application'))}">${name}</a></li>`,
              )}
            </ul>`
      }`,
  });
}
