const INTERVAL_MS = 500;

/**
 * Runs `work` and reports now and then until it ends. The reports start outside of any transaction that `work`
 * opens: on a server they go through another connection; PGlite has one session, so there they wait for its end.
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
