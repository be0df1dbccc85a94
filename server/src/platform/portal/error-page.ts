import type { Problem } from '@gongkai/core';
import { html } from 'hono/html';
import { pageFrame } from './page-frame.js';
import { link, type Html, type View } from './view.js';

/** What happened, that nothing was lost, and the way on. */
export function errorPage(view: View, status: number, problem: Problem): Html {
  const { title, assurance } = status >= 500 ? OUR_FAULT : status === 404 ? NOT_FOUND : REFUSED;
  return pageFrame(view, {
    title,
    crumbs: [{ name: title }],
    body: html`<h1>${title}</h1>
      <p>${problem.message}</p>
      <p>${assurance}</p>
      <ul>
        ${(view.site.isInbox === true ? WAYS_OF_INBOX : WAYS_ON).map(
          ([address, name]) => html`<li><a href="${link(view, address)}">${name}</a></li>`,
        )}
      </ul>
      ${view.site.contact === null ? '' : html`<p>需要帮助请联系：${view.site.contact}</p>`}`,
  });
}

/** Where everything else is found. */
const WAYS_ON = [
  ['/search', '搜索政府信息'],
  ['/site-map', '从网站地图找栏目'],
  ['/progress', '查询申请的办理进度'],
  ['/', '回到首页'],
] as const;
const WAYS_OF_INBOX = [
  ['/progress', '查询办理进度'],
  ['/', '回到首页'],
] as const;

const NOT_FOUND = { title: '没有找到这个页面', assurance: '平台其他内容不受影响，可从下面继续。' };
const REFUSED = { title: '这个请求没有办理', assurance: '没有改动任何内容。' };
const OUR_FAULT = { title: '系统出了问题', assurance: '已经公布的内容和已经提交的内容不受影响。' };
