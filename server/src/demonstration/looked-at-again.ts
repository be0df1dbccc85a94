import {
  addDays,
  publishedFindingQuerySchema,
  USUAL_PUBLICATION_SETTING,
  type Actor,
  type LinkAnswer,
  type LocalDate,
} from '@gongkai/core';
import { findLinks, recordAnswer } from '../link-check/service.js';
import type { AppContext } from '../platform/context.js';
import {
  listPublishedFindings,
  lookUpItems,
  recheckPublished,
  savePublicationSetting,
  settlePublishedFinding,
  takePublishedLinks,
  type DocumentToLoad,
} from '../publication/service.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

const GONE: LinkAnswer = { status: 404, fault: null };
const FOUND: LinkAnswer = { status: 200, fault: null };
/** Addresses under a name that nobody can have (RFC 2606), with what they answered on the last two nights. */
const OUTSIDE: readonly (readonly [address: string, answers: readonly LinkAnswer[]])[] = [
  ['https://shenbao.example/2019/shuoming.html', [GONE, GONE]],
  ['https://ditu.example/weizhi', [FOUND, GONE]],
  ['https://tongji.example/koujing', [FOUND, FOUND]],
];
const [MANUAL = '', MAP = '', MEASURE = ''] = OUTSIDE.map(([address]) => address);

/** The service centre as it was called before; who wrote of it then was right. */
const OLD_NAME = '澄川市行政服务中心';
const NEW_NAME = '澄川市政务服务中心';
const INSIDE = '内部联系电话';

/** Gives the first documents of an agency that are public for long what a later look finds in them. */
export function withLinksAndOldNames(
  agencyCode: string,
  documents: readonly DocumentToLoad[],
  today: LocalDate,
): DocumentToLoad[] {
  const itemOf = (id: string | undefined): string => `/agencies/${agencyCode}/items/${id ?? ''}`;
  const ordinary = documents.filter(
    ({ status, recordId, documentId, draft }) =>
      status === 'published' &&
      recordId === null &&
      documentId.startsWith('demo-') &&
      draft.formedOn < addDays(today, -60),
  );
  const withdrawn = documents.find(({ status }) => status === 'withdrawn');
  const added = [
    `改版前的办理说明：${MANUAL}\n此前的公告：${itemOf(withdrawn?.documentId)}`,
    `办理地点见地图：${MAP}`,
    `统计口径见：${MEASURE}\n有关信息：${itemOf(ordinary[6]?.documentId)}`,
    `办理地点：${OLD_NAME}二楼窗口。`,
    `材料交${OLD_NAME}综合窗口。`,
    `办理进度可以查询，${INSIDE}另行通知各单位。`,
  ];
  const lines = new Map(ordinary.slice(0, added.length).map((it, index) => [it.documentId, added[index]]));
  return documents.map((document) => {
    const line = lines.get(document.documentId);
    if (line === undefined) return document;
    return { ...document, draft: { ...document.draft, body: `${document.draft.body}\n${line}` } };
  });
}

/**
 * What two nights of looking where an agency's documents lead have left, and what new words have found in what is public:
 * of three findings somebody has settled one.
 */
export async function lookAgain(ctx: Context, agencyCode: string, head: Actor): Promise<void> {
  const nights = [addDays(ctx.today(), -2), addDays(ctx.today(), -1)];
  for (const [index, night] of nights.entries()) {
    const then = { db: ctx.db, now: () => new Date(`${night}T02:40:00+08:00`), today: () => night };
    await takePublishedLinks(then, agencyCode);
    await lookUpItems(then);
    for (const [address, answers] of OUTSIDE) {
      const [link] = await findLinks(ctx.db, agencyCode, [{ address, kind: 'external' }]);
      const answer = answers[index];
      if (link !== undefined && answer !== undefined) await recordAnswer(then, link, answer);
    }
  }
  await savePublicationSetting(ctx, head, agencyCode, {
    words: [
      { word: OLD_NAME, right: NEW_NAME, severity: 'warning' },
      { word: INSIDE, right: null, severity: 'error' },
    ],
    ...{
      usesShipped: true,
      interpretationDays: USUAL_PUBLICATION_SETTING.interpretationDays,
      seenVersion: 0,
    },
  });
  await recheckPublished(ctx, agencyCode);
  const { items } = await listPublishedFindings(
    ctx,
    head,
    agencyCode,
    publishedFindingQuerySchema.parse({ q: OLD_NAME, sort: 'title' }),
  );
  const [first] = items;
  if (first === undefined) return;
  const { documentId, place, rule, message } = first;
  await settlePublishedFinding(ctx, head, agencyCode, documentId, {
    ...{ place, rule, message, reason: '公开时的名称如此，不再更改。' },
  });
}
