import { ONLINE_FORMS, type Agency, type FormKind, type PresentedGuide } from '@gongkai/core';
import { html } from 'hono/html';
import { errorSummary, formField, type FormFault } from '../platform/portal/form.js';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { keptChoices, link, type Html, type View } from '../platform/portal/view.js';
import { DRAFT_DAYS } from './draft.js';
import type { PublicFind } from './already-public.js';
import { formPath } from './form-address.js';
import type { OnlineRequest } from './form-portal.js';

export interface StartParts {
  readonly agency: Agency;
  readonly guide: PresentedGuide;
  readonly kind: FormKind;
  /** What was searched for, and what was found; null: nothing was searched for. */
  readonly search: { readonly text: string; readonly found: readonly PublicFind[] } | null;
  readonly menu: Html;
}

/** Before a form: whether one needs it at all, what it is, how long, what it costs, what is needed. */
export function startPage(request: OnlineRequest, faults: readonly FormFault[], parts: StartParts): Html {
  const { view } = request;
  const { agency, kind } = parts;
  const { title } = ONLINE_FORMS[kind];
  return pageFrame(view, {
    title: `${title} - ${agency.name}`,
    crumbs: agencyCrumbs(agency, { name: title }),
    menu: parts.menu,
    body: html`<h1>${title}</h1>
      <p class="quiet">受理机关：${agency.name}</p>
      ${errorSummary(faults)}
      ${kind === 'application' ? beforeApplying(view, parts) : beforeRights(view, parts)}
      ${startForms(request, parts)}`,
  });
}

function beforeApplying(view: View, { agency, guide, search }: StartParts): Html {
  const path = formPath(agency.code, 'application');
  return html`<section aria-labelledby="public">
      <h2 id="public">一、先看看是不是已经公开了</h2>
      <form class="search" method="get" action="${path}" role="search">
        <p>
          <label for="q">您要找的信息</label>
          <input id="q" name="q" type="search" value="${search?.text ?? ''}" autocomplete="off" />
        </p>
        ${keptChoices(view)}
        <button class="secondary">查一查</button>
      </form>
      ${search === null ? '' : foundList(view, search)}
    </section>
    <section aria-labelledby="what">
      <h2 id="what">二、什么是政府信息公开申请</h2>
      <p>
        任何公民、法人和其他组织都可以申请获取机关已经制作或者获取的、以一定形式记录保存的信息，<strong>不需要说明用途</strong>。
      </p>
      <p>下面这些不是公开申请，请走相应的渠道，办得更快：</p>
      <ul>
        <li>想问政策、问流程（咨询）：拨打 12345 政务服务便民热线。</li>
        <li>
          反映问题、提意见（信访）：国家信访局
          <a href="https://www.gjxfj.gov.cn/">www.gjxfj.gov.cn</a>。
        </li>
        <li>举报违法违纪：向有权处理的监督机关提出；纪检监察举报电话 12388。</li>
        <li>
          与您自己有关的记录不准确：<a href="${link(view, formPath(agency.code, 'correction'))}">要求更正</a
          >。
        </li>
        <li>
          建议机关主动公开某类信息：<a href="${link(view, formPath(agency.code, 'suggestion'))}">提出建议</a
          >。
        </li>
      </ul>
    </section>
    <section aria-labelledby="time">
      <h2 id="time">三、要多久</h2>
      <p>
        机关能当场答复的当场答复；不能的，自收到申请之日起20个工作日内答复，经批准可以延长，最多再加20个工作日。网上提交的，<strong>以您和机关双方确认之日为收到之日</strong>，请保持电话畅通。征求第三方和其他机关意见的时间不计算在内。
      </p>
    </section>
    <section aria-labelledby="cost">
      <h2 id="cost">四、要花多少钱</h2>
      <p>
        不收费。只有申请的数量、频次明显超过合理范围的，机关可以收取信息处理费：每月前10件免费，按页计算的每件前30页免费。要收费的，机关会先发通知。
      </p>
    </section>
    <section aria-labelledby="need">
      <h2 id="need">五、需要准备什么</h2>
      <ul>
        <li>姓名或者单位名称、身份证明、联系方式。</li>
        <li>所需信息的名称、文号，或者便于机关查询的其他特征。</li>
        <li>希望得到信息的形式和途径。</li>
        <li>委托别人办理的，授权委托书；监护人办理的，监护关系证明。</li>
      </ul>
      <p>
        您填写的个人信息只用于办理这件申请，加密保存，见<a href="${link(view, '/privacy')}"
          >个人信息保护说明</a
        >。
      </p>
    </section>
    ${officeSection(guide)}`;
}

