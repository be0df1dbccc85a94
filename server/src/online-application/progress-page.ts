import {
  formatFileSize,
  applicantTimeline,
  describeStep,
  dueReason,
  formatLocalDate,
  provisionWords,
  remedySentences,
  RIGHTS_OUTCOMES,
  statusSentence,
  type PresentedGuide,
  type RightsRequest,
} from '@gongkai/core';
import { html } from 'hono/html';
import { errorSummary, formField, type FormFault } from '../platform/portal/form.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import { feeSection } from './fee-page.js';
import { fieldOf } from '../platform/portal/answer-field.js';
import { gradeField } from '../platform/portal/grade-field.js';
import type { OnlineRequest } from './form-portal.js';
import type { CaseProgress } from './progress.js';
import type { LetterSent } from '../letter/service.js';

const CRUMB = { name: '查询办理进度', address: '/progress' };

/** Asks for number and query code; neither ever stands in an address. */
export function askPage(request: OnlineRequest, faults: readonly FormFault[]): Html {
  const { view, field } = request;
  return pageFrame(view, {
    title: '查询办理进度',
    crumbs: [{ name: CRUMB.name }],
    body: html`<h1>查询办理进度</h1>
      ${errorSummary(faults)}
      <form class="form" method="post" action="${link(view, '/progress')}" novalidate>
        ${request.hidden()}
        ${formField({ name: 'number', label: '编号', hint: '回执上的编号。', value: field('number'), autocomplete: 'off', faults })}
        ${formField({
          ...{ name: 'code', label: '查询码', autocomplete: 'off', faults },
          hint: '回执上的12位代码，大小写和连字符不影响。',
        })}
        <button>查询</button>
      </form>
      <p>有账号的，在<a href="${link(view, '/my')}">我的申请</a>里不用输入编号和查询码。</p>
      <p class="quiet">
        忘了查询码：请带身份证件到机关的政府信息公开工作机构查询，或者打电话询问。当面、邮寄、传真提交的，也请直接问机关。
      </p>`,
  });
}

export interface ProgressParts {
  readonly number: string;
  readonly progress: CaseProgress;
  readonly letters: readonly LetterSent[];
  readonly guide: PresentedGuide;
  /** What was done just now. */
  readonly done: string | null;
}

/** How far a case has come, what the applicant can do now, and what was sent to it. */
export function progressPage(
  request: OnlineRequest,
  faults: readonly FormFault[],
  parts: ProgressParts,
): Html {
  const { view } = request;
  const { number, progress, done } = parts;
  const { agencyName, evaluation, request: asked, events, answers } = progress;
  return pageFrame(view, {
    title: `办理进度 ${number}`,
    crumbs: [CRUMB, { name: number }],
    body: html`<h1>办理进度</h1>
      ${errorSummary(faults)} ${done === null ? '' : html`<p class="done" role="status">${done}</p>`}
      <p class="status"><strong>${statusSentence(evaluation.status, events)}</strong></p>
      ${dueSection(progress)} ${feeSection(progress)} ${actSections(request, faults, parts)}
      ${letterSection(request, parts.letters)}
      <h2>经过</h2>
      <ol class="timeline">
        ${applicantTimeline(events).map(
          ({ on, text }) =>
            html`<li><time datetime="${on}">${formatLocalDate(on)}</time><span>${text}</span></li>`,
        )}
      </ol>
      <h2>申请的内容</h2>
      <dl class="facts">
        <div>
          <dt>编号</dt>
          <dd>${number}</dd>
        </div>
        <div>
          <dt>受理机关</dt>
          <dd>${agencyName}</dd>
        </div>
        <div>
          <dt>所需信息</dt>
          <dd class="lines">${asked ?? '内容已按规定删除'}</dd>
        </div>
        ${
          answers.form === undefined
            ? ''
            : html`<div>
                <dt>希望怎样得到</dt>
                <dd>${provisionWords(answers)}</dd>
              </div>`
        }
        ${progress.files.map(
          ({ fileName, size }) =>
            html`<div>
              <dt>您上传的文件</dt>
              <dd>${fileName}（${formatFileSize(size)}）</dd>
            </div>`,
        )}
      </dl>
      ${leaveForm(request)}`,
  });
}

