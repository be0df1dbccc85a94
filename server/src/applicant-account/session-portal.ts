import { DomainError } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { dropCookie, readCookie, writeCookie } from '../platform/http/cookies.js';
import type { FormFault } from '../platform/portal/form.js';
import { FieldFault, type Answer, type FormPageRequest } from '../platform/portal/form-page.js';
import { link } from '../platform/portal/view.js';
import { browserName } from '../sign-in/service.js';
import {
  findApplicantSession,
  type ApplicantContext,
  type ApplicantSession,
  type Caller,
} from './session.js';
import type { ApplicantSessionStage } from './table.js';

export type Web = AppContext & ApplicantContext;

/** What was done, by the word in the address after it. */
const DONE: Readonly<Record<string, string>> = {
  bound: '已经加入。',
  released: '已经移出，申请本身没有变化。',
  password: '口令已修改，其他地方的登录已经结束。',
  mail: '邮件提醒已经改好。',
  sessions: '已经结束。',
  unbound: '第二因素已经解除，其他地方的登录已经结束。',
  out: '已经退出登录，这台设备上的进度页面和草稿也关闭了；没有提交的表，用续填码接着填。',
  erased: '账号已经注销，信息已经删除。',
};

export type SignedInPage = (
  request: FormPageRequest,
  session: ApplicantSession,
  faults: readonly FormFault[],
) => Promise<Answer> | Answer;

/** A page of whoever is signed in to an account of his own; others are led to sign in, the staff as well. */
export function signedIn(ctx: Web, page: SignedInPage) {
  return async (request: FormPageRequest, faults: readonly FormFault[] = []): Promise<Answer> => {
    const session = await sessionOf(request, ctx);
    return session === null ? to(request, '/my/sign-in') : page(request, session, faults);
  };
}

export function sessionOf(
  { c }: FormPageRequest,
  ctx: Web,
  stage: ApplicantSessionStage = 'full',
): Promise<ApplicantSession | null> {
  return findApplicantSession(ctx, readCookie(c, ctx, 'applicant'), stage);
}

export function enter(request: FormPageRequest, ctx: Web, token: string): Response {
  writeCookie(request.c, ctx, 'applicant', token);
  return to(request, '/my');
}

/** What the account had opened in this browser closes with it: others may use the device next. */
export function leave(request: FormPageRequest, ctx: Web, done: string): Response {
  for (const name of ['applicant', 'progress', 'draft'] as const) dropCookie(request.c, ctx, name);
  return to(request, `/my/sign-in?done=${done}`);
}

export function to({ c, view }: FormPageRequest, path: string): Response {
  return c.redirect(link(view, path), 303);
}

export function doneOf({ c }: FormPageRequest): string | null {
  return DONE[c.req.query('done') ?? ''] ?? null;
}

export function callerOf({ c, network }: FormPageRequest): Caller {
  return { network, browser: browserName(c.req.header('user-agent')) };
}

export function passwordField({ field }: FormPageRequest, name: string): string {
  if (field(name) === '') throw new FieldFault(name, '请输入口令。');
  return field(name);
}

/** What a use case finds wrong with its input is said at the field that it speaks of. */
export async function onField<T>(
  pattern: RegExp,
  field: string,
  otherwise: string,
  work: Promise<T>,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DomainError) || !/^(INVALID_INPUT|ALREADY_EXISTS)$/.test(error.code)) throw error;
    throw new FieldFault(pattern.test(error.message) ? field : otherwise, error.message);
  }
}
