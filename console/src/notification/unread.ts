import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/call.js';

/** News comes without anybody doing anything on the page, so it is asked for again and again. */
const ASK_AGAIN_MS = 60_000;

let unread: number | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes the number that an answer brought. */
export function putUnread(count: number): void {
  unread = count;
  for (const listener of listeners) listener();
}

async function ask(): Promise<void> {
  // A bell that cannot be asked shows what it showed; the page itself says what is wrong.
  const answer = await call('countUnreadNotifications', {}).catch(() => null);
  if (answer !== null) putUnread(answer.unread);
}

/** How many pieces of news were not read yet; null until it is known. */
export function useUnread(): number | null {
  useEffect(() => {
    void ask();
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') void ask();
    }, ASK_AGAIN_MS);
    return () => window.clearInterval(timer);
  }, []);
  return useSyncExternalStore(subscribe, () => unread);
}
