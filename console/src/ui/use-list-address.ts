import { useSearchParams } from 'wouter';

/** Filters, order and page of a list as they stand in its address, so that it can be kept, sent and gone back to. */
export interface ListAddress {
  readonly search: URLSearchParams;
  /** Empty: not set. */
  readonly value: (name: string) => string;
  /** The value where it is one of those that are known. */
  readonly choice: <T extends string>(known: readonly T[], name: string) => T | undefined;
  /** Empty takes it away. Whatever changes but the page begins again on the first. */
  readonly change: (name: string, text: string) => void;
}

export function useListAddress(): ListAddress {
  const [search, setSearch] = useSearchParams();
  return {
    search,
    value: (name) => search.get(name) ?? '',
    choice: (known, name) => known.find((one) => one === search.get(name)),
    change: (name, text) => {
      const next = new URLSearchParams(search);
      next.delete('after');
      if (text === '') next.delete(name);
      else next.set(name, text);
      setSearch(next);
    },
  };
}
