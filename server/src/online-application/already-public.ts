import { listPublished } from '../annual-report/service.js';
import { listAgencies } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';

/** Something that anybody can read already. */
export interface PublicFind {
  readonly title: string;
  readonly address: string;
  readonly publishedOn: string;
}

const MOST = 10;
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
  return (await findReports(ctx, agencyCode, words)).slice(0, MOST);
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
    }));
}
