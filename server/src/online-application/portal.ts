import {
  DomainError,
  ONLINE_FORMS,
  requestText,
  stepAfter,
  localDateInChina,
  type FormKind,
} from '@gongkai/core';
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { getChannelSetting } from '../desk-setting/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { readCookie, writeCookie } from '../platform/http/cookies.js';
import type { FormFault } from '../platform/portal/form.js';
import type { AgencyMenuOf } from '../platform/portal/agency-column.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link } from '../platform/portal/view.js';
import { findAlreadyPublic } from './already-public.js';
import {
  addDraftFile,
  DRAFT_DAYS,
  findOpenDraft,
  incompleteStep,
  removeDraftFile,
  resumeDraft,
  saveStep,
  startDraft,
  stepOfDraft,
  type Draft,
} from './draft.js';
import { formPath } from './form-address.js';
import { FieldFault, mountOnlinePage, type Answer, type OnlineRequest } from './form-portal.js';
import { getGuide } from './guide.js';
import { guidePage } from './guide-page.js';
import { mountProgressPages } from './progress-portal.js';
import { mountOpinionPage } from './opinion-portal.js';
import { expectedDays, receiptPage } from './receipt-page.js';
import { resumePage, startPage } from './start-page.js';
import { checkPage, stepPage } from './step-page.js';
import { receiptOf, submitDraft, type AfterSubmit } from './submit.js';
import { entrancePage } from './entrance-page.js';
import { listAgencies } from '../identity/service.js';
import { loadCalendar } from '../calendar/service.js';

const KINDS: readonly FormKind[] = ['application', 'correction', 'suggestion'];
const DRAFT_SECONDS = DRAFT_DAYS * 86_400;

/** What else happens when an application is sent, by who is signed in at that browser; null: nothing. */
export type OnSubmit = (c: Context, ctx: AppContext) => Promise<AfterSubmit | null>;

/** Everything that the public can fill in, ask and answer; complete without scripts, made for a telephone first. */
export function mountOnlineApplication(
  app: Hono,
  ctx: AppContext,
  { onSubmit, menuOf }: { readonly onSubmit: OnSubmit; readonly menuOf: AgencyMenuOf },
): void {
  mountPage(app, ctx, '/apply', async ({ view }) => entrancePage(view, await listAgencies(ctx)));
  mountPage(app, ctx, '/agencies/:code/guide', async ({ view, param }) => {
    const agency = await requireAgency(ctx.db, param('code'));
    const channels = await getChannelSetting(ctx, agency.code);
    return guidePage(view, agency, {
      guide: await getGuide(ctx, agency.code),
      channels: channels.setting,
      menu: await menuOf(view, agency, 'guide'),
    });
  });
  for (const kind of KINDS) mountForm(app, ctx, kind, { onSubmit, menuOf });
  mountProgressPages(app, ctx);
  mountOpinionPage(app, ctx);
}

