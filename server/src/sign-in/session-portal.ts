import { randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@gongkai/core';
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppContext } from '../platform/context.js';
import { requireSameOrigin, type Authenticate } from '../platform/http/actor.js';
import { clientOf, networkOf } from '../platform/http/client.js';
import { dropCookie, readCookie, writeCookie } from '../platform/http/cookies.js';
import { formToken, FORM_TOKEN_FIELD, hasFormToken } from '../platform/http/form-token.js';
import { ownPath } from '../platform/http/own-path.js';
import { presentDomainError } from '../platform/http/problem.js';
import { readForm } from '../platform/http/read-body.js';
import { hiddenField, type FormFault } from '../platform/portal/form.js';
import { viewOf, type Html, type View } from '../platform/portal/view.js';
import { keyedDigest } from '../platform/secrets/keyring.js';
import { browserName } from './browser-name.js';
import { findOpenSession, type Device, type Session, type SignInContext } from './session.js';
import type { SignedIn } from './sign-in.js';
import type { SessionStage } from './table.js';

export type SignInWeb = AppContext & SignInContext;

/** Where whoever has signed in goes when he asked for nothing else. */
export const HOME = '/console/';
const RETURN_FIELD = 'return-to';
const DEVICE_SECONDS = 400 * 86_400;
const DEVICE_USE = { purpose: 'known-device', agencyId: null };

/** Where a sign-in goes on. */
export const STAGE_PATHS = {
  code: '/sign-in/code',
  newPassword: '/sign-in/new-password',
  newFactor: '/account/second-factor',
  full: HOME,
} as const satisfies Record<SessionStage, string>;

/** What a page of sign-in knows of its request. */
export interface FormRequest {
  readonly c: Context;
  readonly ctx: SignInWeb;
  readonly view: View;
  readonly session: Session | null;
  readonly device: Device;
  readonly network: string;
  /** A path of ours to go on to. */
  readonly returnTo: string;
  /** What was typed; empty when nothing was. */
  readonly field: (name: string) => string;
  /** Put into every form: the token against forgery and where to go on. */
  readonly hidden: () => Html[];
}

export interface SignedInRequest extends FormRequest {
  readonly session: Session;
}

type Answer = Html | Response;
/** Shows a page, again with what was wrong when its form was not accepted. */
export type Show<R> = (request: R, faults: readonly FormFault[]) => Promise<Answer> | Answer;

/** A page with a form for anybody, and what its sending does. */
export function mountOpenForm(
  app: Hono,
  ctx: SignInWeb,
  path: string,
  show: Show<FormRequest>,
  submit?: (request: FormRequest) => Promise<Answer>,
): void {
  app.get(path, async (c) => answer(c, await show(await requestOf(c, ctx), [])));
  if (submit !== undefined) app.post(path, (c) => submitForm(c, ctx, show, submit));
}

/** The same for whoever is as far as one of the stages; others are led to where they are. */
export function mountSessionForm(
  app: Hono,
  ctx: SignInWeb,
  path: string,
  stages: readonly SessionStage[],
  show: Show<SignedInRequest>,
  submit?: (request: SignedInRequest) => Promise<Answer>,
): void {
  const guarded =
    <A extends unknown[]>(work: (request: SignedInRequest, ...rest: A) => Promise<Answer> | Answer) =>
    (request: FormRequest, ...rest: A): Promise<Answer> | Answer => {
      const { session } = request;
      if (session === null) return request.c.redirect(withReturn('/sign-in', path), 303);
      if (!stages.includes(session.stage)) return goOn(request, session.stage);
      return work({ ...request, session }, ...rest);
    };
  const send = submit && guarded(submit);
  mountOpenForm(app, ctx, path, guarded(show), send && (async (request) => send(request)));
}

/** Sets the cookie of a step of signing in and goes on to the next one. */
export function proceed(request: FormRequest, signedIn: SignedIn): Response {
  keepSession(request, signedIn);
  return goOn(request, signedIn.stage);
}

/** Sets the cookies of a step of signing in. */
export function keepSession({ c, ctx }: FormRequest, { token, stage, account }: SignedIn): void {
  writeCookie(c, ctx, 'session', token);
  if (stage === 'full') writeCookie(c, ctx, 'device', deviceValue(ctx, account.loginName), DEVICE_SECONDS);
}

/** Which browser of an account this is, when it has signed in to that account before; null: no such sign. */
export function knownDevice(c: Context, ctx: SignInWeb, loginName: string): string | null {
  const [id = '', proof = ''] = readCookie(c, ctx, 'device')?.split('.') ?? [];
  const due = Buffer.from(deviceProof(ctx, loginName, id));
  const given = Buffer.from(proof);
  return id !== '' && due.length === given.length && timingSafeEqual(due, given) ? id : null;
}

