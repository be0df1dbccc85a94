import { DomainError, formatLocalDate } from '@gongkai/core';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { AskedThirdParty } from '../handling/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { errorSummary, hiddenField, type FormFault } from '../platform/portal/form.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link } from '../platform/portal/view.js';
import { fieldOf } from '../platform/portal/answer-field.js';
import { FieldFault, mountOnlinePage, type Answer, type OnlineRequest } from './form-portal.js';
import { findByLink, giveOpinion, keepOpinionFile, type OpinionLink } from './opinion.js';

const ANSWERS = {
  agrees: '同意公开',
  objects: '不同意公开',
  other: '其他意见',
} as const;
type Answered = keyof typeof ANSWERS;

/**
 * The page of somebody who was asked for its opinion (条例第三十二、三十四条), opened by its own link: what is asked and until
 * when; nothing of who applied.
 */
export function mountOpinionPage(app: Hono, ctx: AppContext): void {
  const show = async (request: OnlineRequest, faults: readonly FormFault[]): Promise<Answer> =>
    opinionPage(request, faults, await find(request), tokenOf(request));
  mountOnlinePage(app, ctx, '/agencies/:code/opinion', show, {
    by: async (request) => {
      const { field, file } = request;
      const asked = await find(request);
      if (asked === undefined) return show(request, []);
      const answer = field('answer');
      if (!(answer in ANSWERS)) throw new FieldFault('answer', '请选择同意还是不同意。');
      const opinion = field('opinion').trim();
      if (answer !== 'agrees' && opinion === '') throw new FieldFault('opinion', '请写明理由。');
      if (opinion.length > 8000) throw new FieldFault('opinion', '理由最多8000字，请缩短或者改为上传文件。');
      if (file !== null) await onFile(keepOpinionFile(ctx, asked, file));
      await giveOpinion(ctx, linkOf(request), { answer: answer as Answered, opinion });
      return donePage(request);
    },
    orShow: show,
  });
}

function tokenOf({ c, field }: OnlineRequest): string {
  return field('token') || (c.req.query('token') ?? '');
}

function linkOf(request: OnlineRequest): OpinionLink {
  return { agencyCode: request.param('code'), token: tokenOf(request), network: request.network };
}

function find(request: OnlineRequest): Promise<AskedThirdParty | undefined> {
  return findByLink(request.ctx, linkOf(request));
}

async function opinionPage(
  request: OnlineRequest,
  faults: readonly FormFault[],
  asked: AskedThirdParty | undefined,
  token: string,
): Promise<Answer> {
  const { view, field, ctx, c } = request;
  const title = '书面征求意见';
  if (asked === undefined) {
    const page = pageFrame(view, {
      title: '这个链接不能用了',
      crumbs: [{ name: title }],
      body: html`<h1>这个链接不能用了</h1>
        <p>
          链接不完整、已经换了新的，或者已经失效。请用征求意见书上的完整链接，或者与发函的机关联系；也可以书面答复。
        </p>`,
    });
    return c.html(page, 404, { 'cache-control': 'no-store' });
  }
  const agency = await requireAgency(ctx.db, asked.agencyId);
  const { lapseOn, sentOn, standing } = asked;
  const frame = { title, crumbs: [{ name: title }] };
  if (standing === 'answered') {
    return pageFrame(view, {
      ...frame,
      body: html`<h1>${title}</h1>
        <p class="done">这次征求意见已经结束，不能再在网上答复。需要补充的，请与${agency.name}联系。</p>`,
    });
  }
  return pageFrame(view, {
    ...frame,
    body: html`<h1>${title}</h1>
      ${errorSummary(faults)}
      <p>
        ${asked.addressee ?? ''}：${agency.name}收到公开政府信息的申请，其中涉及您（单位），于${formatLocalDate(sentOn)}书面征求意见。
      </p>
      <h2>征求意见的内容</h2>
      <p class="lines done">${asked.asked ?? '内容见征求意见书。'}</p>
      ${lapseOn === null ? html`<p>请自收到征求意见书之日起15个工作日内答复。</p>` : html`<p>请最迟在<strong>${formatLocalDate(lapseOn)}</strong>答复。</p>`}
      <p>
        ${
          asked.kind === 'coProducer'
            ? '逾期不答复的，视为同意公开（条例第三十四条）。'
            : '逾期不答复的，由机关决定是否公开；不同意公开且有合理理由的，机关不予公开，但机关认为不公开可能对公共利益造成重大影响的，可以决定公开并书面告知您（条例第三十二条）。'
        }
      </p>
      <form
        class="form"
        method="post"
        action="${link(view, `/agencies/${encodeURIComponent(agency.code)}/opinion`)}"
        enctype="multipart/form-data"
        novalidate
      >
        ${request.hidden()} ${hiddenField('token', token)}
        ${fieldOf(
          {
            ...{ name: 'answer', label: '您的意见', kind: 'choice', most: 10 },
            options: Object.entries(ANSWERS).map(([value, label]) => ({ value, label })),
          },
          field('answer'),
          faults,
        )}
        ${fieldOf(
          {
            ...{ name: 'opinion', label: '理由', kind: 'textarea', most: 8000 },
            hint: '不同意公开的，写明公开会怎样损害您的合法权益。',
          },
          field('opinion'),
          faults,
        )}
        <div class="field">
          <label for="file">附件（可不上传）</label>
          <p class="hint" id="file-hint">PDF、OFD、Word、Excel、图片或者文本，不超过 20 MB。</p>
          <input id="file" name="file" type="file" aria-describedby="file-hint" />
        </div>
        <button>提交意见</button>
      </form>`,
  });
}

function donePage({ view }: OnlineRequest): Answer {
  return pageFrame(view, {
    title: '意见已经提交',
    crumbs: [{ name: '书面征求意见' }],
    body: html`<h1>意见已经提交</h1>
      <p class="done" role="status">
        机关已经收到您的意见。机关决定公开的，会书面告知您公开的内容和理由。可以打印本页留存。
      </p>`,
  });
}

async function onFile(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError && /^(FILE_|UNREADABLE)/.test(error.code))
      throw new FieldFault('file', error.message);
    throw error;
  }
}
