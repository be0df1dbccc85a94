import {
  formatFileSize,
  answerLines,
  formSteps,
  ONLINE_FORMS,
  repeatCount,
  stepBefore,
  type Agency,
  type Answers,
  type FormStep,
} from '@gongkai/core';
import { html } from 'hono/html';
import { errorSummary, type FormFault } from '../platform/portal/form.js';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import type { PublicFind } from './already-public.js';
import { DRAFT_DAYS, type Draft } from './draft.js';
import { fieldOf } from '../platform/portal/answer-field.js';
import { formPath } from './form-address.js';
import type { OnlineRequest } from './form-portal.js';
import type { OnlineFileRow } from '../online-record/service.js';

export interface StepParts {
  readonly agency: Agency;
  readonly draft: Draft;
  readonly step: FormStep;
  /** What was typed just now, otherwise what is kept. */
  readonly answers: Answers;
  readonly found: readonly PublicFind[];
}

/** One page of a form: one question. */
export function stepPage(request: OnlineRequest, faults: readonly FormFault[], parts: StepParts): Html {
  const { view } = request;
  const { agency, draft, step, answers, found } = parts;
  const { formKind: kind } = draft.row;
  const form = ONLINE_FORMS[kind];
  const steps = formSteps(form, answers);
  const place = steps.findIndex(({ id }) => id === step.id) + 1;
  const before = stepBefore(form, answers, step.id);
  const upload = step.upload?.(answers) ?? null;
  const files = draft.files.filter(({ purpose }) => purpose === upload?.purpose);
  return pageFrame(view, {
    title: `${faults.length > 0 ? '有误：' : ''}${step.title}`,
    crumbs: agencyCrumbs(
      agency,
      { name: form.title, address: formPath(agency.code, kind) },
      { name: step.title },
    ),
    body: html`${
        before === null
          ? ''
          : html`<p>
              <a href="${link(view, formPath(agency.code, kind, `form/${before.id}`))}">‹ 上一页</a>
            </p>`
      }
      <p class="quiet">${form.title}，第${place}页，共${steps.length}页</p>
      <h1>${step.title}</h1>
      ${errorSummary(faults)} ${step.lead === undefined ? '' : html`<p>${step.lead}</p>`}
      <form
        class="form"
        method="post"
        action="${link(view, formPath(agency.code, kind, `form/${step.id}`))}"
        ${upload === null ? '' : html` enctype="multipart/form-data"`}
        novalidate
      >
        ${request.hidden()}
        ${request.c.req.query('from') === 'check' || request.field('from') === 'check' ? html`<input type="hidden" name="from" value="check" />` : ''}
        ${step.repeats === undefined ? '' : html`<input type="hidden" name="${step.repeats.prefix}-count" value="${repeatCount(answers, step.repeats.prefix)}" />`}
        ${step.fields(answers).map((field) => fieldOf(field, answers[field.name] ?? '', faults))}
        ${upload === null ? '' : uploadField(upload, files, faults)}
        ${found.length === 0 ? '' : html`<input type="hidden" name="seen" value="yes" />${suggestions(request, found)}`}
        <p class="buttons">
          <button name="action" value="next">保存并继续</button>
          ${
            step.repeats === undefined || repeatCount(answers, step.repeats.prefix) >= step.repeats.most
              ? ''
              : html`<button class="secondary" name="action" value="add">${step.repeats.label}</button>`
          }
          ${upload === null ? '' : html`<button class="secondary" name="action" value="upload">上传所选文件</button>`}
        </p>
      </form>
      ${draftNote(draft)}`,
  });
}

