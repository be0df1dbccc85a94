import { localDateInChina, PUBLIC_REPLY_GENRE } from '@gongkai/core';
import { listPublished } from '../annual-report/service.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { searchPublic } from '../search/service.js';

/** Something that anybody can read already. */
export interface PublicFind {
  readonly title: string;
  readonly address: string;
  readonly publishedOn: string;
  /** What it is, where that is worth saying. */
  readonly kind: '此前公开的答复' | null;
}

const MOST = 10;
/** Of what was typed: a whole request has words in it that no title has. */
const MOST_WORDS = 60;
/** Words that mean an annual report, as people write them. */
const REPORT_WORDS = /年度?报告?|年报|工作报告/;

/**
 * What is published already and may be what somebody is about to ask for. Every kind of published thing joins here.
 * @param text whatever was typed
 */
export async function findAlreadyPublic(
  ctx: AppContext,
  agencyCode: string,
  text: string,
): Promise<PublicFind[]> {
  const words = text.normalize('NFKC').trim().slice(0, 200);
  if (words === '') return [];
  const replies = await findDocuments(ctx, agencyCode, words, PUBLIC_REPLY_GENRE);
  const answered = new Set(replies.map(({ address }) => address));
  const documents = await findDocuments(ctx, agencyCode, words);
  const found = [
    ...replies.map((reply) => ({ ...reply, kind: '此前公开的答复' as const })),
    ...(await findReports(ctx, agencyCode, words)),
    ...documents.filter(({ address }) => !answered.has(address)),
  ];
  return found.slice(0, MOST);
}

async function findDocuments(
  ctx: AppContext,
  agencyId: string,
  words: string,
  genre?: string,
): Promise<PublicFind[]> {
  const filter = { agencyId, ...(genre !== undefined && { genre }) };
  const found = await searchPublic(ctx.db, words.slice(0, MOST_WORDS), filter, { page: 1, size: MOST });
  const documents = (found?.hits ?? []).filter(({ kind }) => kind === 'document');
  return documents.map(({ title, recordId, publishedAt }) => ({
    title: title.map(({ text }) => text).join(''),
    address: `/agencies/${encodeURIComponent(agencyId)}/items/${encodeURIComponent(recordId)}`,
    publishedOn: localDateInChina(new Date(publishedAt)),
    kind: null,
  }));
}

async function findReports(ctx: AppContext, agencyCode: string, words: string): Promise<PublicFind[]> {
  if (!REPORT_WORDS.test(words)) return [];
  const asked = [...words.matchAll(/(20\d{2})/g)].map(([, year]) => Number(year));
  const agencies = await listAgencies(ctx);
  const name = agencies.find(({ code }) => code === agencyCode)?.name ?? '';
  const { items } = await listPublished(ctx, { code: agencyCode, limit: 50 });
  return items
    .filter(({ year }) => asked.length === 0 || asked.includes(year))
    .map(({ year, publishedOn }) => ({
      title: `${name}${year}年政府信息公开工作年度报告`,
      address: `/agencies/${agencyCode}/reports/${year}`,
      publishedOn: publishedOn ?? '',
      kind: null,
    }));
}
