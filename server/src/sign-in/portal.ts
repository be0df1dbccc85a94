import type { Hono } from 'hono';
import { clientOf } from '../platform/http/client.js';
import { dropCookie, readCookie, writeCookie } from '../platform/http/cookies.js';
import { mountAccountPages } from './account-portal.js';
import { castOf, signInAsCast } from './demonstration-cast.js';
import { beginOidc, finishOidc, OIDC_CALLBACK, OIDC_SECONDS } from './oidc.js';
import { acceptInvitation, changePassword, findInvited } from './password.js';
import { proveSecondFactor } from './second-factor.js';
import { endSessions } from './session.js';
import {
  FieldFault,
  forgetSession,
  knownDevice,
  mountOpenForm,
  mountSessionForm,
  newPasswordOf,
  onField,
  proceed,
  STAGE_PATHS,
  type FormRequest,
  type SignInWeb,
} from './session-portal.js';
import { codePage, invitationPage, newPasswordPage, signInPage } from './sign-in-page.js';
import { signInWithPassword } from './sign-in.js';

/** All pages of signing in and of one's own account, complete without scripts. */
export function mountSignIn(app: Hono, ctx: SignInWeb): void {
  mountPasswordSignIn(app, ctx);
  mountDemonstrationSignIn(app, ctx);
  mountOidcSignIn(app, ctx);
  mountInvitation(app, ctx);
  mountSessionForm(app, ctx, STAGE_PATHS.code, ['code'], codePage, async (request) => {
    const { session, device, field } = request;
    return proceed(request, await proveSecondFactor(ctx, session, { code: field('code'), device }));
  });
  mountSessionForm(app, ctx, STAGE_PATHS.newPassword, ['newPassword'], newPasswordPage, async (request) => {
    const { session, device } = request;
    const next = newPasswordOf(request);
    return proceed(
      request,
      await onField('next', changePassword(ctx, session, { current: '', next, device })),
    );
  });
  mountAccountPages(app, ctx);
  mountSignOut(app, ctx);
}

function mountPasswordSignIn(app: Hono, ctx: SignInWeb): void {
  const show = async (request: FormRequest, faults: Parameters<typeof signInPage>[1]) => {
    if (request.session?.stage === 'full' && faults.length === 0)
      return request.c.redirect(request.returnTo, 303);
    return signInPage(
      request,
      faults,
      isCastShown(request) ? await castOf(ctx, request.c.req.query('agency')) : null,
    );
  };
  mountOpenForm(app, ctx, '/sign-in', show, async (request) => {
    const { c, device, network, field } = request;
    const loginName = field('login-name').trim();
    if (loginName === '') throw new FieldFault('login-name', '请输入登录名。');
    if (field('password') === '') throw new FieldFault('password', '请输入口令。');
    const given = { loginName, password: field('password'), device, network };
    const signedIn = await signInWithPassword(ctx, { ...given, knownDevice: knownDevice(c, ctx, loginName) });
    return proceed(request, signedIn);
  });
}

/** Made-up data, at this very machine: there is nothing to protect. Anywhere else the address does not exist. */
function isCastShown({ c, ctx }: Pick<FormRequest, 'c' | 'ctx'>): boolean {
  return ctx.site.isDemonstration && clientOf(c, ctx).isAtThisMachine;
}

function mountDemonstrationSignIn(app: Hono, ctx: SignInWeb): void {
  if (!ctx.site.isDemonstration || !ctx.web.listensOnLoopback) return;
  const show = async (request: FormRequest, faults: Parameters<typeof signInPage>[1]) =>
    isCastShown(request) ? signInPage(request, faults, await castOf(ctx, undefined)) : request.c.notFound();
  mountOpenForm(app, ctx, '/sign-in/demonstration', show, async (request) => {
    if (!isCastShown(request)) return request.c.notFound();
    return proceed(request, await signInAsCast(ctx, request.field('account'), request.device));
  });
}

function mountOidcSignIn(app: Hono, ctx: SignInWeb): void {
  if (ctx.signIn.oidc === null) return;
  mountOpenForm(app, ctx, '/sign-in/oidc', async ({ c, returnTo }) => {
    const { address, kept } = await beginOidc(ctx, returnTo);
    writeCookie(c, ctx, 'oidc', kept, OIDC_SECONDS);
    return c.redirect(address, 303);
  });
  mountOpenForm(app, ctx, OIDC_CALLBACK, async (request) => {
    const { c, device } = request;
    const kept = readCookie(c, ctx, 'oidc');
    dropCookie(c, ctx, 'oidc');
    const signedIn = await finishOidc(ctx, kept, new URL(c.req.url).search, device);
    return proceed({ ...request, returnTo: signedIn.returnTo }, signedIn);
  });
}

function mountInvitation(app: Hono, ctx: SignInWeb): void {
  const tokenOf = ({ c, field }: FormRequest) => field('token') || (c.req.query('token') ?? '');
  mountOpenForm(
    app,
    ctx,
    '/invitation',
    async (request, faults) => {
      const token = tokenOf(request);
      return invitationPage(request, faults, await findInvited(ctx, token), token);
    },
    async (request) => {
      const next = newPasswordOf(request);
      const accepted = acceptInvitation(ctx, tokenOf(request), { next, device: request.device });
      return proceed(request, await onField('next', accepted));
    },
  );
}

function mountSignOut(app: Hono, ctx: SignInWeb): void {
  const leave = ({ c }: FormRequest) => c.redirect('/sign-in', 303);
  mountOpenForm(app, ctx, '/sign-out', leave, async (request) => {
    const { session } = request;
    forgetSession(request);
    if (session !== null) {
      const { accountId, sessionId } = session;
      await endSessions(ctx, { kind: 'person', id: accountId }, accountId, 'signOut', { only: sessionId });
    }
    return leave(request);
  });
}
