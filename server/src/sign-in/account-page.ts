import { html } from 'hono/html';
import { errorSummary, formField, type FormFault } from '../platform/portal/form.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import { ROLES, timeInChina } from '@gongkai/core';
import { bindingForm, boundFactorForm, FACTOR_PURPOSE, recoveryCodeList } from './factor-page.js';
import type { SignInAccount } from './queries.js';
import type { SessionRow } from './session-queries.js';
import { HOME, type SignedInRequest } from './session-portal.js';
import { newPasswordFields, signOutForm } from './sign-in-page.js';
import type { SignInMethod } from './table.js';

const METHODS = {
  password: '口令',
  oidc: '统一身份认证',
  invitation: '设置口令的链接',
  demonstration: '演示',
} as const satisfies Record<SignInMethod, string>;

/** What an account's owner sees of it. */
export interface OwnAccount {
  readonly account: SignInAccount;
  readonly sessions: readonly SessionRow[];
  readonly recoveryCodesLeft: number;
  readonly isFactorRequired: boolean;
}

/** 我的账号: roles, password, second factor, sessions. */
export function accountPage(
  request: SignedInRequest,
  faults: readonly FormFault[],
  own: OwnAccount,
  done: string | null = null,
): Html {
  const { view, session } = request;
  const { account } = own;
  const grants = session.actor?.grants ?? [];
  const roles = [...new Set(grants.map(({ role }) => ROLES[role]))];
  return pageFrame(view, {
    title: '我的账号',
    crumbs: [{ name: '我的账号' }],
    body: html`<h1>我的账号</h1>
      ${errorSummary(faults)} ${done === null ? '' : html`<p class="done" role="status">${done}</p>`}
      <dl class="facts">
        <div>
          <dt>姓名</dt>
          <dd>${account.displayName}</dd>
        </div>
        <div>
          <dt>登录名</dt>
          <dd>${account.loginName}</dd>
        </div>
        <div>
          <dt>机关</dt>
          <dd>${account.agencyName ?? '平台'}</dd>
        </div>
        <div>
          <dt>角色</dt>
          <dd>${roles.length === 0 ? '现在没有角色' : roles.join('、')}</dd>
        </div>
      </dl>
      <p><a href="${HOME}">进入工作台</a></p>
      ${signOutForm(request, '退出登录')} ${sessionSection(request, own.sessions)}
      ${factorSection(request, faults, own)}
      ${account.password === null ? '' : passwordSection(request, faults)}`,
  });
}

function sessionSection(request: SignedInRequest, sessions: readonly SessionRow[]): Html {
  const { view, session } = request;
  return html`<section aria-labelledby="sessions">
    <h2 id="sessions">正在登录的地方</h2>
    <form method="post" action="${link(view, '/account/sessions')}">
      ${request.hidden()}
      <ul class="rows">
        ${sessions.map((it) => {
          const isThis = it.sessionId === session.sessionId;
          const name = `${it.browser ?? '未知浏览器'}${it.address === null ? '' : `，${it.address}`}`;
          return html`<li>
            <p>
              ${isThis ? html`<strong>现在这里</strong> ` : ''}${name}<br />
              <span class="quiet"
                >用${METHODS[it.method]}登录于 ${timeInChina(it.createdAt)}，最近使用
                ${timeInChina(it.lastSeenAt)}</span
              >
            </p>
            ${isThis ? '' : html`<button class="secondary" name="end" value="${it.sessionId}">结束</button>`}
          </li>`;
        })}
      </ul>
      <p>
        <button class="secondary" name="end" value="others">结束其他所有登录</button>
        <button class="secondary" name="end" value="all">全部退出，包括这里</button>
      </p>
    </form>
  </section>`;
}

function factorSection(request: SignedInRequest, faults: readonly FormFault[], own: OwnAccount): Html {
  const { view } = request;
  const { account, isFactorRequired, recoveryCodesLeft } = own;
  if (!account.hasSecondFactor) {
    return html`<section aria-labelledby="factor">
      <h2 id="factor">第二因素</h2>
      <p>${isFactorRequired ? '您的角色需要第二因素，请现在绑定。' : FACTOR_PURPOSE}</p>
      <p><a class="button" href="${link(view, '/account/second-factor')}">绑定身份验证器</a></p>
    </section>`;
  }
  return html`<section aria-labelledby="factor">
    <h2 id="factor">第二因素</h2>
    ${boundFactorForm({
      recoveryCodesLeft,
      isRequired: isFactorRequired,
      action: link(view, '/account/second-factor/change'),
      hidden: request.hidden(),
      faults,
    })}
  </section>`;
}

function passwordSection(request: SignedInRequest, faults: readonly FormFault[]): Html {
  return html`<section aria-labelledby="password-title">
    <h2 id="password-title">修改口令</h2>
    <p>改过之后，其他地方的登录全部结束。</p>
    <form class="form" method="post" action="${link(request.view, '/account/password')}" novalidate>
      ${request.hidden()}
      ${formField({ name: 'current', label: '现在的口令', type: 'password', autocomplete: 'current-password', faults })}
      ${newPasswordFields(request, faults)}
      <button>修改口令</button>
    </form>
  </section>`;
}

/** Binds an authenticator app: a picture to scan, the same as text, and the first code. */
export function secondFactorPage(
  request: SignedInRequest,
  faults: readonly FormFault[],
  account: SignInAccount,
  secret: Uint8Array,
): Html {
  const { view, ctx, session } = request;
  return pageFrame(view, {
    title: '绑定身份验证器',
    crumbs: [{ name: '我的账号', address: '/account' }, { name: '绑定身份验证器' }],
    body: html`<h1>绑定身份验证器</h1>
      ${errorSummary(faults)}
      ${session.stage === 'newFactor' ? html`<p>您的角色需要第二因素，绑定之后才能继续。</p>` : ''}
      ${bindingForm({
        secret,
        issuer: ctx.site.name,
        loginName: account.loginName,
        action: link(view, '/account/second-factor'),
        hidden: request.hidden(),
        faults,
      })}
      ${session.stage === 'full' ? '' : signOutForm(request, '退出')}`,
  });
}

/** Recovery codes, shown this once. */
export function recoveryCodesPage(
  request: SignedInRequest,
  codes: readonly string[],
  returnTo: string,
): Html {
  return pageFrame(request.view, {
    title: '恢复代码',
    crumbs: [{ name: '我的账号', address: '/account' }, { name: '恢复代码' }],
    body: recoveryCodeList(codes, returnTo),
  });
}
