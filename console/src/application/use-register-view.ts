import {
  DEFAULT_REGISTER_COLUMNS,
  registerFiltersSchema,
  type RegisterColumn,
  type RegisterView,
} from '@gongkai/core';
import { useEffect, useRef } from 'react';
import { call } from '../api/call.js';
import { useAction, type Action } from '../api/use-action.js';
import { useCall, type Loaded } from '../api/use-call.js';
import type { CaseFilters } from './register-filters.js';

/** What of the filters is kept under a name: not the page, and no words searched for, which may be a name. */
function keptFilters({ after: _, limit: _limit, q: _q, ...rest }: CaseFilters): RegisterView['filters'] {
  return registerFiltersSchema.parse(rest);
}

/** What is remembered by itself: the year is that of the place. */
function rememberedFilters(filters: CaseFilters): RegisterView['filters'] {
  const { year: _, cell: _cell, ...rest } = keptFilters(filters);
  return rest;
}

export interface RegisterViews {
  readonly views: Loaded<{ items: RegisterView[] }>;
  readonly columns: readonly RegisterColumn[];
  readonly setColumns: (columns: readonly RegisterColumn[]) => void;
  readonly save: Action<[name: string]>;
  readonly remove: Action<[name: string]>;
}

/**
 * A person's views of the register. The way of last time is kept by itself, and taken up when the address asks for
 * nothing; `take` is told of it.
 */
export function useRegisterViews(
  code: string,
  filters: CaseFilters,
  isBare: boolean,
  take: (filters: CaseFilters) => void,
): RegisterViews {
  const params = { code };
  const views = useCall('listRegisterViews', { params });
  const last = views.data?.items.find(({ name }) => name === '');
  const columns = last?.columns ?? DEFAULT_REGISTER_COLUMNS;
  const keep = useAction(async (view: RegisterView) => {
    await call('saveRegisterView', { params, body: view });
    const others = (views.data?.items ?? []).filter(({ name }) => name !== view.name);
    views.put({ items: [...others, view].sort((a, b) => (a.name < b.name ? -1 : 1)) });
  });
  const remove = useAction(async (name: string) => {
    views.put(await call('removeRegisterView', { params, body: { name } }));
  });
  const save = useAction(async (name: string) => {
    await keep.run({ name, filters: keptFilters(filters), columns: [...columns] });
  });

  const isTaken = useRef(false);
  const kept = JSON.stringify(rememberedFilters(filters));
  useEffect(() => {
    if (views.data === null) return;
    if (!isTaken.current) {
      isTaken.current = true;
      if (isBare && last !== undefined && Object.keys(last.filters).length > 0) {
        take(last.filters);
        return;
      }
    }
    if (JSON.stringify(last?.filters ?? {}) === kept) return;
    void keep.run({ name: '', filters: rememberedFilters(filters), columns: [...columns] });
    // Once for each way of looking; the rest follows from it.
  }, [views.data === null, kept]);

  return {
    views,
    columns,
    setColumns: (chosen) =>
      void keep.run({ name: '', filters: rememberedFilters(filters), columns: [...chosen] }),
    save,
    remove,
  };
}
