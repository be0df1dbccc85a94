import { APPLICANT_CLASSES, intakeSchema } from '@gongkai/core';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { dropCookie, readCookie, writeCookie } from '../platform/http/cookies.js';
import { downloadResponse } from '../platform/http/download.js';
import {
  FieldFault,
  mountFormPage,
  type Answer,
  type FormPageRequest,
  type Show,
} from '../platform/portal/form-page.js';
import { mountPage } from '../platform/portal/mount-page.js';
import { link } from '../platform/portal/view.js';
import {
  actAtInbox,
  openInboxLetter,
  openInboxSession,
  rateAtInbox,
  sealInboxSession,
  viewOfApplication,
  viewOfRights,
} from './inbox-acts.js';
import { mountInboxOpinion } from './inbox-opinion-portal.js';
import { inboxAgencyPage, inboxFormPage, inboxHomePage, inboxReceiptPage, onFile } from './inbox-page.js';
import { inboxAskPage, inboxProgressPage } from './inbox-progress-page.js';
import { inboxRightsPage, mountInboxRights } from './inbox-rights-portal.js';
import { listInboxAgencies, type InboxApplicationRow } from './inbox-queries.js';
import {
  confirmAtInbox,
  openInboxProgress,
  requireInboxAgency,
  requireOpenAgency,
  submitToInbox,
} from './inbox.js';

/** What was done, by the word in the address after it. */
const DONE: Readonly<Record<string, string>> = {
  confirm: '已经确认，下次交换时转告机关。',
  supplement: '补正已经提交，以今天为提交的日期，下次交换时转交机关。',
  feePaid: '已经告知，下次交换时转告机关。',
  withdrawn: '撤回已经提交，下次交换时转告机关。',
  rate: '谢谢您的评价。',
};

/** The pages of a node that takes applications in for offices behind a gap. */
export function mountInbox(app: Hono, ctx: AppContext): void {
  const home = async ({ view }: { readonly view: FormPageRequest['view'] }) =>
    inboxHomePage(view, await listInboxAgencies(ctx.db));
  mountPage(app, ctx, '/', home);
  mountPage(app, ctx, '/apply', home);
  mountPage(app, ctx, '/agencies/:code', async ({ view, param }) =>
    inboxAgencyPage(view, await requireInboxAgency(ctx, param('code'))),
  );
  const form: Show = async (request, faults) =>
    inboxFormPage(request, faults, await requireOpenAgency(ctx, request.param('code')));
  mountFormPage(app, ctx, '/agencies/:code/apply', form, {
    by: async (request) => {
      const { network, files } = request;
      const receipt = await onFile(
        submitToInbox(ctx, request.param('code'), readForm(request), network, files),
      );
      return inboxReceiptPage(request.view, receipt);
    },
    orShow: form,
  });
  mountProgress(app, ctx);
  mountInboxOpinion(app, ctx);
  mountInboxRights(app, ctx);
}

