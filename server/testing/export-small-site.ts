import { documentDraftSchema, operatorActor } from '@gongkai/core';
import { makeAgency } from '../src/identity/factory.js';
import { migrate } from '../src/platform/database/migrate.js';
import { openDatabase } from '../src/platform/database/open-database.js';
import { inTransaction } from '../src/platform/database/with-transaction.js';
import { loadDocuments } from '../src/publication/service.js';
import { exportSite } from '../src/site-export/service.js';
import { exportSource } from '../src/site-source.js';
import { testContext } from './test-context.js';

// A small site as files, for a browser: export-small-site.ts FOLDER BASE-URL SERVICE-URL.
const [out = '', baseUrl = '', serviceUrl = ''] = process.argv.slice(2);
const database = await openDatabase({ kind: 'memory' });
await migrate(database.db);
const ctx = testContext({ db: database.db });
const TITLES = ['关于城市规划的通知', '义务教育招生办法', '公租房分配公告'];
await makeAgency(ctx);
const documents = Array.from({ length: 30 }, (_, number) => ({
  documentId: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  draft: documentDraftSchema.parse({
    ...{ kind: 'policy', title: TITLES[number] ?? `第${number}号公告`, summary: '概述', duty: 'budgets' },
    ...{
      body: number === 2 ? '本公告公布云泽花园的房源。' : '正文',
      formedOn: '2026-02-10',
      mode: 'proactive',
    },
  }),
  ...{ status: 'published' as const, step: null, publishedAt: '2026-03-01T02:00:00Z', withdrawn: null },
  ...{ validity: null, recordId: null, author: operatorActor().id },
}));
await inTransaction(ctx.db, (db) => loadDocuments(db, 'YSJ', documents, ctx.now().toISOString()));
const result = await exportSite(ctx, exportSource(ctx), { out, baseUrl, serviceUrl, isFull: true });
await database.close();
if (result === null || result.broken.length > 0) throw new Error(JSON.stringify(result));
