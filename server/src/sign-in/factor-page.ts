import { html } from 'hono/html';
import { formField, type FormFault } from '../platform/portal/form.js';
import { qrCode } from '../platform/portal/qr-code.js';
import type { Html } from '../platform/portal/view.js';
import { readableSecret, totpAddress } from './totp.js';

/** Binding an authenticator app: a picture to scan, the same as text, and the form for the first code. */
export function bindingForm(given: {
  readonly secret: Uint8Array;
  readonly issuer: string;
  readonly loginName: string;
  /** Where the form goes. */
  readonly action: string;
  readonly hidden: Html | Html[];
  readonly faults: readonly FormFault[];
}): Html {
  const { secret, issuer, loginName, action, hidden, faults } = given;
  const address = totpAddress(secret, issuer, loginName);
  return html`<ol>
      <li>在手机上打开身份验证器应用（任何支持 TOTP 的都行），选“添加账号”。</li>
      <li>扫描下面的图，或者手工输入密钥。</li>
      <li>输入应用里显示的 6 位数字。</li>
    </ol>
    <div class="qr">${qrCode(address, '身份验证器的二维码；不能扫描时请用下面的密钥')}</div>
    <p>密钥：<span class="secret">${readableSecret(secret)}</span></p>
    <form class="form" method="post" action="${action}" novalidate>
      ${hidden}
      ${formField({ name: 'code', label: '6 位数字', autocomplete: 'one-time-code', inputmode: 'numeric', faults })}
      <button>绑定</button>
    </form>`;
}

/** The field of the second step of signing in. */
export function codeField(faults: readonly FormFault[]): Html {
  return formField({
    name: 'code',
    label: '验证码',
    hint: '打开手机上的身份验证器应用，输入本系统现在的 6 位数字。手机不在身边，就输入一个没用过的恢复代码，如 ABCD-EFGH-JKLM-NPQR。',
    autocomplete: 'one-time-code',
    faults,
  });
}

/** Recovery codes, shown this once. */
export function recoveryCodeList(codes: readonly string[], returnTo: string): Html {
  return html`<h1>请保存恢复代码</h1>
    <p>
      <strong>只显示这一次。</strong
      >手机不在身边时，一个代码可以代替一次验证码，用过作废。请抄下来或打印，与口令分开存放。
    </p>
    <ol class="codes">
      ${codes.map((code) => html`<li>${code}</li>`)}
    </ol>
    <p><a class="button" href="${returnTo}">已经保存好，继续</a></p>`;
}

/** What is there of a factor in force, and the form that changes it: `change` is `codes` or `remove`. */
export function boundFactorForm(given: {
  readonly recoveryCodesLeft: number;
  readonly isRequired: boolean;
  readonly action: string;
  readonly hidden: Html | Html[];
  readonly faults: readonly FormFault[];
}): Html {
  const { recoveryCodesLeft, isRequired, action, hidden, faults } = given;
  return html`<p>已绑定身份验证器。没用过的恢复代码还有 ${recoveryCodesLeft} 个。</p>
    <form class="form" method="post" action="${action}" novalidate>
      ${hidden}
      ${formField({ name: 'factor-password', label: '现在的口令', type: 'password', autocomplete: 'current-password', faults })}
      <p>
        <button class="secondary" name="change" value="codes">换一批恢复代码</button>
        <button class="secondary" name="change" value="remove">
          解除绑定${isRequired ? '，换一部手机' : ''}
        </button>
      </p>
    </form>`;
}

export const FACTOR_PURPOSE = '绑定之后，登录时除了口令还要输入手机上的验证码，口令泄露也登录不了。';
