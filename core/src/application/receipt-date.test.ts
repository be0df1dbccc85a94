import { expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { explainReceipt, needsConfirmation } from './receipt-date.js';
import { CHANNELS } from './vocabulary.js';

const on = parseLocalDate('2026-03-04');

test('条例第三十一条: the day handed in or signed for; nothing yet where both sides must confirm', () => {
  const days = Object.fromEntries(CHANNELS.map((channel) => [channel, explainReceipt({ on, channel }).on]));
  expect(days).toEqual({
    ...{ counter: '2026-03-04', registeredMail: '2026-03-04', oral: '2026-03-04' },
    ...{ letter: null, web: null, email: null, fax: null },
  });
  for (const channel of CHANNELS) {
    expect(explainReceipt({ on, channel }).on === null).toBe(needsConfirmation(channel));
    expect(explainReceipt({ on, channel }).words).toMatch(/条例第(二十九|三十一)条/);
  }
});

test('mail counts from the signature of the organ, whichever day it came to the office', () => {
  const later = { on, channel: 'registeredMail', officeReceivedOn: parseLocalDate('2026-03-06') } as const;
  expect(explainReceipt(later).on).toBe('2026-03-04');
  expect(explainReceipt(later).words).toContain('2026-03-04（周三）');
});