function uploadField(
  upload: { readonly label: string; readonly hint: string },
  files: readonly OnlineFileRow[],
  faults: readonly FormFault[],
): Html {
  const own = faults.filter(({ field }) => field === 'file');
  const described = own.length > 0 ? 'file-hint file-fault' : 'file-hint';
  return html`<div class="${own.length > 0 ? 'field wrong' : 'field'}">
      <label for="file">${upload.label}</label>
      <p class="hint" id="file-hint">${upload.hint}</p>
      ${own.length === 0 ? '' : html`<p class="fault" id="file-fault">${own.map(({ message }) => message).join('')}</p>`}
      <input id="file" name="file" type="file" aria-describedby="${described}" />
    </div>
    ${
      files.length === 0
        ? ''
        : html`<h2>已经上传</h2>
            <ul class="rows">
              ${files.map(
                ({ fileId, fileName, size }) =>
                  html`<li>
                    <p>${fileName}（${formatFileSize(size)}）</p>
                    <button class="secondary" name="remove" value="${fileId}">移除${fileName}</button>
                  </li>`,
              )}
            </ul>`
    }`;
}

function suggestions({ view }: OnlineRequest, found: readonly PublicFind[]): Html {
  return html`<section class="done" role="status" aria-labelledby="maybe">
    <h2 id="maybe">您写的信息可能已经公开了</h2>
    <ul>
      ${found.map(
        ({ title, address, kind }) =>
          html`<li><a href="${link(view, address)}">${title}</a>${kind === null ? '' : `（${kind}）`}</li>`,
      )}
    </ul>
    <p>就是您要的，不用申请；不是的，请继续。您填的内容已经保存。</p>
  </section>`;
}

function draftNote({ code }: Draft): Html {
  return html`<p class="quiet">
    草稿已自动保存在本网站，${DRAFT_DAYS}天不改动就删除。换设备接着填的续填码：<span class="secret"
      >${code}</span
    >（请自己记下，不要给别人）。
  </p>`;
}

/** All answers with links to change them; then it is sent. */
export function checkPage(
  request: OnlineRequest,
  faults: readonly FormFault[],
  { agency, draft }: Pick<StepParts, 'agency' | 'draft'>,
): Html {
  const { view } = request;
  const { formKind: kind } = draft.row;
  const form = ONLINE_FORMS[kind];
  const steps = formSteps(form, draft.answers);
  return pageFrame(view, {
    title: '核对填写的内容',
    crumbs: agencyCrumbs(
      agency,
      { name: form.title, address: formPath(agency.code, kind) },
      { name: '核对填写的内容' },
    ),
    body: html`<h1>核对填写的内容</h1>
      ${errorSummary(faults)}
      ${steps.map((step) => {
        const lines = answerLines(step, draft.answers);
        const purpose = step.upload?.(draft.answers)?.purpose;
        const files = draft.files.filter((file) => file.purpose === purpose);
        const address = link(view, `${formPath(agency.code, kind, `form/${step.id}`)}?from=check`);
        return html`<section aria-labelledby="${step.id}">
          <h2 id="${step.id}">${step.title}</h2>
          ${
            lines.length + files.length === 0
              ? html`<p class="quiet">没有填写。</p>`
              : html`<dl class="facts">
                  ${lines.map(
                    ({ label, text }) =>
                      html`<div>
                        <dt>${label.replace('（可不填）', '')}</dt>
                        <dd class="lines">${text}</dd>
                      </div>`,
                  )}
                  ${files.map(
                    ({ fileName, size }) =>
                      html`<div>
                        <dt>文件</dt>
                        <dd>${fileName}（${formatFileSize(size)}）</dd>
                      </div>`,
                  )}
                </dl>`
          }
          <p>
            <a href="${address}">修改<span class="hidden">“${step.title}”</span></a>
          </p>
        </section>`;
      })}
      <form method="post" action="${link(view, formPath(agency.code, kind, 'check'))}">
        ${request.hidden()}
        <p>我提交的内容真实。机关依照法定职责处理以上个人信息，只用于办理这件事。</p>
        <p><button>提交</button></p>
      </form>
      ${draftNote(draft)}`,
  });
}