function foundList(view: View, { found }: NonNullable<StartParts['search']>): Html {
  if (found.length === 0)
    return html`<p class="empty" role="status">没有找到已经公开的。可以换个说法再查，也可以直接申请。</p>`;
  return html`<p role="status">可能已经公开了，点开看看：</p>
    <ul class="list">
      ${found.map(
        ({ title, address, publishedOn }) =>
          html`<li><a href="${link(view, address)}">${title}</a><time>${publishedOn}</time></li>`,
      )}
    </ul>`;
}

function beforeRights(view: View, { agency, kind, guide }: StartParts): Html {
  return html`${
      kind === 'correction'
        ? html`<p>
              有证据证明本机关提供的、与您自己有关的政府信息记录不准确的，可以要求更正（条例第四十一条）。有权更正的，机关审核属实后更正并告知您；不属于本机关职能范围的，可以转送有权更正的机关并告知您，或者告诉您向谁提出。
            </p>
            <p>需要：不准确的记录是哪一条、应当是什么、证据，以及您的身份证明和联系方式。</p>`
        : html`<p>
              您认为某项信息应当由机关主动公开的，可以提出建议（条例第四十四条第二款）。机关审核认为属于主动公开范围的，应当及时主动公开。可以不写姓名。
            </p>
            <p>
              只想自己得到某项信息的，请<a href="${link(view, formPath(agency.code, 'application'))}"
                >申请公开</a
              >。
            </p>`
    }
    <p class="quiet">这不是政府信息公开申请，不计算申请的答复期限。</p>
    ${officeSection(guide, kind)}`;
}

const ON_THE_ENVELOPE = {
  application: '政府信息公开申请',
  correction: '更正政府信息',
  suggestion: '主动公开建议',
} as const satisfies Record<FormKind, string>;

/** Handing in and mailing are always open (国办公开办函〔2017〕19号), so they are always told. */
export function officeSection(guide: PresentedGuide, kind: FormKind = 'application'): Html {
  const lines: [string, string][] = [
    ['工作机构', guide.officeName],
    ['当面提交、邮寄的地址', [guide.officeAddress, guide.postalCode].filter(Boolean).join('，邮政编码')],
    ['办公时间', guide.officeHours],
    ['电话', guide.telephone],
    ['传真', guide.fax],
    ['电子邮箱', guide.email],
  ];
  return html`<section aria-labelledby="office">
    <h2 id="office">也可以当面提交或者邮寄</h2>
    <p>
      不想在网上办的，随时可以到工作机构当面提交，或者写信邮寄（信封上注明“${ON_THE_ENVELOPE[kind]}”）。书写确有困难的，可以口头提出，由工作人员代填。
    </p>
    <dl class="facts">
      ${lines
        .filter(([, value]) => value !== '')
        .map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
    </dl>
  </section>`;
}

function startForms(request: OnlineRequest, { agency, guide, kind }: StartParts): Html {
  const path = link(request.view, formPath(agency.code, kind));
  if (!guide.isOnlineOpen)
    return html`<p class="empty">本机关没有开通网上提交。请当面提交或者邮寄，地址和时间见上面。</p>`;
  return html`<section aria-labelledby="begin">
    <h2 id="begin">开始填写</h2>
    <p>
      一页问一个问题，大约需要10分钟。中途离开没关系，草稿保存${DRAFT_DAYS}天，凭续填码在别的设备上也能接着填。
    </p>
    <form method="post" action="${path}">
      ${request.hidden()}
      <p><button>在网上填写</button></p>
    </form>
    <ul>
      <li><a href="${link(request.view, formPath(agency.code, kind, 'resume'))}">用续填码接着填</a></li>
      <li><a href="${link(request.view, '/progress')}">查询办理进度</a></li>
    </ul>
  </section>`;
}

/** Goes on with a draft on another device. */
export function resumePage(
  request: OnlineRequest,
  faults: readonly FormFault[],
  agency: Agency,
  kind: FormKind,
): Html {
  const { view, field } = request;
  const { title } = ONLINE_FORMS[kind];
  return pageFrame(view, {
    title: '用续填码接着填',
    crumbs: agencyCrumbs(agency, { name: title, address: formPath(agency.code, kind) }, { name: '接着填' }),
    body: html`<h1>用续填码接着填</h1>
      ${errorSummary(faults)}
      <form
        class="form"
        method="post"
        action="${link(view, formPath(agency.code, kind, 'resume'))}"
        novalidate
      >
        ${request.hidden()}
        ${formField({
          ...{ name: 'code', label: '续填码', value: field('code'), autocomplete: 'off', faults },
          hint: '填表时每页下面写着的20位代码，如 ABCD-EFGH-JKLM-NPQR-STUV。',
        })}
        <button>接着填</button>
      </form>`,
  });
}
