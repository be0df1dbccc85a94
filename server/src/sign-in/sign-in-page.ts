import { html } from 'hono/html';
import { errorSummary, formField, type FormFault } from '../platform/portal/form.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import type { Cast } from './demonstration-cast.js';
import { codeField } from './factor-page.js';
import { withReturn, type FormRequest } from './session-portal.js';

/** The page to sign in; in the demonstration with the cast to choose from. */
export function signInPage(request: FormRequest, faults: readonly FormFault[], cast: Cast | null): Html {
  const { view, ctx, returnTo, field } = request;
  const { oidc } = ctx.signIn;
  return pageFrame(view, {
    title: '工作人员登录',
    crumbs: [{ name: '工作人员登录' }],
    body: html`<h1>工作人员登录</h1>
      ${errorSummary(faults)} ${cast === null ? '' : castList(request, cast)}
      ${oidc === null ? '' : html`<p><a class="button" href="${withReturn('/sign-in/oidc', returnTo)}">用${oidc.name}登录</a></p>`}
      <form class="form" method="post" action="${link(view, '/sign-in')}" novalidate>
        ${cast === null && oidc === null ? '' : html`<h2>用口令登录</h2>`} ${request.hidden()}
        ${formField({ name: 'login-name', label: '登录名', value: field('login-name'), autocomplete: 'username', faults })}
        ${formField({ name: 'password', label: '口令', type: 'password', autocomplete: 'current-password', faults })}
        <button>登录</button>
      </form>
      <p class="quiet">
        忘记口令或者还没有口令：请联系本机关的系统管理员，取得设置口令的链接。公众申请公开政府信息不需要登录。
      </p>`,
  });
}

function castList(request: FormRequest, { agencies, chosen, people }: Cast): Html {
  const { view, returnTo } = request;
  return html`<section aria-labelledby="cast">
    <h2 id="cast">演示：选一个人物，不用口令</h2>

    <p>只在演示数据、从本机直接访问时才有这一栏。</p>
    <form class="search" method="get" action="/sign-in">
      <p>
        <label for="agency">机关</label>
        <select id="agency" name="agency">
          ${agencies.map(
            ({ code, name }) =>
              html`<option value="${code}" ${code === chosen ? html` selected` : ''}>${name}</option>`,
          )}
        </select>
      </p>
      <input type="hidden" name="return-to" value="${returnTo}" />
      <button class="secondary">列出人物</button>
    </form>
    <form method="post" action="${link(view, '/sign-in/demonstration')}">
      ${request.hidden()}
      <ul class="rows">
        ${people.map(
          ({ accountId, displayName, roles, place }) =>
            html`<li>
              <p><strong>${displayName}</strong> ${roles}<br /><span class="quiet">${place}</span></p>
              <button name="account" value="${accountId}">以${displayName}登录</button>
            </li>`,
        )}
      </ul>
    </form>
  </section>`;
}

/** The second step: a code of the app, or a recovery code. */
export function codePage(request: FormRequest, faults: readonly FormFault[]): Html {
  const { view } = request;
  return pageFrame(view, {
    title: '输入验证码',
    crumbs: [{ name: '工作人员登录', address: '/sign-in' }, { name: '输入验证码' }],
    body: html`<h1>输入验证码</h1>
      ${errorSummary(faults)}
      <form class="form" method="post" action="${link(view, '/sign-in/code')}" novalidate>
        ${request.hidden()} ${codeField(faults)}
        <button>继续</button>
      </form>
      ${signOutForm(request, '不是我，退出')}`,
  });
}

/** Before going on: a password that was set for him, or that is too old. */
export function newPasswordPage(request: FormRequest, faults: readonly FormFault[]): Html {
  const { view } = request;
  return pageFrame(view, {
    title: '换一个口令',
    crumbs: [{ name: '工作人员登录', address: '/sign-in' }, { name: '换一个口令' }],
    body: html`<h1>换一个口令</h1>
      ${errorSummary(faults)}
      <p>现在的口令是别人设的，或者已经用满了规定的期限，换过之后才能继续。</p>
      <form class="form" method="post" action="${link(view, '/sign-in/new-password')}" novalidate>
        ${request.hidden()} ${newPasswordFields(request, faults)}
        <button>换好并继续</button>
      </form>
      ${signOutForm(request, '退出')}`,
  });
}

/** Sets the password by a link; `invited` null: the link is no good any more. */
export function invitationPage(
  request: FormRequest,
  faults: readonly FormFault[],
  invited: { readonly displayName: string; readonly loginName: string } | null,
  token: string,
): Html {
  const { view } = request;
  const frame = { title: '设置口令', crumbs: [{ name: '设置口令' }] };
  if (invited === null) {
    return pageFrame(view, {
      ...frame,
      body: html`<h1>这个链接不能用了</h1>
        <p>它已经用过、已被新的链接取代，或者超过了有效期。请联系发给您链接的管理员重新发送。</p>
        <p>已经设置过口令的，请<a href="${link(view, '/sign-in')}">直接登录</a>。</p>`,
    });
  }
  return pageFrame(view, {
    ...frame,
    body: html`<h1>设置口令</h1>
      ${errorSummary(faults)}
      <p>
        ${invited.displayName}，您的登录名是
        <strong>${invited.loginName}</strong>。这个链接只能用一次，请设置只有您自己知道的口令。
      </p>
      <form class="form" method="post" action="${link(view, '/invitation')}" novalidate>
        ${request.hidden()}
        <input type="hidden" name="token" value="${token}" />
        <input type="hidden" name="username" autocomplete="username" value="${invited.loginName}" />
        ${newPasswordFields(request, faults)}
        <button>设置并登录</button>
      </form>`,
  });
}

/** The new password twice, with what it must be. */
export function newPasswordFields({ ctx }: FormRequest, faults: readonly FormFault[]): Html {
  const { minLength, minCharacterKinds } = ctx.signIn.password;
  const kinds =
    minCharacterKinds > 1 ? `，含小写字母、大写字母、数字、其他字符中的至少 ${minCharacterKinds} 种` : '';
  return html`${formField({
    name: 'next',
    label: '新口令',
    hint: `至少 ${minLength} 个字符${kinds}。几个不相干的词连起来最好记；不要用登录名、姓名、机关名称和常见的口令。`,
    type: 'password',
    autocomplete: 'new-password',
    faults,
  })}
  ${formField({ name: 'again', label: '再输入一遍', type: 'password', autocomplete: 'new-password', faults })}`;
}

export function signOutForm(request: FormRequest, label: string): Html {
  return html`<form method="post" action="${link(request.view, '/sign-out')}">
    ${request.hidden()}
    <p><button class="secondary">${label}</button></p>
  </form>`;
}
