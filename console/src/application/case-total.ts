import type { AnswerOf } from '../api/request.js';
import { useCall, type Loaded } from '../api/use-call.js';
import type { CaseFilters } from './register-filters.js';

/**
 * How many cases the filters leave, counted after the page is there; null: not known yet, more than are counted, or a search,
 * whose hits are not counted.
 */
export function useCaseTotal(
  code: string,
  filters: CaseFilters,
  { data }: Pick<Loaded<AnswerOf<'listCases'>>, 'data'>,
): number | null {
  const { sort: _s, after: _a, limit: _l, q, ...counted } = filters;
  const isAsked = data !== null && data.total === null && q === undefined;
  const count = useCall('countCases', isAsked ? { params: { code }, query: counted } : null);
  return data?.total ?? count.data?.total ?? null;
}
