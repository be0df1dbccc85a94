import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import {
  isNativeAsked,
  openEmbeddedTestDatabase,
  openTestDatabase,
  TEST_SERVER_VARIABLE,
} from '../../../testing/test-database.js';
import { openDatabase } from '../database/open-database.js';
import { STANDS_MS } from '../database/public-change.js';
import type { Connection } from '../database/schema.js';
import { inTransaction } from '../database/with-transaction.js';
import { createPageCache, type PageCache } from './page-cache.js';

const { db } = await openTestDatabase();
const PAGE = { key: 'page', agencyCode: 'YSJ' };

const keep = (cache: PageCache) => cache.page(PAGE, () => Promise.resolve('见于公众'));
const change = (db: Connection) =>
  sql`insert into portal.page_change (agency_id) values (${PAGE.agencyCode})`.execute(db);
/** Until no answer of the database holds any more. */
const untilAsked = () => delay(STANDS_MS + 10);

describe('what is shown without asking', () => {
  test('stands for a moment after an answer of the database, and is then asked for', async () => {
    const cache = createPageCache(db);
    await keep(cache);
    expect(cache.known(PAGE.key)?.body.toString()).toBe('见于公众');
    await untilAsked();
    expect(cache.known(PAGE.key)).toBeNull();
    expect((await cache.standing(PAGE.key))?.body.toString()).toBe('见于公众');
    expect(cache.known(PAGE.key)).not.toBeNull();
  });

  test('is gone as soon as a change is confirmed, in a transaction or without', async () => {
    const cache = createPageCache(db);
    for (const write of [change, (db: Connection) => inTransaction(db, change)]) {
      await keep(cache);
      await write(db);
      expect(cache.known(PAGE.key)).toBeNull();
      expect(await cache.standing(PAGE.key)).toBeNull();
    }
  });

  test('stays when the transaction is undone', async () => {
    const cache = createPageCache(db);
    await keep(cache);
    const undone = inTransaction(db, async (db) => {
      await change(db);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await cache.standing(PAGE.key)).not.toBeNull();
  });
});

// An embedded database has one process.
if (isNativeAsked())
  describe('a process that hears of changes from the database alone', () => {
    test('shows nothing of before once the change is confirmed to whoever made it', async () => {
      vi.resetModules();
      const elsewhere = (await import('./page-cache.js')).createPageCache(db);
      for (const write of [change, (db: Connection) => inTransaction(db, change)]) {
        for (let time = 0; time < 5; time += 1) {
          await keep(elsewhere);
          await write(db);
          expect(elsewhere.known(PAGE.key)).toBeNull();
          expect(await elsewhere.standing(PAGE.key)).toBeNull();
        }
      }
    });
  });

test('shows nothing that was kept when the database is lost', async () => {
  const server = process.env[TEST_SERVER_VARIABLE]?.replace('@/gongkai?', '@/postgres?');
  const lost = await (server === undefined
    ? openEmbeddedTestDatabase()
    : openDatabase({ kind: 'server', url: server }));
  const cache = createPageCache(lost.db);
  await keep(cache);
  await lost.close();
  await untilAsked();
  expect(cache.known(PAGE.key)).toBeNull();
  await expect(cache.standing(PAGE.key)).rejects.toThrow();
  expect(cache.has(PAGE.key)).toBe(false);
  // What the page then says is what drawing it finds.
  await expect(cache.page(PAGE, () => Promise.reject(new Error('no database')))).rejects.toThrow(
    'no database',
  );
});
