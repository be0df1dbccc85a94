import { formatLocalDate, localDateInChina, STATUS_WORDS, timeInChina, type LocalDate } from '@gongkai/core';
import { html } from 'hono/html';
import { errorSummary, formField, hiddenField, type FormFault } from '../platform/portal/form.js';
import type { FormPageRequest } from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import { boundFactorForm, FACTOR_PURPOSE } from '../sign-in/service.js';
import type { OwnAccount } from './account.js';
import type { BoundCase } from './case-queries.js';
import { newPasswordFields, type EntryParts } from './entry-page.js';
import type { OwnCasesPage } from './own-cases.js';
import type { OwnFactor } from './second-factor.js';
import type { SessionRow } from './session-queries.js';

/** 我的申请: one's own cases, page by page, each with its state, its clock and the way to its progress. */
export function ownCasesPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  parts: {
    readonly page: OwnCasesPage;
    readonly today: LocalDate;
    readonly isFirst: boolean;
    readonly done: string | null;
  },
): Html {
  const { view, field } = request;
  const { page, today, isFirst, done } = parts;
  return pageFrame(view, {
    title: '我的申请',
    crumbs: [{ name: '我的申请' }],
    body: html`<h1>我的申请</h1>
      ${errorSummary(faults)} ${done === null ? '' : html`<p class="done" role="status">${done}</p>`}
      ${
        page.total === 0
          ? html`<p class="empty">
              账号里还没有申请。登录时提交的申请会自动放在这里，以前提交的可以在下面加进来。
            </p>`
          : html`<p>
                共 ${page.total} 件${isFirst ? '' : html`，<a href="${link(view, '/my')}">回到最新的</a>`}。
              </p>
              <ul class="rows">
                ${page.cases.map((it) => caseRow(request, it, today))}
              </ul>`
      }
      ${
        page.next === null
          ? ''
          : html`<p><a href="${link(view, `/my?before=${encodeURIComponent(page.next)}`)}">更早加入的</a></p>`
      }
      <p><a class="button" href="${link(view, '/apply')}">提交新的申请</a></p>
      <section aria-labelledby="add">
        <h2 id="add">加入以前提交的申请</h2>
        <form class="form" method="post" action="${link(view, '/my/cases')}" novalidate>
          ${request.hidden()}
          ${formField({ name: 'number', label: '编号', hint: '回执上的编号。', value: field('number'), autocomplete: 'off', faults })}
          ${formField({ name: 'code', label: '查询码', hint: '回执上的12位代码，大小写和连字符不影响。', autocomplete: 'off', faults })}
          <button>加入</button>
        </form>
      </section>
      <section aria-labelledby="account">
        <h2 id="account">账号</h2>
        <p><a href="${link(view, '/my/account')}">修改口令、邮箱和邮件提醒，导出或者注销账号</a></p>
        ${signOutForm(request)}
      </section>`,
  });
}

function caseRow(request: FormPageRequest, it: BoundCase, today: LocalDate): Html {
  const { view } = request;
  const hidden = html`${request.hidden()} ${hiddenField('agency', it.agencyId)}
  ${hiddenField('case', it.caseId)}`;
  return html`<li>
    <p>
      <strong>${it.caseId}</strong> ${it.agencyName}<br />
      ${STATUS_WORDS[it.status]}<br />
      <span class="quiet">${clockOf(it, today)}</span>
    </p>
    <form method="post" action="${link(view, '/my/cases/open')}">
      ${hidden}<button aria-label="查看进度：${it.caseId}">查看进度</button>
    </form>
    <form method="post" action="${link(view, '/my/cases/release')}">
      ${hidden}<button class="secondary" aria-label="移出：${it.caseId}">移出</button>
    </form>
  </li>`;
}

/** Where the clock of a case stands, in words. */
function clockOf({ receivedOn, dueOn, closedOn }: BoundCase, today: LocalDate): string {
  if (closedOn !== null) return `${formatLocalDate(closedOn)}办结`;
  if (receivedOn === null) return '双方确认收到以后起算答复期限';
  const received = `${formatLocalDate(receivedOn)}收到`;
  if (dueOn === null) return `${received}，现在不计期限`;
  return `${received}，答复期限 ${formatLocalDate(dueOn)}${today > dueOn ? '，已经超过' : ''}`;
}

