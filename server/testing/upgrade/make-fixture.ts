import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actorWithEveryRole, operatorActor } from '@gongkai/core';
import { getReport } from '../../src/annual-report/service.js';
import { listCases } from '../../src/application/service.js';
import { backupStream } from '../../src/backup/stream.js';
import { writeBackupFile } from '../../src/backup/backup-file.js';
import { loadCity } from '../../src/demonstration/service.js';
import { makeAgency } from '../../src/identity/factory.js';
import { createAccount } from '../../src/identity/service.js';
import { importLedger } from '../../src/ledger-import/service.js';
import {
  AGENCY as LETTER_AGENCY,
  makeCase,
  posted,
  refusal,
  sealed,
  setUpLetters,
} from '../../src/letter/testing/letter-office.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { countRows, listTables } from '../../src/platform/database/table-catalogue.js';
import { openFileHost } from '../../src/platform/files/file-host.js';
import { openKeyring } from '../../src/platform/secrets/open-keyring.js';
import { inviteAccount } from '../../src/sign-in/invitation.js';
import { acceptInvitation } from '../../src/sign-in/password.js';
import { DEFAULT_SIGN_IN_SETTINGS } from '../../src/sign-in/settings.js';
import { testContext } from '../test-context.js';

// npx tsx server/testing/upgrade/make-fixture.ts 0.1.0: the database of this release, small, for the upgrade test of the
// next ones. Run once, when it is released, and commit the files.

const AGENCY = 'CC-BY-JY';
const TODAY = '2026-03-02';
const actor = actorWithEveryRole('upgrade', '升级');
/** Invented, as everybody here. */
const PERSON = { loginName: 'ouyang', password: '石榴树下的第三把旧藤摇椅' };

const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('make-fixture.ts NAME');
const target = fileURLToPath(new URL(name, import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'gongkai-fixture-'));
const database = await openDatabase({ kind: 'memory' });
try {
  const { db } = database;
  await migrate(db);
  const keyFile = join(folder, 'keys.json');
  const keyring = await openKeyring(db, keyFile);
  const files = openFileHost({ directory: join(folder, 'files'), s3: null, scanner: null });
  const ctx = testContext({ db, keyring, files, now: () => new Date(`${TODAY}T04:00:00Z`) });
  await loadCity(ctx, undefined, ['CC', 'CC-BY', AGENCY]);
  const facts = [
    ['原编号', '申请人', '申请人类别', '申请内容', '收到日期', '办结日期', '办理结果', '旧系统状态'],
    ['OLD-1', '欧阳示范', '公民', '旧案一', '2017-12-20', '', '', '在办'],
    ['OLD-2', '司徒示范', '公民', '旧案二', '2017-03-20', '2017-04-05', '', '办结'],
  ];
  const file = {
    fileName: 'old.csv',
    bytes: new TextEncoder().encode(facts.map((row) => row.join(',')).join('\r\n')),
  };
  const { faults } = await importLedger(ctx, actor, { agencyCode: AGENCY, kind: 'facts', file });
  if (faults.length > 0) throw new Error(JSON.stringify(faults));

  // An office whose letter was sealed and posted, with the files of both, and somebody with a password.
  await makeAgency(ctx, { code: LETTER_AGENCY });
  await setUpLetters(ctx);
  await makeCase(ctx, 'YSJ-000001');
  const letter = await posted(ctx, await sealed(ctx, 'YSJ-000001', refusal()), TODAY);
  const { id: accountId } = await createAccount(ctx, operatorActor(), {
    ...{ loginName: PERSON.loginName, displayName: '欧阳示范', kind: 'staff', agencyCode: LETTER_AGENCY },
  });
  const signIn = { ...ctx, signIn: DEFAULT_SIGN_IN_SETTINGS };
  const { path } = await inviteAccount(signIn, operatorActor(), accountId);
  const token = new URL(path, 'http://localhost').searchParams.get('token') ?? '';
  await acceptInvitation(signIn, token, { next: PERSON.password, device: { address: null, browser: null } });

  const reports: Record<string, unknown> = {};
  for (let year = 2019; year <= 2026; year += 1) {
    const { form, status, version, tables } = await getReport(ctx, actor, AGENCY, year);
    reports[year] = { form, status, version, tables };
  }
  const { items } = await listCases(ctx, actor, AGENCY, { sort: 'receivedOn', limit: 1 });
  const [first] = items;
  if (first === undefined) throw new Error('no case');
  const { caseId, applicantName, request } = first;
  await writeBackupFile(backupStream(ctx, { keyFile: null }), `${target}.backup`, null);
  await chmod(`${target}.backup`, 0o644);
  const rows: Record<string, number> = {};
  for (const table of await listTables(db)) {
    // What is sealed while the backup is made leaves the one table for the other.
    if (!['audit_pending', 'audit_record', 'audit_block', 'account_session'].includes(table.name))
      rows[table.name] = await countRows(db, table.name);
  }
  const told = {
    ...{ agencyCode: AGENCY, today: TODAY, rows, reports, case: { caseId, applicantName, request } },
    letter: { agencyCode: LETTER_AGENCY, letterId: letter.letterId, documentNumber: letter.documentNumber },
    person: PERSON,
  };
  await writeFile(`${target}.json`, JSON.stringify(told));
  // Invented people: the keys are no secret, and without them nothing of it could be read.
  await copyFile(keyFile, `${target}.keys.json`);
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
