import type { Agency } from '@gongkai/core';
import { html } from 'hono/html';
import { agencyGroups } from '../platform/portal/agency-groups.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { formPath } from './form-address.js';

/** The entrance to applying: which agency, and where one asks how far it has come. */
export function entrancePage(view: View, agencies: readonly Agency[]): Html {
  // What has ended and the area as a whole take no applications.
  const groups = agencyGroups(agencies.filter(({ existsUntil }) => existsUntil === null)).filter(
    (group) => group.agencies.length > 0,
  );
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
      <h2>先找一找</h2>
      <p>
        很多信息已经公开，不用申请：<a href="${link(view, '/search')}">搜索政府信息</a
        >，或者到机关的栏目里按分类查看。
      </p>
      <h2>没有公开的，可以申请</h2>
      <p>
        向制作或者保存这份信息的机关申请。下面选定机关以后，先说明什么是申请、要多久、要花多少钱、需要准备什么，再一页一个问题地填写。
      </p>
      <p>
        已经申请的，<a href="${link(view, '/progress')}">查询办理进度</a>；申请多的，可以用<a
          href="${link(view, '/my')}"
          >我的申请</a
        >把它们放在一处（申请不需要账号）。
      </p>
      <h2>向哪个机关申请</h2>
      ${
        groups.length === 0
          ? html`<p class="empty">
              还没有机关在本平台受理申请。机关登记以后列在这里，由平台的系统管理员负责登记。
            </p>`
          : groups.map(
              (group) =>
                html`${groups.length === 1 ? '' : html`<h3>${group.name}</h3>`}
                  <ul class="list columns">
                    ${group.agencies.map(
                      ({ code, name }) =>
                        html`<li><a href="${link(view, formPath(code, 'application'))}">${name}</a></li>`,
                    )}
                  </ul>`,
            )
      }`,
  });
}
