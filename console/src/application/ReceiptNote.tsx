import { addWorkingDays, caseEventSchema, explainReceipt, formatLocalDate, termsFor } from '@gongkai/core';
import { useCalendar } from '../ui/place.js';
import { eventOf, type EventDraft } from './event-fields.js';

/** Before anything is saved: the day of receipt that follows, why, and when the reply will be due. */
export function ReceiptNote({ draft }: { readonly draft: EventDraft }) {
  const calendar = useCalendar();
  const parsed = caseEventSchema.safeParse(eventOf(draft));
  if (!parsed.success || parsed.data.type !== 'submitted') {
    return <p className="hint">填写日期和渠道后，这里说明收到之日和答复期限。</p>;
  }
  const { on, words } = explainReceipt(parsed.data);
  return (
    <div role="status" className="note">
      <p>{words}</p>
      {on !== null && (
        <p>
          收到之日：<strong>{formatLocalDate(on)}</strong>；答复期限：
          <strong>{formatLocalDate(addWorkingDays(calendar, on, termsFor(on).replyDays))}</strong>（
          {termsFor(on).replyDays} 个工作日）。
        </p>
      )}
    </div>
  );
}
