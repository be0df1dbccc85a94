import { Pager } from './Pager.js';
import type { ListAddress } from './use-list-address.js';

/** The pager of a list whose place stands in its address. */
export function ListPager({ of, next }: { readonly of: ListAddress; readonly next: string | null }) {
  return (
    <Pager
      isFirst={of.value('after') === ''}
      next={next}
      onFirst={() => of.change('after', '')}
      onNext={(after) => of.change('after', after)}
    />
  );
}
