import { PARTY_FIELDS, RETENTION_TERMS, RETENTION_UNITS, type RetentionTermKind } from '@gongkai/core';
import { html } from 'hono/html';
import { pageFrame } from '../platform/portal/page-frame.js';
import type { Html, View } from '../platform/portal/view.js';

/** A term of an agency that is not the usual one. */
export interface OwnTerm {
  readonly agencyName: string;
  readonly kind: RetentionTermKind;
  readonly amount: number;
  readonly basis: string;
}

/** Who processes what, for what, how long, and what the person may ask for; from the settings and the rules in force. */
export function privacyPage(view: View, own: readonly OwnTerm[]): Html {
  const { site } = view;
  const who = site.organiser ?? site.name;
  const contact = site.contact ?? '请向受理申请的行政机关的政府信息公开工作机构提出';
  return pageFrame(view, {
    title: '个人信息保护说明',
    crumbs: [{ name: '个人信息保护说明' }],
    body: html`<h1>个人信息保护说明</h1>
      <h2>谁在处理</h2>
      <p>
        ${who}和在本平台受理申请的行政机关是个人信息处理者。${site.operator === null ? '' : `${site.operator}受其委托承办本平台。`}
      </p>
      <h2>为什么处理、依据是什么</h2>
      <p>
        只为受理和答复政府信息公开申请、送达文书、办理由此产生的行政复议和行政诉讼、依法归档，以及统计年度报告。这是履行《政府信息公开条例》规定的法定职责所必需，依照《个人信息保护法》第十三条第一款第三项、第三十四条，不需要您的同意。
      </p>
      <h2>处理哪些信息</h2>
      <p>
        ${Object.values(PARTY_FIELDS).join('、')}，以及申请内容。条例第二十九条要求的是姓名或者名称、身份证明和联系方式；其余可以不填。
      </p>
      <h2>怎样处理</h2>
      <ul>
        <li>保存在境内的服务器上，逐项加密；每个机关使用各自的密钥。</li>
        <li>工作人员平时只看到遮蔽的内容；查看完整内容要有权限、说明用途，每一次都有记录。</li>
        <li>不向征求意见的第三方透露谁在申请，不在公开的统计里出现。</li>
        <li>
          不给任何人加标签、打分或者列入名单。申请次数只在依照条例第三十五条审查具体申请时当场计算，不保存。
        </li>
      </ul>
      <h2>申请人账号</h2>
      <p>
        申请不需要账号。您自己注册账号的，平台另外保存登录用的邮箱或者手机号码（加密）、口令的摘要、加入的申请编号，依据是您的同意（第十三条第一款第一项）；只供您登录和把申请放在一处，各机关的工作人员看不到。您可以随时在<a
          href="/my/account"
          >账号</a
        >里查看、导出、更改或者注销，注销即全部删除。注册后三天没有确认的自动删除。
      </p>
      <h2>保存多久</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">内容</th>
            <th scope="col">保存</th>
            <th scope="col">依据</th>
          </tr>
        </thead>
        <tbody>
          ${Object.values(RETENTION_TERMS).map(
            ({ label, usual, unit, from, source }) =>
              html`<tr>
                <th scope="row">${label}</th>
                <td>${from}起${usual}${RETENTION_UNITS[unit]}</td>
                <td>${source}</td>
              </tr>`,
          )}
          ${own.map(
            ({ agencyName, kind, amount, basis }) =>
              html`<tr>
                <th scope="row">${agencyName}：${RETENTION_TERMS[kind].label}</th>
                <td>
                  ${RETENTION_TERMS[kind].from}起${amount}${RETENTION_UNITS[RETENTION_TERMS[kind].unit]}
                </td>
                <td>${basis}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p>到期自动删除。案件的办理环节和统计数字不含个人信息，长期保存。</p>
      <h2>您的权利</h2>
      <ul>
        <li>查阅、复制：索取本机关保存的您的全部个人信息（第四十五条）。</li>
        <li>更正、补充：信息不准确或者不完整的（第四十六条）。</li>
        <li>
          删除：目的已经实现、期限已经届满或者处理违法的；法律规定的保存期限未满时，只作存储，不作他用（第四十七条）。
        </li>
        <li>要求解释处理规则（第四十八条）；请求被拒绝的，可以依法向人民法院起诉（第五十条）。</li>
      </ul>
      <h2>联系</h2>
      <p>${contact}</p>`,
  });
}
