import { html } from 'hono/html';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';

/** Where forms would lead while no service on the web answers them. */
export function noServicePage(view: View): Html {
  return pageFrame(view, {
    title: '在线办理',
    crumbs: [{ name: '在线办理' }],
    body: html`<h1>这个网站只供查阅</h1>
      <p>
        这里不能填写申请、查询进度。申请公开政府信息，请按机关公开指南里写明的地址当面提交、邮寄或者传真。
      </p>
      <ul>
        <li><a href="${link(view, '/')}">从首页进入各机关的栏目，查看政府信息公开指南</a></li>
      </ul>`,
  });
}

/** What a server shows for an address whose content was taken away for good. */
export function gonePage(view: View): Html {
  return pageFrame(view, {
    title: '已撤回的信息',
    crumbs: [{ name: '已撤回的信息' }],
    body: html`<h1>这条信息已经撤回</h1>
      <p>发布机关已经撤回这条信息，不再提供。需要了解情况的，请与发布机关联系。</p>
      <ul>
        <li><a href="${link(view, '/')}">回到首页</a></li>
      </ul>`,
  });
}
