import {
  CHANNEL_LABELS,
  CHANNELS,
  formatLocalDate,
  type Agency,
  type ChannelSetting,
  type PresentedGuide,
} from '@gongkai/core';
import { html } from 'hono/html';
import { agencyCrumbs } from '../platform/portal/agency-column.js';
import { pageFrame } from '../platform/portal/page-frame.js';
import { link, type Html, type View } from '../platform/portal/view.js';
import { formPath } from './form-address.js';
import { officeSection } from './start-page.js';

/** The agency's guide to disclosure. 条例第十二条 */
export function guidePage(
  view: View,
  agency: Agency,
  {
    guide,
    channels,
    menu,
  }: { readonly guide: PresentedGuide; readonly channels: ChannelSetting; readonly menu: Html },
): Html {
  return pageFrame(view, {
    title: `${agency.name}政府信息公开指南`,
    crumbs: agencyCrumbs(agency, { name: '政府信息公开指南' }),
    menu,
    column: {
      name: '政府信息公开指南',
      type: '政府信息公开',
      description: `${agency.name}政府信息公开指南`,
      keywords: `${agency.name},政府信息公开指南`,
    },
    body: html`<h1>${agency.name}政府信息公开指南</h1>
      ${guide.updatedOn === null ? '' : html`<p class="quiet">${formatLocalDate(guide.updatedOn)}更新</p>`}
      <h2>信息的分类和编排体系</h2>
      <p class="lines">${guide.classification}</p>
      <h2>获取方式</h2>
      <p class="lines">${guide.waysToObtain}</p>
      <h2>申请渠道</h2>
      <ul>
        ${CHANNELS.filter((channel) => isShown(channel, channels, guide)).map((channel) => {
          const { address, hours } = channels[channel];
          const words = [address, hours].filter((it) => it !== '').join('，');
          return html`<li>${CHANNEL_LABELS[channel]}${words === '' ? '' : `：${words}`}</li>`;
        })}
      </ul>
      <p><a class="button" href="${link(view, formPath(agency.code, 'application'))}">申请公开政府信息</a></p>
      ${
        guide.website === ''
          ? ''
          : html`<h2>互联网联系方式</h2>
              <p>${guide.website}</p>`
      }
      ${officeSection(guide)}`,
  });
}

/** The web is open as the guide says where no channels were set. */
function isShown(
  channel: (typeof CHANNELS)[number],
  channels: ChannelSetting,
  { isOnlineOpen }: PresentedGuide,
): boolean {
  return channel === 'web' ? isOnlineOpen : channels[channel].isOffered;
}
