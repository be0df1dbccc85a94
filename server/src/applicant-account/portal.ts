import type { Context, Hono } from 'hono';
import { sealSession, type AfterSubmit } from '../online-application/service.js';
import type { AppContext } from '../platform/context.js';
import { readCookie, writeCookie } from '../platform/http/cookies.js';
import type { FormFault } from '../platform/portal/form.js';
import {
  FieldFault,
  mountFormPage,
  type Answer,
  type FormPageRequest,
} from '../platform/portal/form-page.js';
import { askForAddress, copyOwnAccount, eraseOwnAccount, getOwnAccount, setWantsMail } from './account.js';
import {
  applicantSignInPage,
  confirmPage,
  forgotPage,
  mailedPage,
  registerPage,
  resetPage,
  type EntryParts,
} from './entry-page.js';
import { mountSecondFactor } from './factor-portal.js';
import { findLinkOf } from './link.js';
import {
  bindIn,
  bindWithCode,
  listEveryOwnCase,
  listOwnCases,
  openOwnCase,
  releaseCase,
} from './own-cases.js';
import { ownAccountPage, ownCasesPage } from './own-page.js';
import {
  changeOwnPassword,
  forgotPassword,
  proveAddress,
  registerApplicant,
  resetPassword,
} from './registration.js';
import { getOwnFactor } from './second-factor.js';
import { endApplicantSessions, findApplicantSession, listOwnSessions, signInApplicant } from './session.js';
import {
  callerOf,
  doneOf,
  enter,
  leave,
  onField,
  passwordField,
  sessionOf,
  signedIn,
  to,
  type Web,
} from './session-portal.js';
import type { LinkPurpose } from './table.js';

/** All pages of an applicant's own account, complete without scripts; nobody needs one to apply. */
export function mountApplicantAccount(app: Hono, ctx: Web): void {
  mountEntry(app, ctx);
  mountLinks(app, ctx);
  mountOwnCases(app, ctx);
  mountOwnAccount(app, ctx);
}

/** What an application that is sent while its sender is signed in becomes: one of his own; null: nobody is. */
export async function bindSubmitted(c: Context, ctx: AppContext): Promise<AfterSubmit | null> {
  const session = await findApplicantSession(ctx, readCookie(c, ctx, 'applicant'));
  return session === null ? null : (db, submitted) => bindIn(db, ctx, session, submitted);
}

function mountEntry(app: Hono, ctx: Web): void {
  const showSignIn = async (request: FormPageRequest, faults: readonly FormFault[]): Promise<Answer> => {
    if (faults.length === 0 && (await sessionOf(request, ctx)) !== null) return to(request, '/my');
    if (faults.length === 0 && (await sessionOf(request, ctx, 'code')) !== null)
      return to(request, '/my/sign-in/code');
    return applicantSignInPage(request, faults, partsOf(ctx), doneOf(request));
  };
  mountFormPage(app, ctx, '/my/sign-in', showSignIn, {
    by: async (request) => {
      const given = { contact: contactField(request), password: passwordField(request, 'password') };
      return enter(request, ctx, await signInApplicant(ctx, { ...given, caller: callerOf(request) }));
    },
    orShow: showSignIn,
  });
  const showRegister = (request: FormPageRequest, faults: readonly FormFault[]) =>
    registerPage(request, faults, partsOf(ctx));
  mountFormPage(app, ctx, '/my/register', showRegister, {
    by: async (request) => {
      const given = { contact: contactField(request), password: newPasswordOf(request) };
      const work = registerApplicant(ctx, { ...given, caller: callerOf(request) });
      const registered = await onField(/口令/, 'next', 'contact', work);
      if (registered.by === 'signedIn') return enter(request, ctx, registered.token);
      return mailedPage(
        request,
        '请查收邮件',
        '已向这个邮箱发去一封邮件。没有账号的，打开里面的链接确认以后就能登录；已有账号的，邮件里写明怎样登录。',
      );
    },
    orShow: showRegister,
  });
  const showForgot = (request: FormPageRequest, faults: readonly FormFault[]) =>
    forgotPage(request, faults, partsOf(ctx));
  mountFormPage(app, ctx, '/my/forgot', showForgot, {
    by: async (request) => {
      const { network, field } = request;
      await onField(/^$/, '', 'email', forgotPassword(ctx, { email: field('email'), network }));
      return mailedPage(request, '请查收邮件', '这个邮箱有账号的，已经发去重设口令的链接，1小时内有效。');
    },
    orShow: showForgot,
  });
}

function mountLinks(app: Hono, ctx: Web): void {
  const tokenOf = async ({ c, field }: FormPageRequest, purpose: LinkPurpose): Promise<string | null> => {
    const token = field('token') || (c.req.query('token') ?? '');
    return (await findLinkOf(ctx, purpose, token)) === null ? null : token;
  };
  const showConfirm = async (request: FormPageRequest, faults: readonly FormFault[]) =>
    confirmPage(request, faults, await tokenOf(request, 'address'));
  mountFormPage(app, ctx, '/my/confirm', showConfirm, {
    by: async (request) => {
      const given = { password: passwordField(request, 'password'), caller: callerOf(request) };
      const work = proveAddress(ctx, request.field('token'), given);
      return enter(request, ctx, await onField(/口令/, 'password', 'password', work));
    },
    orShow: showConfirm,
  });
  const showReset = async (request: FormPageRequest, faults: readonly FormFault[]) =>
    resetPage(request, faults, await tokenOf(request, 'password'), partsOf(ctx));
  mountFormPage(app, ctx, '/my/reset', showReset, {
    by: async (request) => {
      const given = { next: newPasswordOf(request), caller: callerOf(request) };
      const work = resetPassword(ctx, request.field('token'), given);
      return enter(request, ctx, await onField(/口令/, 'next', 'next', work));
    },
    orShow: showReset,
  });
}

