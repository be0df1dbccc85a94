import {
  answerLines,
  appliedAnswers,
  faultsOfStep,
  formatLocalDate,
  formSteps,
  localDateInChina,
  ONLINE_FORMS,
  RIGHTS_KINDS,
  RIGHTS_OUTCOMES,
  type Answers,
  type FormField,
  type RightsKind,
} from '@gongkai/core';
import type { Hono } from 'hono';
import { html } from 'hono/html';
import type { AppContext } from '../platform/context.js';
import { fieldOf } from '../platform/portal/answer-field.js';
import { errorSummary, type FormFault } from '../platform/portal/form.js';
import { FieldFault, mountFormPage, type FormPageRequest, type Show } from '../platform/portal/form-page.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import { fileField, inboxReceiptPage, onFile } from './inbox-page.js';
import type { InboxRightsView } from './inbox-acts.js';
import { letterSection } from './inbox-progress-page.js';
import type { InboxAgencyRow } from './inbox-queries.js';
import { requireOpenAgency, submitRightsToInbox } from './inbox.js';

/** Demands for correction and suggestions (条例第四十一条、第四十四条): the questions of the office's own forms, on one page. */
export function mountInboxRights(app: Hono, ctx: AppContext): void {
  for (const kind of Object.keys(RIGHTS_KINDS) as RightsKind[]) {
    const show: Show = async (request, faults) =>
      formPage(request, faults, await requireOpenAgency(ctx, request.param('code')), kind);
    mountFormPage(app, ctx, `/agencies/:code/${kind}`, show, {
      by: async (request) => {
        const { network, files } = request;
        const lines = linesOf(kind, readAnswers(kind, request));
        const given = submitRightsToInbox(ctx, request.param('code'), { kind, lines }, network, files);
        return inboxReceiptPage(request.view, await onFile(given), kind);
      },
      orShow: show,
    });
  }
}

function fieldsOf(kind: RightsKind, answers: Answers): FormField[] {
  return formSteps(ONLINE_FORMS[kind], answers).flatMap((step) => [...step.fields(answers)]);
}

function typed(kind: RightsKind, { field }: FormPageRequest): Answers {
  const read = (answers: Answers): Answers =>
    Object.fromEntries(fieldsOf(kind, answers).map(({ name }) => [name, field(name).trim()]));
  const first = read({});
  // What is asked may depend on what was answered.
  return { ...first, ...read(first) };
}

/** @throws FieldFault with the first thing that is wrong */
function readAnswers(kind: RightsKind, request: FormPageRequest): Answers {
  const answers = typed(kind, request);
  for (const step of formSteps(ONLINE_FORMS[kind], answers)) {
    const [fault] = faultsOfStep(step, answers);
    if (fault !== undefined) throw new FieldFault(fault.field, fault.message);
  }
  return appliedAnswers(ONLINE_FORMS[kind], answers);
}

/** In the words of the form, as the office's register shows it. */
function linesOf(kind: RightsKind, answers: Answers) {
  return formSteps(ONLINE_FORMS[kind], answers).flatMap((step) => answerLines(step, answers));
}

function formPage(
  request: FormPageRequest,
  faults: readonly FormFault[],
  { agencyId, name }: InboxAgencyRow,
  kind: RightsKind,
): Html {
  const { view } = request;
  const own = `/agencies/${encodeURIComponent(agencyId)}`;
  const { title } = ONLINE_FORMS[kind];
  const answers = typed(kind, request);
  const steps = formSteps(ONLINE_FORMS[kind], answers);
  const upload = steps.map((step) => step.upload?.(answers) ?? null).find((it) => it !== null);
  return pageFrame(view, {
    title: `${title} - ${name}`,
    crumbs: [{ name, address: own }, { name: title }],
    body: html`<h1>${title}</h1>
      ${errorSummary(faults)}
      <form
        class="form"
        method="post"
        action="${link(view, `${own}/${kind}`)}"
        enctype="multipart/form-data"
        novalidate
      >
        ${request.hidden()}
        ${steps.map(
          (step) =>
            html`<h2>${step.title}</h2>
              ${step.lead === undefined ? '' : html`<p>${step.lead}</p>`}
              ${step.fields(answers).map((field) => fieldOf(field, answers[field.name] ?? '', faults))}`,
        )}
        ${upload == null ? '' : fileField(upload.label, '')}
        <button>提交</button>
      </form>`,
  });
}

/** What became of it, as the office said last. */
export function inboxRightsPage(request: FormPageRequest, { row, state, ready }: InboxRightsView): Html {
  const { view, hidden } = request;
  const { reference, kind, submittedAt, handedOverAt } = row;
  const title = `${kind === 'application' ? '' : RIGHTS_KINDS[kind]}${reference}`;
  const handed = handedOverAt === null ? '等待转交机关。' : '已经转交机关，还没有机关的消息。';
  return pageFrame(view, {
    title,
    crumbs: [{ name: '查询办理进度', address: '/progress' }, { name: reference }],
    body: html`<h1>${title}</h1>
      <p class="status">
        <strong
          >${
            state === null
              ? handed
              : state.outcome === null
                ? `机关已经登记为${state.requestId}，正在核实。`
                : RIGHTS_OUTCOMES[state.outcome]
          }</strong
        >
      </p>
      <p>提交日期：${formatLocalDate(localDateInChina(new Date(submittedAt)))}。</p>
      ${(state?.events ?? []).map(
        ({ on, text }) =>
          html`<section>
            <h2>机关于${formatLocalDate(on)}的答复</h2>
            <p class="lines">${text === '' ? '见机关的答复文书。' : text}</p>
          </section>`,
      )}
      ${letterSection(request, { state, ready })}
      <p class="quiet">机关的消息定期转来，可能晚几天。</p>
      <form method="post" action="${link(view, '/progress/leave')}">
        ${hidden()}
        <p><button class="secondary">退出查询</button></p>
      </form>`,
  });
}
