import { html } from 'hono/html';
import { errorSummary, formField, hiddenField, type FormFault } from '../platform/portal/form.js';
import type { FormPageRequest } from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import type { PasswordPolicy } from '@gongkai/core';

/** What the pages before signing in have in common. */
export interface EntryParts {
  readonly policy: PasswordPolicy;
  /** Mail is sent, so that an address can be proved. */
  readonly sendsMail: boolean;
}

const CRUMB = { name: '我的申请', address: '/my' };
const CONTACT = { name: 'contact', autocomplete: 'username' } as const;

/** 登录, for applicants. */
export function applicantSignInPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  { sendsMail }: EntryParts,
  done: string | null,
): Html {
  const { view, field } = request;
  return pageFrame(view, {
    title: '申请人登录',
    crumbs: [CRUMB, { name: '登录' }],
    body: html`<h1>申请人登录</h1>
      ${errorSummary(faults)} ${done === null ? '' : html`<p class="done" role="status">${done}</p>`}
      <form class="form" method="post" action="${link(view, '/my/sign-in')}" novalidate>
        ${request.hidden()}
        ${formField({ ...CONTACT, label: contactLabel(sendsMail), value: field('contact'), faults })}
        ${formField({ name: 'password', label: '口令', type: 'password', autocomplete: 'current-password', faults })}
        <button>登录</button>
      </form>
      <ul>
        <li><a href="${link(view, '/my/register')}">注册账号</a></li>
        ${sendsMail ? html`<li><a href="${link(view, '/my/forgot')}">忘记口令</a></li>` : ''}
        <li><a href="${link(view, '/progress')}">不登录，凭编号和查询码查进度</a></li>
      </ul>
      <p class="quiet">
        申请公开政府信息不需要账号。工作人员请从<a href="${link(view, '/sign-in')}">工作人员登录</a>进入。
      </p>`,
  });
}

/** 注册. */
export function registerPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  { policy, sendsMail }: EntryParts,
): Html {
  const { view, field } = request;
  const hint = sendsMail
    ? '用邮箱的，要打开发去的链接确认；手机号码不发验证短信，忘记口令不能找回。'
    : '不发验证短信，忘记口令不能找回；届时仍可凭编号和查询码查进度。';
  return pageFrame(view, {
    title: '注册申请人账号',
    crumbs: [CRUMB, { name: '注册' }],
    body: html`<h1>注册申请人账号</h1>
      ${errorSummary(faults)}
      <p>账号只用来把您的申请放在一处查看。<strong>申请不需要账号</strong>，也不会因为有账号办得更快。</p>
      <form class="form" method="post" action="${link(view, '/my/register')}" novalidate>
        ${request.hidden()}
        ${formField({ ...CONTACT, label: contactLabel(sendsMail), hint, value: field('contact'), faults })}
        ${newPasswordFields(policy, faults)}
        <p class="quiet">
          邮箱和手机号码加密保存，各机关的工作人员看不到；随时可以导出、注销。见<a
            href="${link(view, '/privacy')}"
            >个人信息保护说明</a
          >。
        </p>
        <button>注册</button>
      </form>
      <p><a href="${link(view, '/my/sign-in')}">已有账号，直接登录</a></p>`,
  });
}

/** After an address was typed: the same whether or not it has an account. */
export function mailedPage(request: FormPageRequest, title: string, what: string): Html {
  return pageFrame(request.view, {
    title,
    crumbs: [CRUMB, { name: title }],
    body: html`<h1>${title}</h1>
      <p class="done" role="status">${what}</p>
      <p>几分钟后还没有收到：看看垃圾邮件，核对邮箱有没有写错，或者过一会儿再试。</p>
      <p><a href="${link(request.view, '/my/sign-in')}">去登录</a></p>`,
  });
}

