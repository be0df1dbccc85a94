import type { Hono } from 'hono';
import { getOwnRightsRequest } from '../rights-request/service.js';
import type { AppContext } from '../platform/context.js';
import { dropCookie, readCookie, writeCookie } from '../platform/http/cookies.js';
import { downloadResponse } from '../platform/http/download.js';
import type { FormFault } from '../platform/portal/form.js';
import { link } from '../platform/portal/view.js';
import { FieldFault, mountOnlinePage, type Answer, type OnlineRequest } from './form-portal.js';
import { getGuide } from './guide.js';
import { askPage, progressPage, rightsProgressPage, withdrawPage } from './progress-page.js';
import {
  confirmReceipt,
  getProgress,
  openProgress,
  openSession,
  rate,
  sealSession,
  supplement,
  withdraw,
  type ProgressSession,
} from './progress.js';
import { listSentLetters, openSentFile } from './sent-letters.js';

/** What was done, by the word in the address after it. */
const DONE: Readonly<Record<string, string>> = {
  confirmed: '已经确认。',
  supplemented: '补正已经提交，机关会收到提醒。',
  withdrawn: '申请已经撤回。',
  rated: '谢谢您的评价。',
};

/** Number and query code open what was handed in; the browser keeps a sealed session, never an address with secrets. */
export function mountProgressPages(app: Hono, ctx: AppContext): void {
  mountOnlinePage(app, ctx, '/progress', askPage, {
    by: async (request) => {
      const { field, network } = request;
      if (field('number').trim() === '') throw new FieldFault('number', '请输入回执上的编号。');
      if (field('code').trim() === '') throw new FieldFault('code', '请输入回执上的查询码。');
      const session = await openProgress(ctx, { number: field('number'), code: field('code'), network });
      return enter(request, session, '/progress/case');
    },
    orShow: askPage,
  });
  mountOnlinePage(app, ctx, '/progress/case', withSession(showProgress));
  mountAct(app, ctx, 'confirm', 'confirmed', async (_, session) => confirmReceipt(ctx, session));
  mountAct(app, ctx, 'supplement', 'supplemented', ({ field, file, network }, session) =>
    supplement(ctx, session, { text: field('text'), file, network }),
  );
  mountAct(app, ctx, 'rate', 'rated', ({ field }, session) => {
    if (field('grade') === '') throw new FieldFault('grade', '请选择满意程度。');
    return rate(ctx, session, Number(field('grade')));
  });
  const showWithdraw = withSession((request, { number }, faults) => withdrawPage(request, faults, number));
  mountOnlinePage(app, ctx, '/progress/withdraw', showWithdraw, {
    by: withSession(async (request, session) => {
      if (request.field('sure') !== 'yes') throw new FieldFault('sure', '请勾选确认撤回。');
      await withdraw(ctx, session, request.field('text'));
      return enter(request, session, '/progress/case?done=withdrawn');
    }),
    orShow: showWithdraw,
  });
  mountOnlinePage(app, ctx, '/progress/leave', null, {
    by: (request) => {
      dropCookie(request.c, ctx, 'progress');
      return Promise.resolve(request.c.redirect(link(request.view, '/progress'), 303));
    },
    orShow: askPage,
  });
  mountOnlinePage(
    app,
    ctx,
    '/progress/files/:fileId',
    withSession(async ({ c }, session) => {
      const opened = await openSentFile(ctx, session, c.req.param('fileId') ?? '');
      return downloadResponse(opened, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
    }),
  );
}

/** Something that the applicant does on its page; what was done is told on the page after it. */
function mountAct(
  app: Hono,
  ctx: AppContext,
  name: string,
  done: string,
  work: (request: OnlineRequest, session: ProgressSession) => Promise<void>,
): void {
  mountOnlinePage(app, ctx, `/progress/${name}`, null, {
    by: withSession(async (request, session) => {
      await work(request, session);
      return enter(request, session, `/progress/case?done=${done}`);
    }),
    orShow: withSession(showProgress),
  });
}

type WithSession = (
  request: OnlineRequest,
  session: ProgressSession,
  faults: readonly FormFault[],
) => Promise<Answer> | Answer;

/** A page of what was opened; without a session one is asked for number and code again. */
function withSession(page: WithSession) {
  return async (request: OnlineRequest, faults: readonly FormFault[] = []): Promise<Answer> => {
    const { c, ctx, view } = request;
    const session = openSession(ctx, c.req.header('progress-token') ?? readCookie(c, ctx, 'progress'));
    if (session === null) return c.redirect(link(view, '/progress'), 303);
    writeCookie(c, ctx, 'progress', sealSession(ctx, session));
    return page(request, session, faults);
  };
}

const showProgress: WithSession = async (request, session, faults) => {
  const { ctx, c } = request;
  const { agencyCode, number, partyId } = session;
  if (partyId === null)
    return rightsProgressPage(
      request,
      await getOwnRightsRequest(ctx, agencyCode, number),
      await listSentLetters(ctx, session),
    );
  return progressPage(request, faults, {
    number,
    progress: await getProgress(ctx, session),
    letters: await listSentLetters(ctx, session),
    guide: await getGuide(ctx, agencyCode),
    done: DONE[c.req.query('done') ?? ''] ?? null,
  });
};

function enter({ c, ctx, view }: OnlineRequest, session: ProgressSession, path: string): Response {
  writeCookie(c, ctx, 'progress', sealSession(ctx, session));
  return c.redirect(link(view, path), 303);
}
