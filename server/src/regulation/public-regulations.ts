import {
  REGULATION_KINDS,
  VALIDITIES,
  type RegulationChange,
  type RegulationKind,
  type Validity,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { countPublicRegulations, listPublicRegulationRows, type PublicRegulationRow } from './queries.js';

type Context = Pick<AppContext, 'db' | 'today'>;

export interface PublicRegulationFilter {
  readonly kind?: RegulationKind | undefined;
  readonly validity?: Validity | undefined;
}

/** A rule or normative document that the public may know of, with the last thing that happened to it. */
export type PublicRegulation = PublicRegulationRow;

export const CHANGE_LABELS: Readonly<Record<RegulationChange, string>> = {
  made: '公布',
  amended: '修改',
  ended: '废止或者失效',
};

/** A page of what is in force, amended and repealed, the latest change first. */
export async function listPublicRegulations(
  ctx: Context,
  agencyCode: string,
  filter: PublicRegulationFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly items: PublicRegulation[]; readonly total: number }> {
  const today = ctx.today();
  return {
    items: await listPublicRegulationRows(ctx.db, agencyCode, filter, { ...page, today }),
    total: await countPublicRegulations(ctx.db, agencyCode, filter, today),
  };
}

const HEAD = ['种类', '标题', '文号', '制定日期', '公开日期', '有效性', '修改日期', '失效日期'];
const WIDTHS = [16, 60, 24, 12, 12, 10, 12, 12];
const ROWS_AT_ONCE = 1_000;

/** The list as a sheet. */
export function exportPublicRegulations(
  ctx: Context,
  agencyCode: string,
  filter: PublicRegulationFilter,
): AsyncIterable<Uint8Array> {
  async function* rows() {
    yield HEAD;
    for (let offset = 0; ; offset += ROWS_AT_ONCE) {
      const page = { offset, limit: ROWS_AT_ONCE };
      const { items } = await listPublicRegulations(ctx, agencyCode, filter, page);
      for (const it of items)
        yield [
          ...[REGULATION_KINDS[it.kind], it.title, it.number ?? '', it.madeOn, it.disclosedOn ?? ''],
          ...[VALIDITIES[it.validity], it.amendedOn ?? '', it.endedOn ?? ''],
        ];
      if (items.length < ROWS_AT_ONCE) return;
    }
  }
  return writeXlsx([{ name: '规章和规范性文件', widths: WIDTHS, rows: rows() }]);
}