/** Proves an address, by whoever knows the password: opening the link alone changes nothing. */
export function confirmPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  token: string | null,
): Html {
  const { view } = request;
  if (token === null) return linkGonePage(request, '确认邮箱');
  return pageFrame(view, {
    title: '确认邮箱',
    crumbs: [CRUMB, { name: '确认邮箱' }],
    body: html`<h1>确认邮箱</h1>
      ${errorSummary(faults)}
      <p>输入您设的口令，确认之后就用这个邮箱登录。不是您本人请求的，请关闭这个页面。</p>
      <form class="form" method="post" action="${link(view, '/my/confirm')}" novalidate>
        ${request.hidden()} ${hiddenField('token', token)}
        ${formField({ name: 'password', label: '口令', type: 'password', autocomplete: 'current-password', faults })}
        <button>确认并登录</button>
      </form>`,
  });
}

/** Asks for the address that a link to set another password is mailed to. */
export function forgotPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  { sendsMail }: EntryParts,
): Html {
  const { view, field } = request;
  const body = sendsMail
    ? html`<form class="form" method="post" action="${link(view, '/my/forgot')}" novalidate>
          ${request.hidden()}
          ${formField({ name: 'email', label: '注册时用的邮箱', value: field('email'), autocomplete: 'email', faults })}
          <button>发送链接</button>
        </form>
        <p class="quiet">只用手机号码注册的，不能找回口令：请重新注册，再用编号和查询码把申请加进来。</p>`
    : html`<p>本平台没有开通邮件，不能找回口令。凭回执上的编号和查询码仍可查询进度。</p>`;
  return pageFrame(view, {
    title: '忘记口令',
    crumbs: [CRUMB, { name: '忘记口令' }],
    body: html`<h1>忘记口令</h1>
      ${errorSummary(faults)} ${body}`,
  });
}

/** Sets another password by a link. */
export function resetPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  token: string | null,
  { policy }: EntryParts,
): Html {
  const { view } = request;
  if (token === null) return linkGonePage(request, '重设口令');
  return pageFrame(view, {
    title: '重设口令',
    crumbs: [CRUMB, { name: '重设口令' }],
    body: html`<h1>重设口令</h1>
      ${errorSummary(faults)}
      <p>重设之后，别处的登录全部结束。</p>
      <form class="form" method="post" action="${link(view, '/my/reset')}" novalidate>
        ${request.hidden()} ${hiddenField('token', token)} ${newPasswordFields(policy, faults)}
        <button>重设并登录</button>
      </form>`,
  });
}

/** The new password twice, with what it must be. */
export function newPasswordFields(policy: PasswordPolicy, faults: readonly FormFault[]): Html {
  const { minLength, minCharacterKinds } = policy;
  const kinds =
    minCharacterKinds > 1 ? `，含小写字母、大写字母、数字、其他字符中的至少 ${minCharacterKinds} 种` : '';
  return html`${formField({
    name: 'next',
    label: '新口令',
    hint: `至少 ${minLength} 个字符${kinds}。几个不相干的词连起来最好记；不要用邮箱、手机号码和常见的口令。`,
    type: 'password',
    autocomplete: 'new-password',
    faults,
  })}
  ${formField({ name: 'again', label: '再输入一遍', type: 'password', autocomplete: 'new-password', faults })}`;
}

function linkGonePage(request: FormPageRequest, title: string): Html {
  const { view } = request;
  return pageFrame(view, {
    title,
    crumbs: [CRUMB, { name: title }],
    body: html`<h1>这个链接不能用了</h1>
      <p>它已经用过、已被新的链接取代，或者超过了有效期。</p>
      <ul>
        <li><a href="${link(view, '/my/sign-in')}">登录</a></li>
        <li><a href="${link(view, '/my/forgot')}">忘记口令</a></li>
        <li><a href="${link(view, '/my/register')}">重新注册</a></li>
      </ul>`,
  });
}

function contactLabel(sendsMail: boolean): string {
  return sendsMail ? '邮箱或者手机号码' : '手机号码';
}