/** Who calls, by the cookie of his session. */
export function sessionAuthenticator(ctx: SignInWeb): Authenticate {
  return async (c) => (await sessionOf(c, ctx))?.actor ?? null;
}

export function forgetSession({ c, ctx }: FormRequest): void {
  dropCookie(c, ctx, 'session');
}

export function withReturn(path: string, returnTo: string): string {
  return returnTo === HOME ? path : `${path}?${RETURN_FIELD}=${encodeURIComponent(returnTo)}`;
}

function goOn({ c, returnTo }: FormRequest, stage: SessionStage): Response {
  return c.redirect(stage === 'full' ? returnTo : withReturn(STAGE_PATHS[stage], returnTo), 303);
}

async function sessionOf(c: Context, ctx: SignInWeb): Promise<Session | null> {
  const token = readCookie(c, ctx, 'session');
  return token === undefined ? null : findOpenSession(ctx, token);
}

async function requestOf(
  c: Context,
  ctx: SignInWeb,
  form: ReadonlyMap<string, string> = new Map(),
): Promise<FormRequest> {
  requirePrivacy(c, ctx);
  const { address } = clientOf(c, ctx);
  const returnTo = ownPath(form.get(RETURN_FIELD) ?? c.req.query(RETURN_FIELD), HOME);
  return {
    c,
    ctx,
    view: viewOf(ctx.site, c.req.url),
    session: await sessionOf(c, ctx),
    device: { address, browser: browserName(c.req.header('user-agent')) },
    network: networkOf(address),
    returnTo,
    field: (name) => form.get(name) ?? '',
    hidden: () => [hiddenField(FORM_TOKEN_FIELD, formToken(c, ctx)), hiddenField(RETURN_FIELD, returnTo)],
  };
}

async function submitForm(
  c: Context,
  ctx: SignInWeb,
  show: Show<FormRequest>,
  submit: (request: FormRequest) => Promise<Answer>,
): Promise<Response> {
  requireSameOrigin(c);
  const form = await readForm(c);
  const request = await requestOf(c, ctx, form);
  if (!hasFormToken(c, ctx, form.get(FORM_TOKEN_FIELD))) {
    const message = '页面打开得太久，或者登录状态变了，没有提交。请再提交一次。';
    return answer(c, await show(request, [{ field: null, message }]), 403);
  }
  try {
    return await answer(c, await submit(request));
  } catch (error) {
    const known = presentDomainError(error);
    if (known === null || known.status >= 500) throw error;
    if (known.retryAfter !== undefined) c.header('retry-after', String(known.retryAfter));
    return answer(c, await show(request, faultsOf(error as DomainError)), known.status);
  }
}

/** Something wrong with one field of a form. */
export class FieldFault extends DomainError {
  constructor(
    readonly field: string,
    message: string,
  ) {
    super('INVALID_INPUT', message);
    this.name = 'FieldFault';
  }
}

/** The new password of a form, typed twice alike. @throws FieldFault */
export function newPasswordOf({ field }: FormRequest): string {
  const next = field('next');
  if (next === '') throw new FieldFault('next', '请输入新口令。');
  if (next !== field('again')) throw new FieldFault('again', '两遍输入的不一样，请重新输入。');
  return next;
}

/** What a use case finds wrong with its input is said at a field. */
export async function onField<T>(field: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INVALID_INPUT')
      throw new FieldFault(field, error.message);
    throw error;
  }
}

function faultsOf(error: DomainError): FormFault[] {
  return [{ field: error instanceof FieldFault ? error.field : null, message: error.message }];
}

function answer(c: Context, given: Answer, status: ContentfulStatusCode = 200): Promise<Response> | Response {
  if (given instanceof Response) return given;
  return c.html(given, status, { 'cache-control': 'no-store' });
}

/** A password is not typed where somebody on the way could read it. */
function requirePrivacy(c: Context, ctx: SignInWeb): void {
  const { isSecure, isAtThisMachine } = clientOf(c, ctx);
  if (isSecure || isAtThisMachine) return;
  throw new DomainError(
    'FORBIDDEN',
    '登录须经加密的连接，请改用 https 开头的地址访问。已经在用 https 的，请管理员把代理的地址写入 GONGKAI_TRUSTED_PROXY，并让代理转发 X-Forwarded-Proto 和 X-Forwarded-For。',
  );
}

function deviceValue(ctx: SignInWeb, loginName: string): string {
  const id = randomBytes(16).toString('base64url');
  return `${id}.${deviceProof(ctx, loginName, id)}`;
}

function deviceProof({ keyring }: SignInWeb, loginName: string, id: string): string {
  return keyedDigest(keyring, DEVICE_USE, JSON.stringify([loginName.toLowerCase(), id])).toString(
    'base64url',
  );
}
