import { newNoticeSchema } from '@gongkai/core';
import { expect, test } from 'vitest';
import { daysWords, emptyNotice, noticeOf } from './notice-draft.js';

test('a notice is sent without empty stretches, one day needs no end', () => {
  const draft = {
    ...emptyNotice('2026-11-22'),
    number: ' 国办发明电〔2026〕8号 ',
    off: [
      { from: '2027-01-01', to: '', holiday: '元旦' },
      { from: '', to: '', holiday: '' },
    ],
  };
  const notice = newNoticeSchema.parse(noticeOf(draft));
  expect(notice).toEqual({
    ...{ number: '国办发明电〔2026〕8号', issuedOn: '2026-11-22', knownOn: null, year: 2027, amends: null },
    ...{ regionCode: null, off: [{ from: '2027-01-01', to: '2027-01-01', holiday: '元旦' }], work: [] },
  });
  expect(daysWords(notice.off)).toBe('元旦 2027-01-01');
  expect(daysWords(notice.work)).toBe('—');
});
