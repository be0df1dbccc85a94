import {
  APPLICANT_CLASSES,
  formatLocalDate,
  localDateInChina,
  STATUS_WORDS,
  TABLE3_COLUMN_LABELS,
} from '@gongkai/core';
import { html } from 'hono/html';
import { errorSummary, formField, type FormFault } from '../platform/portal/form.js';
import type { FormPageRequest } from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import type { InboxApplicationRow } from './queries.js';
import type { InboxAgencyTable } from './table.js';

/** Whom one can apply to here, and where one asks how far it has come. */
export function inboxHomePage(view: View, agencies: readonly InboxAgencyTable[]): Html {
  return pageFrame(view, {
    title: '网上申请公开政府信息',
    crumbs: [],
    body: html`<h1>网上申请公开政府信息</h1>
      <p>
        在这里提交的申请加密后定期转交机关，机关的办理情况也定期转回来，所以进度可能晚几天显示。提交的日期以这里的为准。
      </p>
      <p><a href="${link(view, '/progress')}">查询办理进度</a></p>
      <h2>向哪个机关申请</h2>
      ${
        agencies.length === 0
          ? html`<p class="empty">还没有机关在这里受理申请。机关第一次送来交换包以后列在这里。</p>`
          : html`<ul class="list columns">
              ${agencies.map(
                ({ agencyId, name }) =>
                  html`<li>
                    <a href="${link(view, `/agencies/${encodeURIComponent(agencyId)}/apply`)}">${name}</a>
                  </li>`,
              )}
            </ul>`
      }`,
  });
}

/** One page with all that an application needs (条例第二十九条). */
export function inboxFormPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  { agencyId, name }: InboxAgencyTable,
): Html {
  const { view, field } = request;
  const chosen = field('applicantClass') === '' ? 'naturalPerson' : field('applicantClass');
  const text = (of: string, label: string, hint: string, autocomplete: string) =>
    formField({ name: of, label, hint, value: field(of), autocomplete, faults });
  return pageFrame(view, {
    title: `向${name}申请公开政府信息`,
    crumbs: [{ name: `向${name}申请` }],
    body: html`<h1>向${name}申请公开政府信息</h1>
      ${errorSummary(faults)}
      <form
        class="form"
        method="post"
        action="${link(view, `/agencies/${encodeURIComponent(agencyId)}/apply`)}"
        novalidate
      >
        ${request.hidden()}
        <div class="field">
          <label for="applicantClass">申请人</label>
          <select id="applicantClass" name="applicantClass">
            ${APPLICANT_CLASSES.map(
              (value) =>
                html`<option value="${value}" ${value === chosen ? html` selected` : ''}>
                  ${value === 'naturalPerson' ? '个人（自然人）' : `单位：${TABLE3_COLUMN_LABELS[value].zh}`}
                </option>`,
            )}
          </select>
        </div>
        ${text('name', '姓名或者单位名称', '与身份证明一致。', 'name')}
        ${text('identityNumber', '居民身份证号码', '个人填写；单位留空。', 'off')}
        ${text('organisationCode', '统一社会信用代码', '单位填写；个人留空。', 'off')}
        ${text('telephone', '联系电话', '机关用它与您确认收到申请。', 'tel')}
        ${text('address', '通信地址', '邮寄答复用。', 'street-address')}
        ${text('email', '电子邮箱', '可以不填。', 'email')}
        <div class="field${faults.some((it) => it.field === 'request') ? ' wrong' : ''}">
          <label for="request">需要的政府信息</label>
          <p class="hint" id="request-hint">
            写明名称、文号，或者便于查找的其他特征；需要的形式和方式也写在这里。
          </p>
          <textarea id="request" name="request" rows="6" aria-describedby="request-hint">
${field('request')}</textarea>
        </div>
        <button>提交申请</button>
      </form>`,
  });
}

/** Number and code, told here and nowhere else. */
export function inboxReceiptPage(
  view: View,
  { reference, code }: { readonly reference: string; readonly code: string },
): Html {
  return pageFrame(view, {
    title: '申请已经提交',
    crumbs: [{ name: '申请已经提交' }],
    body: html`<h1>申请已经提交</h1>
      <dl class="item-meta">
        <div>
          <dt>编号</dt>
          <dd>${reference}</dd>
        </div>
        <div>
          <dt>查询码</dt>
          <dd>${code}</dd>
        </div>
      </dl>
      <p>请打印或者抄下来：查询码只显示这一次。</p>
      <p>
        申请转交机关以后，机关会与您联系确认；您也可以凭编号和查询码在<a href="${link(view, '/progress')}"
          >办理进度</a
        >里确认。双方确认之日视为收到申请之日，答复期限从次日起算（条例第三十一条）。
      </p>`,
  });
}

export function inboxAskPage(request: FormPageRequest, faults: readonly FormFault[]): Html {
  const { view, field } = request;
  return pageFrame(view, {
    title: '查询办理进度',
    crumbs: [{ name: '查询办理进度' }],
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

/** What the office said last, and the applicant's own confirmation. */
export function inboxProgressPage(
  request: FormPageRequest,
  { reference, submittedAt, handedOverAt, applicantConfirmedOn, state }: InboxApplicationRow,
): Html {
  const { view, field } = request;
  const day = (on: string | null | undefined) => (on == null ? '—' : formatLocalDate(on as never));
  const lines = [
    ['提交', day(localDateInChina(new Date(submittedAt)))],
    ['转交机关', handedOverAt === null ? '等待转交' : day(localDateInChina(new Date(handedOverAt)))],
    ['您确认', applicantConfirmedOn === null ? '还没有确认' : day(applicantConfirmedOn)],
    ['机关的编号', state?.caseId ?? '—'],
    ['收到之日', day(state?.receivedOn)],
    ['应当答复之日', day(state?.dueOn)],
    ['办结', day(state?.closedOn)],
  ] as const;
  return pageFrame(view, {
    title: `申请${reference}`,
    crumbs: [{ name: '查询办理进度', address: '/progress' }, { name: reference }],
    body: html`<h1>申请${reference}</h1>
      <p>${state === null ? '申请还没有机关的消息。' : STATUS_WORDS[state.status]}</p>
      <dl class="item-meta">
        ${lines.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${
        applicantConfirmedOn === null
          ? html`<form class="form" method="post" action="${link(view, '/progress')}">
              ${request.hidden()}
              <input type="hidden" name="reference" value="${reference}" />
              <input type="hidden" name="code" value="${field('code')}" />
              <input type="hidden" name="act" value="confirm" />
              <p>申请是我提交的，内容无误。</p>
              <button>确认</button>
            </form>`
          : ''
      }
      <p class="quiet">机关的消息定期转来，可能晚几天。着急的，请直接向机关询问。</p>`,
  });
}
