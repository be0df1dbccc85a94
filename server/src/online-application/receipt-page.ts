import {
  addWorkingDays,
  formatLocalDate,
  isWorkingDay,
  localDateInChina,
  ONLINE_FORMS,
  type Agency,
  type FormKind,
  type LocalDate,
  type PresentedGuide,
  timeInChina,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html } from '../platform/portal/view.js';
import { formPath } from './form-address.js';
import type { OnlineRequest } from './form-portal.js';
import type { Receipt } from './submit.js';

/** The days that somebody who has just applied can write down. */
export interface ExpectedDays {
  /** By when the office calls: the same day, or the next working day. */
  readonly contactOn: LocalDate;
  /** Where both confirm it on that day: 20 working days later (条例第三十一、三十三条). */
  readonly replyOn: LocalDate;
}

export function expectedDays(calendar: WorkingDayCalendar, submittedOn: LocalDate): ExpectedDays {
  const contactOn = isWorkingDay(calendar, submittedOn)
    ? submittedOn
    : addWorkingDays(calendar, submittedOn, 1);
  return { contactOn, replyOn: addWorkingDays(calendar, contactOn, 20) };
}

/** What was handed in, under which number, and what happens next and when; made to be printed. */
export function receiptPage(
  request: OnlineRequest,
  {
    agency,
    guide,
    kind,
    receipt,
    expected,
  }: {
    readonly agency: Agency;
    readonly guide: PresentedGuide;
    readonly kind: FormKind;
    readonly receipt: Receipt;
    readonly expected: ExpectedDays;
  },
): Html {
  const { view } = request;
  const { title } = ONLINE_FORMS[kind];
  const on = localDateInChina(new Date(receipt.submittedAt));
  const time = timeInChina(receipt.submittedAt).slice(11);
  return pageFrame(view, {
    title: `${title}回执`,
    crumbs: agencyCrumbs(agency, { name: title, address: formPath(agency.code, kind) }, { name: '回执' }),
    body: html`<div class="receipt">
      <h1>${title}回执</h1>
      <p class="done" role="status">
        已经提交。请打印或者抄下编号和查询码，<strong>查询码只在这里显示</strong>。
      </p>
      <dl class="facts">
        <div>
          <dt>编号</dt>
          <dd class="secret">${receipt.number}</dd>
        </div>
        <div>
          <dt>查询码</dt>
          <dd class="secret">${receipt.queryCode}</dd>
        </div>
        <div>
          <dt>提交时间</dt>
          <dd>${formatLocalDate(on)} ${time}</dd>
        </div>
        <div>
          <dt>受理机关</dt>
          <dd>${agency.name}</dd>
        </div>
        ${
          guide.telephone === ''
            ? ''
            : html`<div>
                <dt>机关电话</dt>
                <dd>${guide.telephone}</dd>
              </div>`
        }
      </dl>
      <h2>接下来</h2>
      ${kind === 'application' ? nextOfApplication(expected) : nextOfRights(kind)}
      <p><a class="button" href="${link(view, '/progress')}">查询办理进度</a></p>
      <p class="quiet">打印：用浏览器的“打印”，可以打印在纸上，也可以存成 PDF。</p>
    </div>`,
  });
}

function nextOfApplication({ contactOn, replyOn }: ExpectedDays): Html {
  return html`<ol>
    <li>
      工作人员最迟在<strong>${formatLocalDate(contactOn)}</strong>与您联系，确认收到。您也可以在进度页面上确认。<strong
        >双方都确认的那天，是机关收到申请的日子。</strong
      >
    </li>
    <li>
      从收到的下一个工作日算起，20个工作日内答复：如果${formatLocalDate(contactOn)}双方确认，最迟在<strong>${formatLocalDate(replyOn)}</strong>答复。确认以后，进度页面写明答复的最后日期和怎样算出来的。
    </li>
    <li>内容不清楚的，机关在7个工作日内一次告诉您补正什么。</li>
    <li>答复以前，可以在进度页面上撤回。</li>
  </ol>`;
}

function nextOfRights(kind: FormKind): Html {
  return kind === 'correction'
    ? html`<p>
        机关核实以后，告诉您已经更正、转送了有权更正的机关，或者不予更正的理由。结果在进度页面上能看到。
      </p>`
    : html`<p>机关审核以后，把是否主动公开的结果写在进度页面上。</p>`;
}
