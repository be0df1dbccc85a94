import type { PresentedLedgerImport } from '@gongkai/core';

/** How far an import is. */
export interface Progress {
  rowsTotal: number;
  rowsDone: number;
}

const running = new Map<string, { readonly started: PresentedLedgerImport; readonly progress: Progress }>();

function keyOf(agencyCode: string, importId: string): string {
  return `${agencyCode} ${importId}`;
}

/** Keeps in this process how far an import is until the returned function is called. */
export function noteRunning(started: PresentedLedgerImport, progress: Progress): () => void {
  const key = keyOf(started.agencyCode, started.importId);
  running.set(key, { started, progress });
  return () => running.delete(key);
}

/** An import that runs in this process, as far as it is now; null: it does not. */
export function findRunning(agencyCode: string, importId: string): PresentedLedgerImport | null {
  const known = running.get(keyOf(agencyCode, importId));
  return known === undefined ? null : { ...known.started, ...known.progress };
}

const INTERVAL_MS = 500;

/**
 * Runs `work` and reports now and then until it ends. The reports start outside of any transaction that `work`
 * opens: on a server they go through another connection, for other processes to read; on PGlite, whose only session the
 * work holds, they wait for its end, and `findRunning` tells how far it is.
 */
export async function reportWhile<T>(report: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  let pending: Promise<void> | null = null;
  const timer = setInterval(() => {
    // How far it is matters less than that it goes on.
    pending ??= report()
      .catch(() => undefined)
      .finally(() => (pending = null));
  }, INTERVAL_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await (pending as Promise<void> | null);
  }
}
