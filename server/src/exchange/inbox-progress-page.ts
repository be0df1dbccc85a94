import { formatLocalDate, localDateInChina, STATUS_WORDS } from '@gongkai/core';
import { html } from 'hono/html';
import { errorSummary, formField, type FormFault } from '../platform/portal/form.js';
import type { FormPageRequest } from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import type { InboxView } from './inbox-acts.js';
import { gradeField } from '../platform/portal/grade-field.js';
import { fileField } from './inbox-page.js';
import type { InboxActRow } from './inbox-queries.js';
import type { InboxProgress } from './message-kinds.js';

const CRUMB = { name: '查询办理进度', address: '/progress' };
const ACTS = {
  supplement: '提交补正',
  withdrawn: '撤回申请',
  feePaid: '告知已经缴费',
} as const satisfies Record<InboxActRow['kind'], string>;

export function inboxAskPage(request: FormPageRequest, faults: readonly FormFault[]): Html {
  const { view, field } = request;
  return pageFrame(view, {
    title: '查询办理进度',
    crumbs: [{ name: CRUMB.name }],
    body: html`<h1>查询办理进度</h1>
      ${errorSummary(faults)}
      <form class="form" method="post" action="${link(view, '/progress')}" novalidate>
        ${request.hidden()}
        ${formField({ name: 'reference', label: '编号', hint: '回执上以 SJ 开头的编号。', value: field('reference'), autocomplete: 'off', faults })}
        ${formField({ name: 'code', label: '查询码', hint: '回执上的12位代码。', value: field('code'), autocomplete: 'off', faults })}
        <button>查询</button>
      </form>`,
  });
}

/** What the office said last, what the applicant did here since, and what can be done now. */
export function inboxProgressPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  of: InboxView,
  done: string | null,
): Html {
  const { row, state } = of;
  const { reference } = row;
  return pageFrame(request.view, {
    title: `申请${reference}`,
    crumbs: [CRUMB, { name: reference }],
    body: html`<h1>申请${reference}</h1>
      ${errorSummary(faults)} ${done === null ? '' : html`<p class="done" role="status">${done}</p>`}
      <p class="status">
        <strong>${state === null ? '申请还没有机关的消息。' : STATUS_WORDS[state.status]}</strong>
      </p>
      ${factsOf(of)} ${state === null ? '' : termSection(state)} ${actsSection(of)}
      ${state === null ? '' : feeSection(state)} ${formsOf(request, faults, of)} ${letterSection(request, of)}
      ${state === null ? '' : courseSection(state)}
      <p class="quiet">机关的消息定期转来，可能晚几天。着急的，请直接向机关询问。</p>
      <form method="post" action="${link(request.view, '/progress/leave')}">
        ${request.hidden()}
        <p class="quiet">30分钟不操作会自动退出。在公用的设备上，看完请退出。</p>
        <p><button class="secondary">退出查询</button></p>
      </form>`,
  });
}

