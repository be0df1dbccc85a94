import type { Hono } from 'hono';
import type { FormFault } from '../platform/portal/form.js';
import { accountPage, recoveryCodesPage, secondFactorPage } from './account-page.js';
import { changePassword, requireActive, requirePassword } from './password.js';
import { countRecoveryCodes } from './factor-queries.js';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './second-factor.js';
import { endSessions, listOpenSessions, needsSecondFactor } from './session.js';
import {
  FieldFault,
  forgetSession,
  keepSession,
  mountSessionForm,
  newPasswordOf,
  onField,
  proceed,
  STAGE_PATHS,
  type Show,
  type SignedInRequest,
  type SignInWeb,
} from './session-portal.js';

const FULL = ['full'] as const;

/** 我的账号: everything an owner does with his account. */
export function mountAccountPages(app: Hono, ctx: SignInWeb): void {
  const show = async (request: SignedInRequest, faults: readonly FormFault[], done: string | null = null) => {
    const { accountId } = request.session;
    const account = await requireActive(ctx, accountId);
    const own = {
      account,
      sessions: await listOpenSessions(ctx, accountId),
      recoveryCodesLeft: await countRecoveryCodes(ctx.db, { holder: 'staff', accountId }),
      isFactorRequired: await needsSecondFactor(ctx, accountId),
    };
    return accountPage(request, faults, own, done);
  };
  const showOwn = (request: SignedInRequest, faults: readonly FormFault[]) =>
    show(request, faults, DONE[request.c.req.query('done') ?? ''] ?? null);

  mountSessionForm(app, ctx, '/account', FULL, showOwn);
  mountSessionForm(app, ctx, '/account/password', FULL, showOwn, async (request) => {
    const { session, device, field } = request;
    const account = await requireActive(ctx, session.accountId);
    await onField('current', requirePassword(ctx, account, field('current')));
    const next = newPasswordOf(request);
    const change = changePassword(ctx, session, { current: field('current'), next, device });
    return proceed({ ...request, returnTo: '/account?done=password' }, await onField('next', change));
  });
  mountSessionForm(app, ctx, '/account/sessions', FULL, showOwn, async (request) => {
    const { c, session, field } = request;
    const ended = field('end');
    const { accountId, sessionId } = session;
    const by = { kind: 'person', id: accountId } as const;
    if (ended === 'all') {
      await endSessions(ctx, by, accountId, 'everywhere');
      forgetSession(request);
      return c.redirect('/sign-in', 303);
    }
    await endSessions(
      ctx,
      by,
      accountId,
      'byOwner',
      ended === 'others' ? { except: sessionId } : { only: ended },
    );
    return c.redirect('/account?done=sessions', 303);
  });
  mountFactorPages(app, ctx, showOwn);
}

const DONE: Readonly<Record<string, string>> = {
  password: '口令已修改，其他地方的登录已经结束。',
  sessions: '已经结束。',
};

function mountFactorPages(app: Hono, ctx: SignInWeb, showOwn: Show<SignedInRequest>): void {
  const showBinding = async (request: SignedInRequest, faults: readonly FormFault[]) => {
    const account = await requireActive(ctx, request.session.accountId);
    if (account.hasSecondFactor) return request.c.redirect('/account', 303);
    return secondFactorPage(request, faults, account, await beginSecondFactor(ctx, account.accountId));
  };
  mountSessionForm(app, ctx, STAGE_PATHS.newFactor, ['newFactor', 'full'], showBinding, async (request) => {
    const { session, device, field } = request;
    const bound = await onField('code', confirmSecondFactor(ctx, session, { code: field('code'), device }));
    keepSession(request, bound);
    const next = session.stage === 'full' ? '/account' : request.returnTo;
    return recoveryCodesPage(request, bound.recoveryCodes, next);
  });
  mountSessionForm(app, ctx, '/account/second-factor/change', FULL, showOwn, async (request) => {
    const { session, device, field } = request;
    const password = field('factor-password');
    if (password === '') throw new FieldFault('factor-password', '请输入现在的口令。');
    if (field('change') === 'codes') {
      const codes = await onField('factor-password', renewRecoveryCodes(ctx, session, password));
      return recoveryCodesPage(request, codes, '/account');
    }
    const removed = await onField('factor-password', removeSecondFactor(ctx, session, { password, device }));
    return proceed({ ...request, returnTo: '/account' }, removed);
  });
}