function mountOwnCases(app: Hono, ctx: Web): void {
  const show = signedIn(ctx, async (request, session, faults) => {
    const before = request.c.req.query('before');
    const page = await listOwnCases(ctx, session, before);
    const isFirst = before === undefined;
    return ownCasesPage(request, faults, { page, today: ctx.today(), isFirst, done: doneOf(request) });
  });
  mountFormPage(app, ctx, '/my', show);
  mountFormPage(app, ctx, '/my/cases', null, {
    by: signedIn(ctx, async (request, session) => {
      const { field, network } = request;
      if (field('number').trim() === '') throw new FieldFault('number', '请输入回执上的编号。');
      if (field('code').trim() === '') throw new FieldFault('code', '请输入回执上的查询码。');
      await bindWithCode(ctx, session, { number: field('number'), code: field('code'), network });
      return to(request, '/my?done=bound');
    }),
    orShow: show,
  });
  mountFormPage(app, ctx, '/my/cases/open', null, {
    by: signedIn(ctx, async (request, session) => {
      const progress = await openOwnCase(ctx, session, caseOf(request));
      writeCookie(request.c, ctx, 'progress', sealSession(ctx, progress));
      return to(request, '/progress/case');
    }),
    orShow: show,
  });
  mountFormPage(app, ctx, '/my/cases/release', null, {
    by: signedIn(ctx, async (request, session) => {
      await releaseCase(ctx, session, caseOf(request));
      return to(request, '/my?done=released');
    }),
    orShow: show,
  });
}

function mountOwnAccount(app: Hono, ctx: Web): void {
  const showIt = (isInFull: boolean) =>
    signedIn(ctx, async (request, session, faults) => {
      const own = await getOwnAccount(ctx, session, { inFull: isInFull });
      const { createdAt } = session;
      return ownAccountPage(request, faults, own, {
        ...partsOf(ctx),
        isInFull,
        createdAt,
        sessionId: session.sessionId,
        sessions: await listOwnSessions(ctx, session),
        factor: await getOwnFactor(ctx, session),
        done: doneOf(request),
      });
    });
  const show = showIt(false);
  mountFormPage(app, ctx, '/my/account', show);
  mountFormPage(app, ctx, '/my/account/show', null, { by: showIt(true), orShow: show });
  mountFormPage(app, ctx, '/my/account/password', null, {
    by: signedIn(ctx, async (request, session) => {
      const current = passwordField(request, 'current');
      const given = { current, next: newPasswordOf(request), caller: callerOf(request) };
      const token = await onField(/现在的口令/, 'current', 'next', changeOwnPassword(ctx, session, given));
      writeCookie(request.c, ctx, 'applicant', token);
      return to(request, '/my/account?done=password');
    }),
    orShow: show,
  });
  mountFormPage(app, ctx, '/my/account/email', null, {
    by: signedIn(ctx, async (request, session) => {
      await onField(/^$/, '', 'email', askForAddress(ctx, session, request.field('email')));
      return mailedPage(request, '请查收邮件', '已向新的邮箱发去确认的链接，打开以后才生效。');
    }),
    orShow: show,
  });
  mountFormPage(app, ctx, '/my/account/mail', null, {
    by: signedIn(ctx, async (request, session) => {
      await setWantsMail(ctx, session, request.field('wants') === 'yes');
      return to(request, '/my/account?done=mail');
    }),
    orShow: show,
  });
  mountFormPage(
    app,
    ctx,
    '/my/account/copy.json',
    signedIn(ctx, async ({ c }, session) => {
      const own = await listEveryOwnCase(ctx, session);
      const copy = await copyOwnAccount(ctx, session, own.length);
      const cases = own.map(({ agencyName, caseId, boundAt }) => ({ agencyName, caseId, boundAt }));
      return c.body(JSON.stringify({ ...copy, cases }, null, 2), 200, {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('申请人账号.json')}`,
        'cache-control': 'no-store',
      });
    }),
  );
  mountFormPage(app, ctx, '/my/account/erase', null, {
    by: signedIn(ctx, async (request, session) => {
      const password = passwordField(request, 'erase-password');
      await onField(/口令/, 'erase-password', 'erase-password', eraseOwnAccount(ctx, session, password));
      return leave(request, ctx, 'erased');
    }),
    orShow: show,
  });
  mountFormPage(app, ctx, '/my/sign-out', null, {
    by: async (request) => {
      const session = (await sessionOf(request, ctx)) ?? (await sessionOf(request, ctx, 'code'));
      if (session !== null) await endApplicantSessions(ctx, session, 'signOut', { only: session.sessionId });
      return leave(request, ctx, 'out');
    },
    orShow: show,
  });
  mountSecondFactor(app, ctx, show);
}

function partsOf({ signIn, mail, web }: Web): EntryParts {
  return { policy: signIn.password, sendsMail: mail !== null && web.publicUrl !== null };
}

function caseOf({ field }: FormPageRequest) {
  return { agencyCode: field('agency'), caseId: field('case') };
}

function contactField({ field }: FormPageRequest): string {
  if (field('contact').trim() === '') throw new FieldFault('contact', '请输入邮箱或者手机号码。');
  return field('contact');
}

function newPasswordOf({ field }: FormPageRequest): string {
  if (field('next') === '') throw new FieldFault('next', '请输入新口令。');
  if (field('next') !== field('again')) throw new FieldFault('again', '两遍输入的不一样，请重新输入。');
  return field('next');
}