function mountForm(
  app: Hono,
  ctx: AppContext,
  kind: FormKind,
  { onSubmit, menuOf }: { readonly onSubmit: OnSubmit; readonly menuOf: AgencyMenuOf },
): void {
  const at = (rest = ''): string => formPath(':code', kind, rest).replace('%3Acode', ':code');
  const start = async (request: OnlineRequest, faults: readonly FormFault[]): Promise<Answer> => {
    const agency = await requireAgency(ctx.db, request.param('code'));
    const text = request.c.req.query('q');
    return startPage(request, faults, {
      agency,
      guide: await getGuide(ctx, agency.code),
      kind,
      search: text === undefined ? null : { text, found: await findAlreadyPublic(ctx, agency.code, text) },
      menu: await menuOf(request.view, agency, 'apply'),
    });
  };
  mountOnlinePage(app, ctx, at(), start, {
    by: async (request) => {
      const { c, network } = request;
      const agencyCode = (await requireAgency(ctx.db, request.param('code'))).code;
      const code = await startDraft(ctx, { agencyCode, kind, network });
      writeCookie(c, ctx, 'draft', code, DRAFT_SECONDS);
      return c.redirect(toStep(request, agencyCode, kind, ONLINE_FORMS[kind].steps[0]?.id ?? ''), 303);
    },
    orShow: start,
  });

  const resume = async (request: OnlineRequest, faults: readonly FormFault[]): Promise<Answer> =>
    resumePage(request, faults, await requireAgency(ctx.db, request.param('code')), kind);
  mountOnlinePage(app, ctx, at('resume'), resume, {
    by: async (request) => {
      const { c, network, field } = request;
      if (field('code').trim() === '') throw new FieldFault('code', '请输入续填码。');
      const agencyCode = request.param('code');
      const draft = await resumeDraft(ctx, { agencyCode, kind, network }, field('code'));
      writeCookie(c, ctx, 'draft', draft.code, DRAFT_SECONDS);
      return c.redirect(nextAddress(request, draft), 303);
    },
    orShow: resume,
  });

  mountOnlinePage(app, ctx, at('form/:step'), withDraft(kind, showStep), {
    by: withDraft(kind, sendStep),
    orShow: withDraft(kind, showStep),
  });
  mountOnlinePage(app, ctx, at('check'), withDraft(kind, showCheck), {
    by: withDraft(kind, async (request, draft) => {
      await submitDraft(ctx, draft, request.network, await onSubmit(request.c, ctx));
      return request.c.redirect(address(request, draft, 'receipt'), 303);
    }),
    orShow: withDraft(kind, showCheck),
  });
  mountOnlinePage(app, ctx, at('receipt'), withDraft(kind, showReceipt));
}

type WithDraft = (
  request: OnlineRequest,
  draft: Draft,
  faults: readonly FormFault[],
) => Promise<Answer> | Answer;

/** A page of a draft; without one it says how to go on. What was sent shows its receipt. */
function withDraft(kind: FormKind, page: WithDraft) {
  return async (request: OnlineRequest, faults: readonly FormFault[] = []): Promise<Answer> => {
    const { c, ctx } = request;
    const agencyCode = request.param('code');
    const draft = await findOpenDraft(ctx, agencyCode, kind, readCookie(c, ctx, 'draft'));
    if (draft === null) return draftGone(request, agencyCode, kind);
    if (draft.row.submittedAt !== null && page !== showReceipt)
      return c.redirect(address(request, draft, 'receipt'), 303);
    return page(request, draft, faults);
  };
}

function draftGone(request: OnlineRequest, agencyCode: string, kind: FormKind): Promise<Answer> | Answer {
  const { view, c } = request;
  const page = pageFrame(view, {
    title: '没有找到草稿',
    crumbs: [{ name: '没有找到草稿' }],
    body: html`<h1>没有找到草稿</h1>
      <p>
        这台设备上没有正在填的表，或者草稿已经过期删除。已经提交的不受影响，用回执上的编号和查询码查询进度。
      </p>
      <ul>
        <li><a href="${link(view, formPath(agencyCode, kind, 'resume'))}">用续填码接着填</a></li>
        <li><a href="${link(view, formPath(agencyCode, kind))}">重新开始填写</a></li>
        <li><a href="${link(view, '/progress')}">查询办理进度</a></li>
      </ul>`,
  });
  return c.html(page, 404, { 'cache-control': 'no-store' });
}

const showStep: WithDraft = async (request, draft, faults) => {
  const step = stepOfDraft(draft, request.param('step'));
  if (step === null) return request.c.redirect(nextAddress(request, draft), 303);
  const { ctx } = request;
  const agency = await requireAgency(ctx.db, draft.row.agencyId);
  const answers = { ...draft.answers, ...Object.fromEntries(request.fields) };
  const asked = step.id === 'items' ? requestText(draft.answers) : '';
  const found = await findAlreadyPublic(ctx, agency.code, asked);
  return stepPage(request, faults, { agency, draft, step, answers, found });
};

