import { html } from 'hono/html';
import { errorSummary, type FormFault } from '../platform/portal/form.js';
import type { FormPageRequest } from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import { bindingForm, codeField, recoveryCodeList } from '../sign-in/service.js';

const OWN = { name: '我的申请', address: '/my' };
const ACCOUNT = { name: '账号', address: '/my/account' };

/** The second step of signing in. */
export function codePage(request: FormPageRequest, faults: readonly FormFault[]): Html {
  const { view } = request;
  return pageFrame(view, {
    title: '输入验证码',
    crumbs: [OWN, { name: '输入验证码' }],
    body: html`<h1>输入验证码</h1>
      ${errorSummary(faults)}
      <form class="form" method="post" action="${link(view, '/my/sign-in/code')}" novalidate>
        ${request.hidden()} ${codeField(faults)}
        <button>继续</button>
      </form>
      <form method="post" action="${link(view, '/my/sign-out')}">
        ${request.hidden()}
        <p><button class="secondary">不是我，退出</button></p>
      </form>
      <p class="quiet">
        手机和恢复代码都不在身边，就<a href="${link(view, '/progress')}">凭编号和查询码查进度</a>，不用登录。
      </p>`,
  });
}

/** Binding an authenticator app. */
export function factorPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  given: { readonly secret: Uint8Array; readonly loginName: string; readonly issuer: string },
): Html {
  const { view } = request;
  const action = link(view, '/my/account/second-factor');
  return pageFrame(view, {
    title: '绑定身份验证器',
    crumbs: [OWN, ACCOUNT, { name: '绑定身份验证器' }],
    body: html`<h1>绑定身份验证器</h1>
      ${errorSummary(faults)} ${bindingForm({ ...given, action, hidden: request.hidden(), faults })}`,
  });
}

export function codesPage({ view }: FormPageRequest, codes: readonly string[]): Html {
  return pageFrame(view, {
    title: '恢复代码',
    crumbs: [OWN, ACCOUNT, { name: '恢复代码' }],
    body: recoveryCodeList(codes, link(view, '/my/account')),
  });
}
