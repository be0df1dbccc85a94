import { DomainError, formatLocalDate } from '@gongkai/core';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { errorSummary, hiddenField, type FormFault } from '../platform/portal/form.js';
import {
  FieldFault,
  mountFormPage,
  type Answer,
  type FormPageRequest,
  type Show,
} from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import { fileField, onFile } from './inbox-page.js';
import { answerAtInbox, findOpinionAsked } from './inbox-acts.js';
import type { OpinionAsked } from './message-kinds.js';

const TITLE = '书面征求意见';
const ANSWERS = { agrees: '同意公开', objects: '不同意公开', other: '其他意见' } as const;

/** The page of somebody who was asked for its opinion (条例第三十二、三十四条), by its own link: never who applied. */
export function mountInboxOpinion(app: Hono, ctx: AppContext): void {
  const show: Show = async (request, faults): Promise<Answer> => {
    const found = await findOpinionAsked(ctx, request.param('code'), tokenOf(request), request.network);
    if (found === null) return request.c.html(unknownPage(request), 404, { 'cache-control': 'no-store' });
    return found.asked === null ? overPage(request) : askPage(request, faults, found.asked);
  };
  mountFormPage(app, ctx, '/agencies/:code/opinion', show, {
    by: async (request) => {
      const { field } = request;
      const answer = z.enum(['agrees', 'objects', 'other']).safeParse(field('answer')).data;
      if (answer === undefined) throw new FieldFault('answer', '请选择同意还是不同意。');
      const opinion = field('opinion').trim();
      if (answer !== 'agrees' && opinion === '') throw new FieldFault('opinion', '请写明理由。');
      if (opinion.length > 8000) throw new FieldFault('opinion', '理由最多8000字，请缩短。');
      if ((await findOpinionAsked(ctx, request.param('code'), tokenOf(request), request.network)) === null)
        throw new DomainError('NOT_FOUND', '这个链接不能用了。');
      const given = { agencyCode: request.param('code'), token: tokenOf(request), answer, opinion };
      await onFile(answerAtInbox(ctx, given, request.files));
      return donePage(request);
    },
    orShow: show,
  });
}

function tokenOf({ c, field }: FormPageRequest): string {
  return field('token') || (c.req.query('token') ?? '');
}

function framed({ view }: FormPageRequest, title: string, body: Html): Html {
  return pageFrame(view, { title, crumbs: [{ name: TITLE }], body });
}

function unknownPage(request: FormPageRequest): Html {
  return framed(
    request,
    '这个链接不能用了',
    html`<h1>这个链接不能用了</h1>
      <p>
        链接不完整、已经换了新的，或者还没有转到这里。请过几天再试，或者与发函的机关联系；也可以书面答复。
      </p>`,
  );
}

function overPage(request: FormPageRequest): Html {
  return framed(
    request,
    TITLE,
    html`<h1>${TITLE}</h1>
      <p class="done">这次征求意见已经结束，不能再在网上答复。需要补充的，请与发函的机关联系。</p>`,
  );
}

function donePage(request: FormPageRequest): Html {
  return framed(
    request,
    '意见已经提交',
    html`<h1>意见已经提交</h1>
      <p class="done" role="status">意见加密后转交机关，以今天为答复的日期。可以打印本页留存。</p>`,
  );
}

function askPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  { agencyCode, agencyName, addressee, asked, sentOn, lapseOn, kind }: Omit<OpinionAsked, 'linkHash'>,
): Html {
  const { view, field } = request;
  return framed(
    request,
    TITLE,
    html`<h1>${TITLE}</h1>
      ${errorSummary(faults)}
      <p>
        ${addressee}：${agencyName}收到公开政府信息的申请，其中涉及您（单位），于${formatLocalDate(sentOn)}书面征求意见。
      </p>
      <h2>征求意见的内容</h2>
      <p class="lines done">${asked === '' ? '内容见征求意见书。' : asked}</p>
      ${lapseOn === null ? html`<p>请自收到征求意见书之日起15个工作日内答复。</p>` : html`<p>请最迟在<strong>${formatLocalDate(lapseOn)}</strong>答复。</p>`}
      <p>
        ${kind === 'coProducer' ? '逾期不答复的，视为同意公开（条例第三十四条）。' : '逾期不答复的，由机关决定是否公开（条例第三十二条）。'}
      </p>
      <form
        class="form"
        method="post"
        action="${link(view, `/agencies/${encodeURIComponent(agencyCode)}/opinion`)}"
        enctype="multipart/form-data"
        novalidate
      >
        ${request.hidden()} ${hiddenField('token', tokenOf(request))}
        <fieldset id="answer">
          <legend>您的意见</legend>
          ${Object.entries(ANSWERS).map(
            ([value, label]) =>
              html`<div class="field option">
                <input
                  id="answer-${value}"
                  name="answer"
                  type="radio"
                  value="${value}"
                  ${field('answer') === value ? html` checked` : ''}
                />
                <label for="answer-${value}">${label}</label>
              </div>`,
          )}
        </fieldset>
        <div class="field">
          <label for="opinion">理由</label>
          <p class="hint" id="opinion-hint">不同意公开的，写明公开会怎样损害您的合法权益。</p>
          <textarea id="opinion" name="opinion" rows="6" aria-describedby="opinion-hint">
${field('opinion')}</textarea>
        </div>
        ${fileField('附件（可不上传）', '能说明理由的材料。')}
        <button>提交意见</button>
      </form>`,
  );
}
