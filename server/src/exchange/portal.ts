import { APPLICANT_CLASSES, DomainError, intakeSchema } from '@gongkai/core';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { FieldFault, mountFormPage, type FormPageRequest, type Show } from '../platform/portal/form-page.js';
import { mountPage } from '../platform/portal/mount-page.js';
import {
  inboxAskPage,
  inboxFormPage,
  inboxHomePage,
  inboxProgressPage,
  inboxReceiptPage,
} from './inbox-page.js';
import { confirmAtInbox, openInboxProgress, submitToInbox } from './inbox.js';
import { listInboxAgencies } from './queries.js';

/** The pages of a node that takes applications in for offices behind a gap. */
export function mountInbox(app: Hono, ctx: AppContext): void {
  const home = async ({ view }: { readonly view: FormPageRequest['view'] }) =>
    inboxHomePage(view, await listInboxAgencies(ctx.db));
  mountPage(app, ctx, '/', home);
  mountPage(app, ctx, '/apply', home);
  const form: Show = async (request, faults) => {
    const agency = (await listInboxAgencies(ctx.db)).find(
      ({ agencyId }) => agencyId === request.param('code'),
    );
    if (agency === undefined) throw new DomainError('NOT_FOUND', '这里不受理向这个机关的申请。');
    return inboxFormPage(request, faults, agency);
  };
  mountFormPage(app, ctx, '/agencies/:code/apply', form, {
    by: async (request) => {
      const receipt = await submitToInbox(ctx, request.param('code'), readForm(request), request.network);
      return inboxReceiptPage(request.view, receipt);
    },
    orShow: form,
  });
  mountFormPage(app, ctx, '/progress', inboxAskPage, {
    by: async (request) => {
      const { field, network } = request;
      const given = { reference: field('reference'), code: field('code'), network };
      const found = await openInboxProgress(ctx, given);
      if (field('act') !== 'confirm') return inboxProgressPage(request, found);
      await confirmAtInbox(ctx, found);
      return inboxProgressPage(request, { ...found, applicantConfirmedOn: ctx.today() });
    },
    orShow: inboxAskPage,
  });
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
