import { useCall } from '../api/use-call.js';
import { usePlace } from '../ui/place.js';

/** What section 六 says of the year's processing fees, as the register of fees has it; nothing where there were none. */
export function FeeSentence() {
  const { code, year } = usePlace();
  const totals = useCall('getFeeTotals', { params: { code, year } });
  const sentence = totals.data?.sentence ?? null;
  if (sentence === null) return null;
  return (
    <p className="note">
      按收费登记，第六部分可写：<q>{sentence}</q>
    </p>
  );
}