/** Number and query code open an application; the browser keeps a sealed session, never an address with secrets. */
function mountProgress(app: Hono, ctx: AppContext): void {
  mountFormPage(app, ctx, '/progress', inboxAskPage, {
    by: async (request) => {
      const { field, network } = request;
      const given = { reference: field('reference'), code: field('code'), network };
      return enter(request, await openInboxProgress(ctx, given), '/progress/case');
    },
    orShow: inboxAskPage,
  });
  const show = withSession(async (request, row, faults) =>
    row.kind === 'application'
      ? inboxProgressPage(
          request,
          faults,
          await viewOfApplication(ctx, row),
          DONE[request.c.req.query('done') ?? ''] ?? null,
        )
      : inboxRightsPage(request, await viewOfRights(ctx, row)),
  );
  mountFormPage(app, ctx, '/progress/case', show);
  const act = (name: string, work: (request: FormPageRequest, row: InboxApplicationRow) => Promise<void>) => {
    mountFormPage(app, ctx, `/progress/${name}`, null, {
      by: withSession(async (request, row) => {
        if (row.kind !== 'application') return enter(request, row, '/progress/case');
        await work(request, row);
        return enter(request, row, `/progress/case?done=${name}`);
      }),
      orShow: show,
    });
  };
  act('confirm', (_, row) => confirmAtInbox(ctx, row));
  act('supplement', ({ field, files, network }, row) =>
    onFile(actAtInbox(ctx, row, { kind: 'supplement', text: field('text'), files, network })),
  );
  act('feePaid', ({ field, network }, row) =>
    actAtInbox(ctx, row, { kind: 'feePaid', text: field('payment'), files: [], network }),
  );
  act('withdrawn', ({ field, network }, row) => {
    if (field('sure') !== 'yes') throw new FieldFault('sure', '请勾选确认撤回。');
    return actAtInbox(ctx, row, { kind: 'withdrawn', text: '', files: [], network });
  });
  act('rate', ({ field }, row) => {
    if (field('grade') === '') throw new FieldFault('grade', '请选择满意程度。');
    return rateAtInbox(ctx, row, Number(field('grade')));
  });
  mountFormPage(app, ctx, '/progress/leave', null, {
    by: (request) => {
      dropCookie(request.c, ctx, 'progress');
      return Promise.resolve(request.c.redirect(link(request.view, '/progress'), 303));
    },
    orShow: inboxAskPage,
  });
  const letter: Show = withSession(async ({ c }, row) => {
    const opened = await openInboxLetter(ctx, row, c.req.param('fileId') ?? '');
    return downloadResponse(opened, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
  mountFormPage(app, ctx, '/progress/files/:fileId', letter);
}

type WithSession = (
  request: FormPageRequest,
  row: InboxApplicationRow,
  faults: Parameters<Show>[1],
) => Promise<Answer>;

/** A page of what was opened; without a session one is asked for number and code again. */
function withSession(page: WithSession) {
  return async (request: FormPageRequest, faults: Parameters<Show>[1] = []): Promise<Answer> => {
    const { c, ctx, view } = request;
    const row = await openInboxSession(ctx, readCookie(c, ctx, 'progress'));
    if (row === null) return c.redirect(link(view, '/progress'), 303);
    writeCookie(c, ctx, 'progress', sealInboxSession(ctx, row.reference));
    return page(request, row, faults);
  };
}

function enter(
  { c, ctx, view }: FormPageRequest,
  { reference }: InboxApplicationRow,
  path: string,
): Response {
  writeCookie(c, ctx, 'progress', sealInboxSession(ctx, reference));
  return c.redirect(link(view, path), 303);
}

/** What was typed, with what is missing said at its field. */
function readForm({ field }: FormPageRequest) {
  const known = (name: string) => (field(name).trim() === '' ? undefined : field(name).trim());
  const applicantClass = z.enum(APPLICANT_CLASSES).safeParse(field('applicantClass')).data;
  const name = known('name');
  const request = known('request');
  const telephone = known('telephone');
  if (applicantClass === undefined)
    throw new FieldFault('applicantClass', '请选择申请人是个人还是哪一类单位。');
  if (name === undefined) throw new FieldFault('name', '请填写姓名或者单位名称。');
  const identity = applicantClass === 'naturalPerson' ? 'identityNumber' : 'organisationCode';
  const number = known(identity);
  if (number === undefined)
    throw new FieldFault(
      identity,
      identity === 'identityNumber' ? '请填写居民身份证号码（条例第二十九条）。' : '请填写统一社会信用代码。',
    );
  if (telephone === undefined) throw new FieldFault('telephone', '请填写联系电话。');
  if (request === undefined) throw new FieldFault('request', '请写明需要的政府信息。');
  const [address, email] = [known('address'), known('email')];
  const parsed = intakeSchema.omit({ reference: true, submittedOn: true }).safeParse({
    ...{ applicantClass, applicantName: name, request },
    applicantDetails: {
      ...{ telephone, [identity]: number },
      ...(identity === 'identityNumber' && { identityKind: '居民身份证' }),
      ...(address !== undefined && { address }),
      ...(email !== undefined && { email }),
    },
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = String(issue?.path.at(-1) ?? 'request');
  throw new FieldFault(at === 'applicantName' ? 'name' : at, issue?.message ?? '填写的内容不对，请核对。');
}
