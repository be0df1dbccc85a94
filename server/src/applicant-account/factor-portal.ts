import type { Hono } from 'hono';
import { writeCookie } from '../platform/http/cookies.js';
import type { FormFault } from '../platform/portal/form.js';
import {
  FieldFault,
  mountFormPage,
  type Answer,
  type FormPageRequest,
} from '../platform/portal/form-page.js';
import { codePage, codesPage, factorPage } from './factor-page.js';
import {
  beginOwnFactor,
  confirmOwnFactor,
  getOwnFactor,
  proveOwnFactor,
  removeOwnFactor,
  renewOwnCodes,
} from './second-factor.js';
import { endApplicantSessions } from './session.js';
import {
  callerOf,
  enter,
  leave,
  onField,
  passwordField,
  sessionOf,
  signedIn,
  to,
  type Web,
} from './session-portal.js';

type FormShow = (request: FormPageRequest, faults: readonly FormFault[]) => Promise<Answer>;

/** The second factor that an applicant may bind, the step of signing in that it adds, and where one is signed in.
 * @param showAccount the page that these are parts of */
export function mountSecondFactor(app: Hono, ctx: Web, showAccount: FormShow): void {
  const showCode = async (request: FormPageRequest, faults: readonly FormFault[]): Promise<Answer> => {
    if ((await sessionOf(request, ctx, 'code')) === null) return to(request, '/my/sign-in');
    return codePage(request, faults);
  };
  mountFormPage(app, ctx, '/my/sign-in/code', showCode, {
    by: async (request) => {
      const session = await sessionOf(request, ctx, 'code');
      if (session === null) return to(request, '/my/sign-in');
      const given = { code: codeOf(request), caller: callerOf(request) };
      return enter(request, ctx, await proveOwnFactor(ctx, session, given));
    },
    orShow: showCode,
  });

  const show = signedIn(ctx, async (request, session, faults) => {
    if ((await getOwnFactor(ctx, session)).isBound) return to(request, '/my/account');
    return factorPage(request, faults, { ...(await beginOwnFactor(ctx, session)), issuer: ctx.site.name });
  });
  mountFormPage(app, ctx, '/my/account/second-factor', show, {
    by: signedIn(ctx, async (request, session) => {
      const work = confirmOwnFactor(ctx, session, codeOf(request));
      return codesPage(request, await onField(/^$/, '', 'code', work));
    }),
    orShow: show,
  });
  mountFormPage(app, ctx, '/my/account/second-factor/change', null, {
    by: signedIn(ctx, async (request, session) => {
      const name = 'factor-password';
      const password = passwordField(request, name);
      if (request.field('change') === 'codes')
        return codesPage(request, await onField(/^$/, '', name, renewOwnCodes(ctx, session, password)));
      const work = removeOwnFactor(ctx, session, { password, caller: callerOf(request) });
      writeCookie(request.c, ctx, 'applicant', await onField(/^$/, '', name, work));
      return to(request, '/my/account?done=unbound');
    }),
    orShow: showAccount,
  });

  mountFormPage(app, ctx, '/my/account/sessions', null, {
    by: signedIn(ctx, async (request, session) => {
      const ended = request.field('end');
      if (ended === 'all') {
        await endApplicantSessions(ctx, session, 'everywhere');
        return leave(request, ctx, 'out');
      }
      const which = ended === 'others' ? { except: session.sessionId } : { only: ended };
      await endApplicantSessions(ctx, session, 'byOwner', which);
      return to(request, '/my/account?done=sessions');
    }),
    orShow: showAccount,
  });
}

function codeOf({ field }: FormPageRequest): string {
  if (field('code').trim() === '') throw new FieldFault('code', '请输入验证码。');
  return field('code');
}
