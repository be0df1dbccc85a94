import { CHANNEL_LABELS, explainReceipt, formatLocalDate, RIGHTS_KINDS, type Actor } from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import { getGuide } from '../online-application/service.js';
import type { AppContext } from '../platform/context.js';
import type { PrintedDocument } from '../platform/rendering/document.js';
import { getRightsRequest } from '../rights-request/service.js';
import { body, line, paperOf } from './print.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'audit' | 'site'>;

/**
 * 登记回执 of a demand for correction or a suggestion, to be signed where it was taken down by the office; the look is on
 * record. 条例第四十一、四十四条 @throws DomainError NOT_FOUND
 */
export async function printRightsReceipt(
  ctx: Context,
  actor: Actor,
  { agencyCode, requestId }: { readonly agencyCode: string; readonly requestId: string },
): Promise<PrintedDocument> {
  const of = await getRightsRequest(ctx, actor, agencyCode, requestId);
  const agency = await requireAgency(ctx.db, agencyCode);
  const { officeName, officeAddress, telephone } = await getGuide(ctx, agencyCode);
  const { channel, submittedOn, receivedOn, officeReceivedOn } = of;
  const came = explainReceipt({
    ...{ on: submittedOn, channel },
    ...(officeReceivedOn !== null && { officeReceivedOn }),
  });
  return paperOf(
    { agencyName: agency.name, number: requestId, madeAt: ctx.now().toISOString() },
    `${RIGHTS_KINDS[of.kind]}登记回执`,
    [
      line('编号', requestId),
      line('收到方式', CHANNEL_LABELS[channel]),
      ...of.answers.map(({ label, text }) => line(label.replace('（可不填）', ''), text)),
      line(
        '收到之日',
        `${receivedOn === null ? '待双方确认' : formatLocalDate(receivedOn)}。${receivedOn === null || came.on !== null ? came.words : ''}`,
      ),
      ...(officeReceivedOn === null ? [] : [line('转到公开机构', formatLocalDate(officeReceivedOn))]),
      ...(of.gaps.length === 0 ? [] : [line('还缺', of.gaps.join('、'))]),
      ...(of.files.length === 0
        ? []
        : [line('收到的材料', of.files.map(({ label, fileName }) => `${label}（${fileName}）`).join('、'))]),
      line('联系', [officeName, officeAddress, telephone].filter((it) => it !== '').join('，')),
      ...(channel === 'oral'
        ? [
            body('以上内容由本机关政府信息公开工作机构代为填写，已向提出人宣读，提出人确认无误。'),
            body('提出人（签名或者按指印）：＿＿＿＿＿＿＿＿　　　　　年　　月　　日'),
          ]
        : []),
    ],
  );
}
