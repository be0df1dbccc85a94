import { ChoiceField } from './Field.js';
import type { ListAddress } from './use-list-address.js';

interface ListFilterProps {
  readonly of: ListAddress;
  /** In the address. */
  readonly name: string;
  readonly label: string;
  /** What the list shows without it; 全部 where left out. */
  readonly empty?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One filter of a list: none, or one of its choices; it stands in the list's address. */
export function ListFilter({ of, name, label, empty = '全部', options }: ListFilterProps) {
  return (
    <ChoiceField
      label={label}
      empty={empty}
      value={of.value(name)}
      options={options}
      onChange={(value) => of.change(name, value)}
    />
  );
}
