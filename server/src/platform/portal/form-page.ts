import { DomainError } from '@gongkai/core';
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AppContext } from '../context.js';
import type { UploadedFile } from '../http/api-registry.js';
import { requireSameOrigin } from '../http/actor.js';
import { clientOf, networkOf } from '../http/client.js';
import { formToken, FORM_TOKEN_FIELD, hasFormToken } from '../http/form-token.js';
import { presentDomainError } from '../http/problem.js';
import { readFormWithFiles } from '../http/read-body.js';
import { hiddenField, type FormFault } from './form.js';
import { viewOf, type Html, type View } from './view.js';

/** The most of the files that a page takes at a time, in bytes; as `onlineAttachment` of the storage. */
const MOST_BYTES = 20_000_000;

/** What a page with a form for the public knows of its request. */
export interface FormPageRequest {
  readonly c: Context;
  readonly ctx: AppContext;
  readonly view: View;
  /** Whose attempts count together. */
  readonly network: string;
  readonly param: (name: string) => string;
  /** What was typed; empty when nothing was. */
  readonly field: (name: string) => string;
  readonly fields: ReadonlyMap<string, string>;
  /** The first of them. */
  readonly file: UploadedFile | null;
  readonly files: readonly UploadedFile[];
  /** Put into every form: the token against forgery. */
  readonly hidden: () => Html;
}

export type Answer = Html | Response;
/** Shows a page, again with what was wrong when its form was not accepted. */
export type Show = (request: FormPageRequest, faults: readonly FormFault[]) => Promise<Answer> | Answer;
type Submit = (request: FormPageRequest) => Promise<Answer>;

/** A page that depends on who asks or holds a form, and what its sending does; nobody keeps a copy of it. */
export function mountFormPage(
  app: Hono,
  ctx: AppContext,
  path: string,
  show: Show | null,
  submit?: { readonly by: Submit; readonly orShow: Show },
): void {
  if (show !== null) app.get(path, async (c) => answer(c, await show(requestOf(c, ctx), [])));
  if (submit !== undefined) app.post(path, (c) => send(c, ctx, submit.by, submit.orShow));
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

function requestOf(
  c: Context,
  ctx: AppContext,
  fields: ReadonlyMap<string, string> = new Map(),
  files: readonly UploadedFile[] = [],
): FormPageRequest {
  requirePrivacy(c, ctx);
  const token = hiddenField(FORM_TOKEN_FIELD, formToken(c, ctx));
  return {
    c,
    ctx,
    view: viewOf(ctx.site, c.req.url),
    network: networkOf(clientOf(c, ctx).address),
    param: (name) => c.req.param(name) ?? '',
    field: (name) => fields.get(name) ?? '',
    fields,
    file: files[0] ?? null,
    files,
    hidden: () => token,
  };
}

async function send(c: Context, ctx: AppContext, by: Submit, orShow: Show): Promise<Response> {
  requireSameOrigin(c);
  let request = requestOf(c, ctx);
  try {
    const { fields, files } = await readFormWithFiles(c, MOST_BYTES);
    request = requestOf(c, ctx, fields, files);
    if (!hasFormToken(c, ctx, fields.get(FORM_TOKEN_FIELD))) {
      const message = '页面打开得太久，没有提交。您填的内容还在下面，请再提交一次。';
      return await answer(c, await orShow(request, [{ field: null, message }]), 403);
    }
    return await answer(c, await by(request));
  } catch (error) {
    const known = presentDomainError(error);
    if (known === null || known.status >= 500) throw error;
    if (known.retryAfter !== undefined) c.header('retry-after', String(known.retryAfter));
    const fault = { field: error instanceof FieldFault ? error.field : null, message: known.problem.message };
    return answer(c, await orShow(request, [fault]), known.status);
  }
}

function answer(c: Context, given: Answer, status: ContentfulStatusCode = 200): Promise<Response> | Response {
  if (given instanceof Response) return given;
  return c.html(given, status, { 'cache-control': 'no-store' });
}

/** Personal data is not typed where somebody on the way could read it. */
function requirePrivacy(c: Context, ctx: AppContext): void {
  const { isSecure, isAtThisMachine } = clientOf(c, ctx);
  if (isSecure || isAtThisMachine) return;
  throw new DomainError(
    'FORBIDDEN',
    '填写个人信息须经加密的连接，请改用 https 开头的地址访问。也可以当面提交或者邮寄申请。',
  );
}
