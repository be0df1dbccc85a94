import type { Agency, DutyItemKey } from '@gongkai/core';
import { html } from 'hono/html';
import type { Crumb } from './page-frame.js';
import type { Html, View } from './view.js';

/** Which page of an agency's columns one is on; an item of the catalogue by its key. */
export type ColumnPlace =
  | 'home'
  | 'guide'
  | 'rules'
  | 'items'
  | 'catalogue'
  | 'regulations'
  | 'cleanups'
  | 'reports'
  | 'apply'
  | 'openData'
  | 'search'
  | DutyItemKey;

/** The menu of an agency's columns, which every page in them has beside it (国办公开办函〔2019〕61号: one layout for all). */
export type AgencyMenuOf = (view: View, agency: Agency, place: ColumnPlace) => Promise<Html>;

/** Where no other slice keeps columns: in tests of one slice. */
export const NO_MENU: AgencyMenuOf = () => Promise.resolve(html``);

/** 首页 › 政府信息公开 › 机关 › 栏目. */
export function agencyCrumbs(
  { code, name }: Pick<Agency, 'code' | 'name'>,
  ...rest: readonly Crumb[]
): Crumb[] {
  const own = rest.length === 0 ? { name } : { name, address: `/agencies/${encodeURIComponent(code)}` };
  return [{ name: '政府信息公开', address: '/' }, own, ...rest];
}