function dueSection({ evaluation }: CaseProgress): Html {
  const { dueOn, lapsesOn, derivation, provisional } = evaluation;
  if (dueOn === null && lapsesOn === null) return html``;
  return html`<section aria-labelledby="due">
    <h2 id="due">期限</h2>
    ${
      dueOn === null
        ? ''
        : html`<p>
            机关最迟在<strong>${formatLocalDate(dueOn)}</strong>答复。${dueReason(derivation) ?? ''}
            ${provisional ? '有的年份放假安排还没有发布，日期是暂定的。' : ''}
          </p>`
    }
    ${
      lapsesOn === null
        ? ''
        : html`<p>
            请您最迟在<strong>${formatLocalDate(lapsesOn)}</strong>办好；没有正当理由逾期的，视为放弃申请。
          </p>`
    }
    <details>
      <summary>一天一天怎样算出来的</summary>
      <ol class="derivation">
        ${derivation.map((step) => html`<li>${describeStep(step)}</li>`)}
      </ol>
    </details>
  </section>`;
}

function actSections(request: OnlineRequest, faults: readonly FormFault[], parts: ProgressParts): Html {
  const { view, field } = request;
  const { progress, guide } = parts;
  const reconsiderationUrl = guide.reconsiderationUrl || (progress.setting?.onlineReconsideration ?? '');
  const { acts, online, evaluation } = progress;
  const remedies = remedySentences(evaluation.remedies, progress.events);
  return html`${
    acts.includes('confirm')
      ? html`<section aria-labelledby="confirm">
          <h2 id="confirm">确认收到</h2>
          <p>
            ${
              online.officeConfirmedOn === null
                ? '机关还没有确认收到您的申请。您可以先确认，机关确认的那天就是收到的日子。'
                : `机关已于${formatLocalDate(online.officeConfirmedOn)}确认收到。您确认以后，今天就是双方确认收到的日子，答复期限从下一个工作日起算。`
            }
          </p>
          <form method="post" action="${link(view, '/progress/confirm')}">
            ${request.hidden()}
            <p><button>我确认机关已经收到我的申请</button></p>
          </form>
        </section>`
      : online.applicantConfirmedOn !== null && evaluation.status === 'unconfirmed'
        ? html`<p class="done">您已于${formatLocalDate(online.applicantConfirmedOn)}确认，等待机关确认。</p>`
        : ''
  }
  ${
    acts.includes('supplement')
      ? html`<section aria-labelledby="supplement">
          <h2 id="supplement">提交补正</h2>
          <p>
            按补正告知书写明的内容补正，写在下面，或者上传文件。机关收到补正后，答复期限重新计算20个工作日。
          </p>
          <form
            class="form"
            method="post"
            action="${link(view, '/progress/supplement')}"
            enctype="multipart/form-data"
            novalidate
          >
            ${request.hidden()}
            ${fieldOf({ name: 'text', label: '补正的内容', kind: 'textarea', most: 5000 }, field('text'), faults)}
            <div class="field">
              <label for="file">补正的文件（可不上传）</label>
              <p class="hint" id="file-hint">PDF、OFD、Word、Excel、图片或者文本，不超过 20 MB。</p>
              <input id="file" name="file" type="file" aria-describedby="file-hint" />
            </div>
            <button>提交补正</button>
          </form>
        </section>`
      : ''
  }
  ${
    remedies.length === 0
      ? ''
      : html`<section aria-labelledby="remedies">
          <h2 id="remedies">对答复不服怎么办</h2>
          <ul>
            ${remedies.map((line) => html`<li>${line}</li>`)}
            <li>
              认为机关没有依法履行公开职责的，还可以向上一级机关或者政府信息公开工作主管部门投诉、举报。
            </li>
            ${
              reconsiderationUrl === ''
                ? ''
                : html`<li>网上申请行政复议：<a href="${reconsiderationUrl}">${reconsiderationUrl}</a></li>`
            }
          </ul>
        </section>`
  }
  ${
    acts.includes('rate')
      ? html`<section aria-labelledby="rate">
          <h2 id="rate">您对这次办理满意吗？</h2>
          <form class="form" method="post" action="${link(view, '/progress/rate')}" novalidate>
            ${request.hidden()} ${gradeField(field('grade'), faults)}
            <button>提交评价</button>
          </form>
        </section>`
      : ''
  }
  ${
    acts.includes('withdraw')
      ? html`<p><a href="${link(view, '/progress/withdraw')}">撤回这件申请</a></p>`
      : ''
  }`;
}