/** 账号: what is held of its owner, and everything that he can do with it. */
export function ownAccountPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  own: OwnAccount,
  parts: EntryParts & {
    readonly isInFull: boolean;
    readonly createdAt: string;
    /** The one in this browser. */
    readonly sessionId: string;
    readonly sessions: readonly SessionRow[];
    readonly factor: OwnFactor;
    readonly done: string | null;
  },
): Html {
  const { view } = request;
  const { contacts, wantsMail, isMailRefused, waitingAddress } = own;
  const facts = [
    ['邮箱', contacts.email ?? '没有登记'],
    ['手机号码', contacts.mobile ?? '没有登记'],
    ...(waitingAddress === null ? [] : [['等待确认的邮箱', waitingAddress]]),
    ['本次登录', formatLocalDate(localDateInChina(new Date(parts.createdAt)))],
  ];
  return pageFrame(view, {
    title: '账号',
    crumbs: [{ name: '我的申请', address: '/my' }, { name: '账号' }],
    body: html`<h1>账号</h1>
      ${errorSummary(faults)}
      ${parts.done === null ? '' : html`<p class="done" role="status">${parts.done}</p>`}
      <dl class="facts">
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${parts.isInFull ? '' : button(request, '/my/account/show', '显示完整的邮箱和号码', 'secondary')}
      ${parts.sendsMail ? mailSections(request, faults, { wantsMail, isMailRefused, hasEmail: contacts.email !== null }) : ''}
      <section aria-labelledby="password-title">
        <h2 id="password-title">修改口令</h2>
        <p>改过之后，其他地方的登录全部结束。</p>
        <form class="form" method="post" action="${link(view, '/my/account/password')}" novalidate>
          ${request.hidden()}
          ${formField({ name: 'current', label: '现在的口令', type: 'password', autocomplete: 'current-password', faults })}
          ${newPasswordFields(parts.policy, faults)}
          <button>修改口令</button>
        </form>
      </section>
      ${factorSection(request, faults, parts.factor)} ${sessionSection(request, parts)}
      <section aria-labelledby="copy">
        <h2 id="copy">导出和注销</h2>
        <p>
          <a href="/my/account/copy.json" download>导出账号的全部信息</a
          >。申请里的个人信息由受理机关保存，请向它索取，见<a href="${link(view, '/privacy')}"
            >个人信息保护说明</a
          >。
        </p>
        <form class="form" method="post" action="${link(view, '/my/account/erase')}" novalidate>
          ${request.hidden()}
          ${formField({
            name: 'erase-password',
            label: '现在的口令',
            hint: '注销删除账号和“我的申请”这个列表，不能恢复。已经提交的申请照常办理，凭编号和查询码查询。',
            type: 'password',
            autocomplete: 'current-password',
            faults,
          })}
          <button class="secondary">注销账号</button>
        </form>
      </section>
      <section aria-labelledby="leave">
        <h2 id="leave">退出</h2>
        ${signOutForm(request)}
      </section>`,
  });
}

function factorSection(request: FormPageRequest, faults: readonly FormFault[], factor: OwnFactor): Html {
  const { view } = request;
  const { isBound, recoveryCodesLeft } = factor;
  return html`<section aria-labelledby="factor">
    <h2 id="factor">第二因素</h2>
    ${
      isBound
        ? boundFactorForm({
            recoveryCodesLeft,
            isRequired: false,
            action: link(view, '/my/account/second-factor/change'),
            hidden: request.hidden(),
            faults,
          })
        : html`<p>${FACTOR_PURPOSE}不绑定也能用。</p>
            <p>
              <a class="button secondary" href="${link(view, '/my/account/second-factor')}">绑定身份验证器</a>
            </p>`
    }
  </section>`;
}

function sessionSection(
  request: FormPageRequest,
  { sessionId, sessions }: { readonly sessionId: string; readonly sessions: readonly SessionRow[] },
): Html {
  return html`<section aria-labelledby="sessions">
    <h2 id="sessions">正在登录的地方</h2>
    <form method="post" action="${link(request.view, '/my/account/sessions')}">
      ${request.hidden()}
      <ul class="rows">
        ${sessions.map((it) => {
          const isThis = it.sessionId === sessionId;
          const name = it.browser ?? '未知浏览器';
          const times = `登录于 ${timeInChina(it.createdAt)}，最近使用 ${timeInChina(it.lastSeenAt)}`;
          return html`<li>
            <p>
              ${isThis ? html`<strong>现在这里</strong> ` : ''}${name}<br /><span class="quiet"
                >${times}</span
              >
            </p>
            ${
              isThis
                ? ''
                : html`<button
                    class="secondary"
                    name="end"
                    value="${it.sessionId}"
                    aria-label="结束：${name}，${times}"
                  >
                    结束
                  </button>`
            }
          </li>`;
        })}
      </ul>
      <p>
        ${sessions.length > 1 ? html`<button class="secondary" name="end" value="others">结束其他所有登录</button>` : ''}
        <button class="secondary" name="end" value="all">全部退出，包括这里</button>
      </p>
    </form>
  </section>`;
}

function mailSections(
  request: FormPageRequest,
  faults: readonly FormFault[],
  mail: { readonly wantsMail: boolean; readonly isMailRefused: boolean; readonly hasEmail: boolean },
): Html {
  const { view, field } = request;
  const state = mail.isMailRefused
    ? '邮件服务器说没有这个邮箱，已经停发，请换一个邮箱。'
    : mail.wantsMail
      ? '申请有新的进展时，发邮件告诉您编号和查看的地方，不写申请的内容。'
      : '现在不发邮件。';
  const toggle = html`<form method="post" action="${link(view, '/my/account/mail')}">
    ${request.hidden()} ${hiddenField('wants', mail.wantsMail ? 'no' : 'yes')}
    <p><button class="secondary">${mail.wantsMail ? '不再发邮件提醒' : '有进展时发邮件提醒我'}</button></p>
  </form>`;
  return html`<section aria-labelledby="mail">
    <h2 id="mail">邮箱和邮件提醒</h2>
    ${
      mail.hasEmail
        ? html`<p>${state}</p>
            ${toggle}`
        : html`<p>登记邮箱之后，才能收邮件提醒、找回口令。</p>`
    }
    <form class="form" method="post" action="${link(view, '/my/account/email')}" novalidate>
      ${request.hidden()}
      ${formField({
        name: 'email',
        label: mail.hasEmail ? '换一个邮箱' : '登记邮箱',
        hint: '发去一个链接，打开确认以后才生效。',
        value: field('email'),
        autocomplete: 'email',
        faults,
      })}
      <button class="secondary">发送确认链接</button>
    </form>
  </section>`;
}

function signOutForm(request: FormPageRequest): Html {
  return button(request, '/my/sign-out', '退出登录', 'secondary');
}

function button(request: FormPageRequest, path: string, label: string, kind: string): Html {
  return html`<form method="post" action="${link(request.view, path)}">
    ${request.hidden()}
    <p><button class="${kind}">${label}</button></p>
  </form>`;
}
