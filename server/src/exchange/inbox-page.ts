import { APPLICANT_CLASSES, DomainError, TABLE3_COLUMN_LABELS, type FormKind } from '@gongkai/core';
import { html } from 'hono/html';
import { MOST_FILES } from '../platform/http/read-body.js';
import { errorSummary, formField, type FormFault } from '../platform/portal/form.js';
import { FieldFault, type FormPageRequest } from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import type { InboxAgencyRow } from './inbox-queries.js';

/** Whom one can apply to here, and where one asks how far it has come. */
export function inboxHomePage(view: View, agencies: readonly InboxAgencyRow[]): Html {
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
                    <a href="${link(view, `/agencies/${encodeURIComponent(agencyId)}`)}">${name}</a>
                  </li>`,
              )}
            </ul>`
      }`,
  });
}

/** How to reach an agency, and the way to its form (条例第十二条). */
export function inboxAgencyPage(view: View, { agencyId, name, guide }: InboxAgencyRow): Html {
  const facts = [
    ['政府信息公开工作机构', guide?.officeName],
    ['办公地址', guide?.officeAddress],
    ['邮政编码', guide?.postalCode],
    ['办公时间', guide?.officeHours],
    ['联系电话', guide?.telephone],
    ['传真号码', guide?.fax],
    ['电子邮箱', guide?.email],
    ['获取方式', guide?.waysToObtain],
    ['网上申请行政复议', guide?.reconsiderationUrl],
  ].filter(([, value]) => value !== undefined && value !== '');
  return pageFrame(view, {
    title: `${name}政府信息公开申请`,
    crumbs: [{ name }],
    body: html`<h1>${name}政府信息公开申请</h1>
      ${
        guide?.isOnlineOpen === true
          ? html`<p>
              <a class="button" href="${link(view, `/agencies/${encodeURIComponent(agencyId)}/apply`)}"
                >在网上申请</a
              >
            </p>`
          : html`<p class="done">现在不在这里受理网上申请。可以按下面的地址当面提交或者邮寄。</p>`
      }
      <p>
        申请以前，请先在政府信息公开平台查找：已经公开的，可以直接取得。咨询、信访、举报不属于政府信息公开申请，请向相应的渠道提出。
      </p>
      <p>
        自收到申请之日起20个工作日内答复，需要延长的最多再延长20个工作日。在这里提交的，双方确认之日是收到申请之日（条例第三十一条、第三十三条）。
      </p>
      ${
        guide?.isOnlineOpen === true
          ? html`<h2>其他要求和建议</h2>
              <ul>
                <li>
                  <a href="${link(view, `/agencies/${encodeURIComponent(agencyId)}/correction`)}"
                    >要求更正与自己有关的记录</a
                  >（条例第四十一条）
                </li>
                <li>
                  <a href="${link(view, `/agencies/${encodeURIComponent(agencyId)}/suggestion`)}"
                    >建议主动公开信息</a
                  >（条例第四十四条）
                </li>
              </ul>`
          : ''
      }
      <h2>联系方式</h2>
      <dl class="item-meta">
        ${facts.map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd class="lines">${value}</dd>
            </div>`,
        )}
      </dl>`,
  });
}

/** One page with all that an application needs (条例第二十九条). */
export function inboxFormPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  { agencyId, name }: InboxAgencyRow,
): Html {
  const { view, field } = request;
  const chosen = field('applicantClass') === '' ? 'naturalPerson' : field('applicantClass');
  const text = (of: string, label: string, hint: string, autocomplete: string) =>
    formField({ name: of, label, hint, value: field(of), autocomplete, faults });
  return pageFrame(view, {
    title: `向${name}申请公开政府信息`,
    crumbs: [{ name, address: `/agencies/${encodeURIComponent(agencyId)}` }, { name: '申请' }],
    body: html`<h1>向${name}申请公开政府信息</h1>
      ${errorSummary(faults)}
      <form
        class="form"
        method="post"
        action="${link(view, `/agencies/${encodeURIComponent(agencyId)}/apply`)}"
        enctype="multipart/form-data"
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
        ${fileField('附件（可不上传）', '身份证明、所需信息的线索等。')}
        <button>提交申请</button>
      </form>`,
  });
}

/** Number and code, told here and nowhere else. */
export function inboxReceiptPage(
  view: View,
  { reference, code }: { readonly reference: string; readonly code: string },
  kind: FormKind = 'application',
): Html {
  const title = kind === 'application' ? '申请已经提交' : '已经提交';
  return pageFrame(view, {
    title,
    crumbs: [{ name: title }],
    body: html`<h1>${title}</h1>
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
      ${kind === 'application' ? confirmation(view) : html`<p>转交机关以后，可以凭编号和查询码在<a href="${link(view, '/progress')}">办理进度</a>里查看结果。</p>`}`,
  });
}

/** What comes after an application (条例第三十一条). */
function confirmation(view: View): Html {
  return html`<p>
    申请转交机关以后，机关会与您联系确认；您也可以凭编号和查询码在<a href="${link(view, '/progress')}"
      >办理进度</a
    >里确认。双方确认之日视为收到申请之日，答复期限从次日起算（条例第三十一条）。
  </p>`;
}

/** Where files are chosen. */
export function fileField(label: string, hint: string): Html {
  return html`<div class="field">
    <label for="file">${label}</label>
    <p class="hint" id="file-hint">
      ${hint}PDF、OFD、Word、Excel、图片或者文本，可以一次选几个，最多${MOST_FILES}个，合计不超过 20 MB。
    </p>
    <input id="file" name="file" type="file" multiple aria-describedby="file-hint" />
  </div>`;
}

/** What is wrong with a file is said at its field. */
export async function onFile<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError && /^(FILE_|UNREADABLE)/.test(error.code))
      throw new FieldFault('file', error.message);
    throw error;
  }
}