function factsOf({ row, state }: InboxView): Html {
  const { submittedAt, handedOverAt, applicantConfirmedOn } = row;
  const day = (on: InboxProgress['dueOn'] | undefined) => (on == null ? '—' : formatLocalDate(on));
  const lines = [
    ['提交', dayOf(submittedAt)],
    ['转交机关', handedOverAt === null ? '等待转交' : dayOf(handedOverAt)],
    ['您确认', applicantConfirmedOn === null ? '还没有确认' : day(applicantConfirmedOn)],
    ['机关确认', day(state?.officeConfirmedOn)],
    ['机关的编号', state?.caseId ?? '—'],
    ['收到之日', day(state?.receivedOn)],
    ['应当答复之日', day(state?.dueOn)],
    ['办结', day(state?.closedOn)],
  ] as const;
  return html`<dl class="item-meta">
    ${lines.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function dayOf(instant: string): string {
  return formatLocalDate(localDateInChina(new Date(instant)));
}

function termSection({ dueOn, lapsesOn, dueReason, derivation, isProvisional }: InboxProgress): Html {
  if (dueOn === null && lapsesOn === null) return html``;
  return html`<section aria-labelledby="due">
    <h2 id="due">期限</h2>
    ${
      dueOn === null
        ? ''
        : html`<p>
            机关最迟在<strong>${formatLocalDate(dueOn)}</strong>答复。${dueReason ?? ''}
            ${isProvisional ? '有的年份放假安排还没有发布，日期是暂定的。' : ''}
          </p>`
    }
    ${lapsesOn === null ? '' : html`<p>请您最迟在<strong>${formatLocalDate(lapsesOn)}</strong>办好，以您在这里提交的日期为准；没有正当理由逾期的，视为放弃申请。</p>`}
    <details>
      <summary>一天一天怎样算出来的</summary>
      <ol class="derivation">
        ${derivation.map((step) => html`<li>${step}</li>`)}
      </ol>
    </details>
  </section>`;
}

/** What was done here, and what of it had no effect. */
function actsSection({ acts, state }: InboxView): Html {
  const refused = state?.refused ?? [];
  if (acts.length === 0 && refused.length === 0) return html``;
  return html`<section aria-labelledby="acts">
    <h2 id="acts">您在这里办理的</h2>
    <ul>
      ${acts.map(
        ({ kind, actedAt, handedOverAt }) =>
          html`<li>
            ${dayOf(actedAt)}
            ${ACTS[kind]}：${handedOverAt === null ? '等待转交机关' : `已于${dayOf(handedOverAt)}转交机关`}。
          </li>`,
      )}
      ${refused.map(
        ({ on, kind, reason }) =>
          html`<li>
            <strong>没有办成</strong
            >：${on === null ? '' : formatLocalDate(on)}${kind === 'applicantFile' ? '上传的附件' : '提交的办理'}，${reason}
          </li>`,
      )}
    </ul>
  </section>`;
}

function feeSection({ fees, payment }: InboxProgress): Html {
  if (fees.length === 0) return html``;
  return html`<section aria-labelledby="fee">
    <h2 id="fee">信息处理费</h2>
    ${fees.map(
      ({ status, amountYuan, payBy, paidOn, paymentCode, basis, lines }) =>
        html`<p>
            ${
              status === 'noticed'
                ? html`请最迟在<strong>${formatLocalDate(payBy)}</strong>缴纳<strong>${amountYuan}元</strong>；逾期不缴的，视为放弃申请。全部缴纳的次日起，机关的答复期限重新计算。`
                : status === 'paid'
                  ? html`机关已登记您于${paidOn === null ? '' : formatLocalDate(paidOn)}缴纳${amountYuan}元。`
                  : status === 'waived'
                    ? html`机关减免了这笔费用，您<strong>不用缴纳</strong>。`
                    : html`机关已退还这笔费用。`
            }
          </p>
          <p>${basis}计算：</p>
          <ul>
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>
          ${
            status === 'noticed'
              ? html`<dl class="facts">
                  ${
                    paymentCode === null
                      ? ''
                      : html`<div>
                          <dt>缴款码</dt>
                          <dd>${paymentCode}</dd>
                        </div>`
                  }
                  <div>
                    <dt>缴纳方式</dt>
                    <dd class="lines">
                      ${payment === null ? '见收费通知书，或者打电话问机关。' : `${payment.payee}\n${payment.how}`}
                    </dd>
                  </div>
                </dl>`
              : ''
          }`,
    )}
  </section>`;
}

function formsOf(request: FormPageRequest, faults: readonly FormFault[], { open, state }: InboxView): Html {
  const { view, field } = request;
  const form = (name: string, title: string, body: Html): Html =>
    html`<section aria-labelledby="${name}-title">
      <h2 id="${name}-title">${title}</h2>
      <form
        class="form"
        method="post"
        action="${link(view, `/progress/${name}`)}"
        enctype="multipart/form-data"
        novalidate
      >
        ${request.hidden()} ${body}
      </form>
    </section>`;
  const words = (name: string, label: string): Html =>
    html`<div class="field">
      <label for="${name}">${label}</label>
      <textarea id="${name}" name="${name}" rows="5">${field(name)}</textarea>
    </div>`;
  return html`${
    open.includes('confirm')
      ? form(
          'confirm',
          '确认收到',
          html`<p>
              ${state?.officeConfirmedOn == null ? '您可以先确认，机关确认的那天就是收到申请之日。' : `机关已于${formatLocalDate(state.officeConfirmedOn)}确认。您确认的今天就是收到申请之日。`}
            </p>
            <p>申请是我提交的，内容无误。</p>
            <button>确认</button>`,
        )
      : ''
  }
  ${
    open.includes('supplement')
      ? form(
          'supplement',
          '提交补正',
          html`<p>按补正告知书写明的内容补正。以今天为提交补正的日期，不受转交时间影响。</p>
            ${words('text', '补正的内容')} ${fileField('补正的文件（可不上传）', '')}
            <button>提交补正</button>`,
        )
      : ''
  }
  ${
    open.includes('feePaid')
      ? form(
          'feePaid',
          '告知已经缴费',
          html`<p>缴费以后在这里告知机关，机关核对到账后登记缴费的日期。</p>
            ${words('payment', '缴费的日期、方式和票据号码')}
            <button>告知机关</button>`,
        )
      : ''
  }
  ${
    open.includes('withdrawn')
      ? form(
          'withdrawn',
          '撤回申请',
          html`<p>
              撤回以后机关不再办理，不能恢复；以后需要的可以重新申请。机关在撤回转到以前已经答复的，撤回不生效。
            </p>
            <div class="field option">
              <input id="sure" name="sure" type="checkbox" value="yes" />
              <label for="sure">我确认撤回这件申请</label>
            </div>
            <button class="secondary">撤回</button>`,
        )
      : ''
  }
  ${
    open.includes('rate')
      ? form(
          'rate',
          '您对这次办理满意吗？',
          html`${gradeField(field('grade'), faults)} <button>提交评价</button>`,
        )
      : ''
  }`;
}

/** What the office sent, each file as far as it has come. */
export function letterSection(
  { view }: FormPageRequest,
  { state, ready }: { readonly state: Pick<InboxProgress, 'letters'> | null } & Pick<InboxView, 'ready'>,
): Html {
  if (state === null || state.letters.length === 0) return html``;
  return html`<section aria-labelledby="letters">
    <h2 id="letters">机关发给您的文书</h2>
    <ul class="list">
      ${state.letters.map(
        ({ title, documentNumber, servedOn, files }) =>
          html`<li>
            <span>
              ${title}${documentNumber === null ? '' : html`（${documentNumber}）`}
              ${files.map(({ fileId, label }) =>
                ready.has(fileId)
                  ? html` <a class="button" href="${link(view, `/progress/files/${fileId}`)}"
                      >下载${label}<span class="hidden">${title}</span></a
                    >`
                  : html` <span class="quiet">${label}还在转来的路上</span>`,
              )}
            </span>
            <time datetime="${servedOn}">${servedOn}</time>
          </li>`,
      )}
    </ul>
    <p class="quiet">请及时下载保存：办结后满期限，这里的文书会删除。</p>
  </section>`;
}

function courseSection({ timeline, remedies }: InboxProgress): Html {
  return html`${
      remedies.length === 0
        ? ''
        : html`<section aria-labelledby="remedies">
            <h2 id="remedies">对答复不服怎么办</h2>
            <ul>
              ${remedies.map((line) => html`<li>${line}</li>`)}
            </ul>
          </section>`
    }
    <h2>经过</h2>
    <ol class="timeline">
      ${timeline.map(
        ({ on, text }) =>
          html`<li><time datetime="${on}">${formatLocalDate(on)}</time><span>${text}</span></li>`,
      )}
    </ol>`;
}
