import { formatLocalDate } from '@gongkai/core';
import { html } from 'hono/html';
import type { OwnFee } from '../handling/service.js';
import { qrCode } from '../platform/portal/qr-code.js';
import type { Html } from '../platform/portal/view.js';
import type { CaseProgress } from './progress.js';

/** What is to be paid, until when and how, and what was paid, waived or paid back. 国办函〔2020〕109号 */
export function feeSection({ fees, setting }: Pick<CaseProgress, 'fees' | 'setting'>): Html {
  if (fees.length === 0) return html``;
  return html`<section aria-labelledby="fee">
    <h2 id="fee">信息处理费</h2>
    ${fees.map(
      (fee) =>
        html`${standing(fee)}
          <p>${fee.basis}计算：</p>
          <ul>
            ${fee.lines.map(
              ({ what, quantity, yuanEach, yuan }) =>
                html`<li>${what}：${quantity} × ${yuanEach}元 = ${yuan}元</li>`,
            )}
          </ul>
          ${fee.status === 'noticed' ? howToPay(fee, setting) : ''}`,
    )}
  </section>`;
}

function standing({ status, amountYuan, payBy, noticeOn, ...fee }: OwnFee): Html {
  switch (status) {
    case 'noticed':
      return html`<p>
        机关于${formatLocalDate(noticeOn)}通知收费。请最迟在<strong>${formatLocalDate(payBy)}</strong>缴纳<strong>${amountYuan}元</strong>；逾期不缴的，视为放弃申请，机关不再办理。全部缴纳的次日起，机关的答复期限重新计算。
      </p>`;
    case 'paid':
      return html`<p>
        您已于${dayOf(fee.paidOn)}缴纳${amountYuan}元${fee.receiptNumber === null ? '' : `，票据号码${fee.receiptNumber}`}。
      </p>`;
    case 'refunded':
      return html`<p>
        您已于${dayOf(fee.paidOn)}缴纳${amountYuan}元，机关于${dayOf(fee.refundedOn)}退还${fee.refundedYuan}元${fee.receiptNumber === null ? '' : `（原票据号码${fee.receiptNumber}）`}。
      </p>`;
    case 'waived':
      return html`<p>机关于${dayOf(fee.waivedOn)}减免了这笔费用，您<strong>不用缴纳</strong>。</p>`;
  }
}

function howToPay({ paymentCode, derivation }: OwnFee, setting: CaseProgress['setting']): Html {
  const payment = setting?.payment ?? null;
  return html`<dl class="facts">
      ${
        paymentCode === null
          ? ''
          : html`<div>
              <dt>缴款码</dt>
              <dd>
                <span class="secret">${paymentCode}</span>
                <p class="qr">${qrCode(paymentCode, '缴款码的二维码，与上面的数字相同')}</p>
              </dd>
            </div>`
      }
      ${
        payment === null
          ? html`<div>
              <dt>缴纳方式</dt>
              <dd>见收费通知书，或者打电话问机关的政府信息公开工作机构。</dd>
            </div>`
          : html`<div>
                <dt>收款单位</dt>
                <dd>${payment.payee}</dd>
              </div>
              <div>
                <dt>缴纳方式</dt>
                <dd class="lines">${payment.how}</dd>
              </div>`
      }
    </dl>
    <details>
      <summary>缴费期限怎样算出来的</summary>
      <ol class="derivation">
        ${derivation.map((step) => html`<li>${step}</li>`)}
      </ol>
    </details>
    <p class="quiet">
      收费决定不能单独申请行政复议或者提起行政诉讼；因没有缴费而不再办理，您对此不服的，缴费期满以后可以依法申请行政复议或者提起行政诉讼。
    </p>`;
}

function dayOf(day: OwnFee['paidOn']): string {
  return day === null ? '' : formatLocalDate(day);
}
