import { CHANNELS, DUE_SPANS } from '@gongkai/core';
import { useCall } from '../api/use-call.js';
import { ChoiceField } from '../ui/Field.js';
import { usePlace } from '../ui/place.js';
import { changeFilter, CHANNEL_OPTIONS, DUE_WORDS, type CaseFilters } from './register-filters.js';

interface MoreFiltersProps {
  readonly filters: CaseFilters;
  readonly onChange: (filters: CaseFilters) => void;
}

function flagOf(value: string): boolean | undefined {
  return value === '' ? undefined : value === 'true';
}

/** By whom it is handled, how it came, and how its clock stands. */
export function MoreFilters({ filters, onChange }: MoreFiltersProps) {
  const { code } = usePlace();
  const units = useCall('getAgency', { params: { code } }).data?.units ?? [];
  return (
    <>
      <ChoiceField
        label="承办处室"
        empty="全部处室"
        value={filters.unitCode ?? ''}
        options={units.map((unit) => ({ value: unit.code, label: unit.name }))}
        onChange={(value) => onChange(changeFilter(filters, 'unitCode', value === '' ? undefined : value))}
      />
      <ChoiceField
        label="渠道"
        empty="全部渠道"
        value={filters.channel ?? ''}
        options={CHANNEL_OPTIONS}
        onChange={(value) =>
          onChange(
            changeFilter(
              filters,
              'channel',
              CHANNELS.find((it) => it === value),
            ),
          )
        }
      />
      <ChoiceField
        label="到期"
        empty="不限"
        value={filters.due ?? ''}
        options={DUE_SPANS.map((value) => ({ value, label: DUE_WORDS[value] }))}
        onChange={(value) =>
          onChange(
            changeFilter(
              filters,
              'due',
              DUE_SPANS.find((it) => it === value),
            ),
          )
        }
      />
      <ChoiceField
        label="延期"
        empty="不限"
        value={filters.isExtended === undefined ? '' : String(filters.isExtended)}
        options={[
          { value: 'true', label: '已延期' },
          { value: 'false', label: '未延期' },
        ]}
        onChange={(value) => onChange(changeFilter(filters, 'isExtended', flagOf(value)))}
      />
      <ChoiceField
        label="顺序"
        empty="台账顺序"
        value={filters.sort === 'nextDue' ? 'nextDue' : ''}
        options={[{ value: 'nextDue', label: '待办队列（按下一个到期日）' }]}
        onChange={(value) => {
          const { sort: _, after: _after, ...rest } = filters;
          onChange(value === 'nextDue' ? { ...rest, sort: 'nextDue' } : rest);
        }}
      />
    </>
  );
}