const sendStep: WithDraft = async (request, draft) => {
  const { ctx, field, fields, file, network } = request;
  const step = stepOfDraft(draft, request.param('step'));
  if (step === null) return request.c.redirect(nextAddress(request, draft), 303);
  const { repeats } = step;
  const isMore = field('action') === 'add' && repeats !== undefined;
  const typed = new Map(fields);
  if (isMore) typed.set(`${repeats.prefix}-count`, String(Number(field(`${repeats.prefix}-count`)) + 1));
  const first = await saveStep(ctx, draft, step, typed);
  const here = request.c.req.path;
  const stay = () => request.c.redirect(link(request.view, here), 303);
  if (field('remove') !== '') {
    await removeDraftFile(ctx, draft, field('remove'));
    return stay();
  }
  const upload = step.upload?.(first.answers) ?? null;
  if (upload !== null && file !== null) {
    await onFile(addDraftFile(ctx, draft, { purpose: upload.purpose, network, ...file }));
    if (field('action') === 'upload') return stay();
  } else if (field('action') === 'upload') throw new FieldFault('file', '请先选择要上传的文件。');
  if (isMore) return stay();
  const fresh = (await findOpenDraft(ctx, draft.row.agencyId, draft.row.formKind, draft.code)) ?? draft;
  const { faults } = await saveStep(ctx, fresh, step, typed);
  if (faults.length > 0) return againWith(request, fresh, faults);
  // What is public already is shown once, before the applicant goes on; whoever has seen it goes on all the same.
  if (step.id === 'items' && field('seen') !== 'yes') {
    const saved = (await findOpenDraft(ctx, draft.row.agencyId, draft.row.formKind, draft.code)) ?? fresh;
    if ((await findAlreadyPublic(ctx, draft.row.agencyId, requestText(saved.answers))).length > 0)
      return stay();
  }
  return request.c.redirect(afterStep(request, fresh, step.id), 303);
};

/** All that is wrong with a page at once; what was typed is kept already. */
async function againWith(
  request: OnlineRequest,
  draft: Draft,
  faults: readonly FormFault[],
): Promise<Answer> {
  const page = await showStep(request, draft, faults);
  if (page instanceof Response) return page;
  return request.c.html(page, 422, { 'cache-control': 'no-store' });
}

/** What is wrong with a file is said at its field. */
async function onFile(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof DomainError && /^(FILE_|INVALID_INPUT|UNREADABLE)/.test(error.code))
      throw new FieldFault('file', error.message);
    throw error;
  }
}

const showCheck: WithDraft = async (request, draft, faults) => {
  const missing = incompleteStep(draft);
  if (missing !== null)
    return request.c.redirect(toStep(request, draft.row.agencyId, draft.row.formKind, missing.id), 303);
  const agency = await requireAgency(request.ctx.db, draft.row.agencyId);
  return checkPage(request, faults, { agency, draft });
};

const showReceipt: WithDraft = async (request, draft) => {
  const receipt = receiptOf(draft);
  if (receipt === null) return request.c.redirect(nextAddress(request, draft), 303);
  const { ctx } = request;
  const agency = await requireAgency(ctx.db, draft.row.agencyId);
  const guide = await getGuide(ctx, agency.code);
  const calendar = await loadCalendar(ctx.db, agency.code);
  const expected = expectedDays(calendar, localDateInChina(new Date(receipt.submittedAt)));
  return receiptPage(request, { agency, guide, kind: draft.row.formKind, receipt, expected });
};

/** After a page: back to the check where one came from there and nothing else is missing, otherwise the next page. */
function afterStep(request: OnlineRequest, draft: Draft, stepId: string): string {
  const { agencyId, formKind } = draft.row;
  const next = stepAfter(ONLINE_FORMS[formKind], draft.answers, stepId);
  const isBack = request.field('from') === 'check' && incompleteStep(draft) === null;
  return next === null || isBack
    ? address(request, draft, 'check')
    : toStep(request, agencyId, formKind, next.id);
}

/** Where a draft goes on: the first page that is not in order, or the check. */
function nextAddress(request: OnlineRequest, draft: Draft): string {
  const missing = incompleteStep(draft);
  return missing === null
    ? address(request, draft, 'check')
    : toStep(request, draft.row.agencyId, draft.row.formKind, missing.id);
}

function toStep({ view }: OnlineRequest, agencyCode: string, kind: FormKind, stepId: string): string {
  return link(view, formPath(agencyCode, kind, `form/${stepId}`));
}

function address({ view }: OnlineRequest, { row }: Draft, rest: string): string {
  return link(view, formPath(row.agencyId, row.formKind, rest));
}
