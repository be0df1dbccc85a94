import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { AppContext } from '../platform/context.js';
import { readForm } from '../platform/http/read-body.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { hiddenField } from '../platform/portal/form.js';
import { viewOf, type Html } from '../platform/portal/view.js';
import { findAddressOfLink, verifyAddress } from './settings.js';
import { readUnsubscribeToken, unsubscribe } from './unsubscribe.js';

/**
 * The two pages that links in mails lead to. Both work without sign-in: the link itself is the proof. Opening one changes
 * nothing, because mail scanners open every link; the button does.
 */
export function mountMailPages(app: Hono, ctx: AppContext): void {
  app.get('/unsubscribe', (c) => {
    const token = c.req.query('token') ?? '';
    const known = readUnsubscribeToken(ctx.keyring, token) !== null;
    return answer(
      c,
      ctx,
      '不再接收邮件',
      known
        ? form(
            '/unsubscribe',
            token,
            '按下按钮后，这个邮箱不再收到本平台的通知邮件。依法应当送达的文书不受影响。',
            '不再接收',
          )
        : badLink('请用邮件里完整的链接打开，或者登录后在“通知”里关闭邮件。'),
      known ? 200 : 404,
    );
  });
  // One click of a mail program (RFC 8058) posts to the address of the header, with neither cookie nor origin.
  app.post('/unsubscribe', async (c) => {
    const token = c.req.query('token') ?? (await readForm(c)).get('token') ?? '';
    const recipient = readUnsubscribeToken(ctx.keyring, token);
    if (recipient !== null) await unsubscribe(ctx, recipient);
    return answer(
      c,
      ctx,
      '不再接收邮件',
      recipient === null
        ? badLink('请用邮件里完整的链接打开，或者登录后在“通知”里关闭邮件。')
        : html`<p role="status">已经登记，不再向这个邮箱发送通知邮件。</p>`,
      recipient === null ? 404 : 200,
    );
  });
  app.get('/mail-address', async (c) => {
    const token = c.req.query('token') ?? '';
    const known = (await findAddressOfLink(ctx, token)) !== null;
    return answer(
      c,
      ctx,
      '确认邮箱',
      known
        ? form('/mail-address', token, '按下按钮后，您账号的通知邮件将发到收到这个链接的邮箱。', '确认')
        : badLink('请登录后在“通知”里重新登记邮箱。'),
      known ? 200 : 404,
    );
  });
  app.post('/mail-address', async (c) => {
    await verifyAddress(ctx, (await readForm(c)).get('token') ?? '');
    return answer(c, ctx, '确认邮箱', html`<p role="status">邮箱已经确认。</p>`, 200);
  });
}

function form(action: string, token: string, lead: string, button: string): Html {
  return html`<p>${lead}</p>
    <form method="post" action="${action}">
      ${hiddenField('token', token)}
      <p><button>${button}</button></p>
    </form>`;
}

function badLink(what: string): Html {
  return html`<p>这个链接不完整或者已经失效。${what}</p>`;
}

function answer(c: Context, { site }: AppContext, title: string, body: Html, status: 200 | 404) {
  const page = pageFrame(viewOf(site, c.req.url), {
    title,
    crumbs: [{ name: title }],
    body: html`<h1>${title}</h1>
      ${body}`,
  });
  // The address holds a secret: it is kept nowhere; as on every page, it is told to no other site.
  return c.html(page, status, { 'cache-control': 'no-store' });
}