function letterSection({ view }: OnlineRequest, letters: readonly LetterSent[]): Html {
  if (letters.length === 0) return html``;
  return html`<section aria-labelledby="letters">
    <h2 id="letters">机关发给您的文书</h2>
    <ul class="list">
      ${letters.map(
        ({ title, documentNumber, servedOn, files }) =>
          html`<li>
            <span>
              ${title}${documentNumber === null ? '' : html`（${documentNumber}）`}
              ${files.map(
                ({ fileId, label }) =>
                  html` <a class="button" href="${link(view, `/progress/files/${fileId}`)}"
                    >下载${label}<span class="hidden">${title}</span></a
                  >`,
              )}
            </span>
            <time datetime="${servedOn}">${servedOn}</time>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** Before an application is withdrawn, what that means. */
export function withdrawPage(request: OnlineRequest, faults: readonly FormFault[], number: string): Html {
  const { view, field } = request;
  return pageFrame(view, {
    title: '撤回申请',
    crumbs: [CRUMB, { name: number, address: '/progress/case' }, { name: '撤回申请' }],
    body: html`<h1>撤回申请</h1>
      ${errorSummary(faults)}
      <p>
        撤回以后，机关不再办理编号为${number}的申请，<strong>不能恢复</strong>；以后需要的，可以重新申请。
      </p>
      <form class="form" method="post" action="${link(view, '/progress/withdraw')}" novalidate>
        ${request.hidden()}
        ${fieldOf({ name: 'text', label: '撤回的原因（可不填）', kind: 'textarea', most: 1000 }, field('text'), faults)}
        <div class="field option">
          <input
            id="sure"
            name="sure"
            type="checkbox"
            value="yes"
            ${faults.some((fault) => fault.field === 'sure') ? html` aria-invalid="true" aria-describedby="sure-fault"` : ''}
          />
          <label for="sure">我确认撤回这件申请</label>
          ${faults.filter((fault) => fault.field === 'sure').map(({ message }) => html`<p class="fault" id="sure-fault">${message}</p>`)}
        </div>
        <button>撤回</button>
      </form>
      <p><a href="${link(view, '/progress/case')}">不撤回，回到进度</a></p>`,
  });
}

/** How far a demand for correction or a suggestion has come. */
export function rightsProgressPage(
  request: OnlineRequest,
  found: RightsRequest,
  letters: readonly LetterSent[],
): Html {
  const { requestId, answers, events, outcome, submittedOn, isErased } = found;
  return pageFrame(request.view, {
    title: `办理进度 ${requestId}`,
    crumbs: [CRUMB, { name: requestId }],
    body: html`<h1>办理进度</h1>
      <p class="status">
        <strong>${outcome === null ? '机关已经收到，正在核实办理。' : RIGHTS_OUTCOMES[outcome]}</strong>
      </p>
      ${letterSection(request, letters)}
      <h2>经过</h2>
      <ol class="timeline">
        <li><time datetime="${submittedOn}">${formatLocalDate(submittedOn)}</time><span>提交。</span></li>
        ${events
          .filter(({ type }) => type === 'answered')
          .map(
            ({ on, text }) =>
              html`<li>
                <time datetime="${on}">${formatLocalDate(on)}</time
                ><span class="lines">机关答复：${text ?? '内容已按规定删除'}</span>
              </li>`,
          )}
      </ol>
      <h2>提交的内容</h2>
      ${isErased && html`<p>内容已按规定删除。编号、日期和结果仍然保留。</p>`}
      ${
        answers.length > 0 &&
        html`<dl class="facts">
          ${answers.map(
            ({ label, text }) =>
              html`<div>
                <dt>${label.replace('（可不填）', '')}</dt>
                <dd class="lines">${text}</dd>
              </div>`,
          )}
        </dl>`
      }
      ${leaveForm(request)}`,
  });
}

function leaveForm(request: OnlineRequest): Html {
  return html`<form method="post" action="${link(request.view, '/progress/leave')}">
    ${request.hidden()}
    <p class="quiet">30分钟不操作会自动退出。在公用的设备上，看完请退出。</p>
    <p><button class="secondary">退出查询</button></p>
  </form>`;
}
