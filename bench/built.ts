import type * as core from '@gongkai/core';
import type * as copying from '../server/src/platform/database/copy-rows.js';
import type * as migrating from '../server/src/platform/database/migrate.js';
import type * as opening from '../server/src/platform/database/open-database.js';
import type * as transactions from '../server/src/platform/database/with-transaction.js';
import type * as cases from '../server/src/application/service.js';
import type * as auditQueries from '../server/src/audit/queries.js';
import type * as letterDocuments from '../server/src/letter-template/letter-document.js';
import type * as parties from '../server/src/party/service.js';
import type * as searches from '../server/src/search/service.js';
import type * as requestIndex from '../server/src/request-index/service.js';
import type * as statistics from '../server/src/statistics/service.js';
import type * as similarity from '../server/src/similarity/find-alike.js';
import type * as chainReader from '../server/src/audit/read-chain.js';
import type * as recorder from '../server/src/audit/record-audit.js';
import type * as sealer from '../server/src/audit/seal-records.js';
import type * as configuration from '../server/src/config.js';
import type * as integration from '../server/src/integration/service.js';
import type * as itemPages from '../server/src/publication/item-page.js';
import type * as publicDocuments from '../server/src/publication/public-documents.js';
import type * as views from '../server/src/platform/portal/view.js';
import type * as mainModule from '../server/src/main.js';
import type * as identities from '../server/src/identity/service.js';
import type * as heads from '../server/src/annual-report/head-queries.js';
import type * as reader from '../server/src/annual-report/import/read-report.js';
import type * as appendices from '../server/src/annual-report/report-appendix.js';
import type * as exports from '../server/src/annual-report/write-report.js';
import type * as reports from '../server/src/annual-report/service.js';
import type * as ledgers from '../server/src/ledger-import/service.js';
import type * as fileHosts from '../server/src/platform/files/file-host.js';
import type * as receiving from '../server/src/platform/files/receive-file.js';
import type * as docxWriter from '../server/src/platform/rendering/docx.js';
import type * as htmlWriter from '../server/src/platform/rendering/html.js';
import type * as pdfWriter from '../server/src/platform/rendering/pdf.js';
import type * as xlsxWriter from '../server/src/platform/rendering/xlsx.js';
import type * as keyrings from '../server/src/platform/secrets/keyring.js';
import type * as invitations from '../server/src/sign-in/invitation.js';
import type * as passwords from '../server/src/sign-in/password.js';
import type * as passwordHashes from '../server/src/sign-in/password-hash.js';
import type * as contexts from '../server/src/context.js';
import type * as publications from '../server/src/publication/service.js';
import type * as logs from '../server/src/platform/log.js';
import type * as siteExports from '../server/src/site-export/service.js';
import type * as siteSources from '../server/src/site-source.js';
import type * as signInSettings from '../server/src/sign-in/settings.js';
import type * as signIns from '../server/src/sign-in/sign-in.js';
import type * as sheetWriter from '../server/src/platform/spreadsheet/write-xlsx.js';

/** What ships is measured, not the sources; `npm run bench` builds first. */
async function importBuilt(path: string): Promise<unknown> {
  return import(new URL(`../${path}`, import.meta.url).href);
}

export async function builtReader(): Promise<typeof reader> {
  return (await importBuilt('server/dist/annual-report/import/read-report.js')) as typeof reader;
}

export async function builtCore(): Promise<typeof core> {
  return (await importBuilt('core/dist/index.js')) as typeof core;
}

export async function builtLetterDocument(): Promise<typeof letterDocuments> {
  return (await importBuilt('server/dist/letter-template/letter-document.js')) as typeof letterDocuments;
}

type BuiltDatabase = Pick<typeof opening, 'openDatabase'> &
  Pick<typeof migrating, 'migrate'> &
  Pick<typeof transactions, 'inTransaction'> &
  Pick<typeof copying, 'copyRows'>;

export async function builtDatabase(): Promise<BuiltDatabase> {
  const names = ['open-database', 'migrate', 'with-transaction', 'copy-rows'];
  const modules = await Promise.all(
    names.map((name) => importBuilt(`server/dist/platform/database/${name}.js`)),
  );
  return Object.assign({}, ...modules) as BuiltDatabase;
}

/** Keys that are made for one measurement. */
export async function builtKeyring(): Promise<keyrings.Keyring> {
  const { createKeyring } = (await importBuilt('server/dist/platform/secrets/keyring.js')) as typeof keyrings;
  return createKeyring();
}

type BuiltSignIn = typeof invitations &
  typeof passwords &
  typeof passwordHashes &
  typeof signInSettings &
  typeof signIns &
  Pick<typeof keyrings, 'createKeyring'> &
  Pick<typeof identities, 'createAccount'>;

export async function builtSignIn(): Promise<BuiltSignIn> {
  const names = ['invitation', 'password', 'password-hash', 'settings', 'sign-in'];
  const modules = await Promise.all([
    ...names.map((name) => importBuilt(`server/dist/sign-in/${name}.js`)),
    importBuilt('server/dist/platform/secrets/keyring.js'),
    importBuilt('server/dist/identity/service.js'),
  ]);
  return Object.assign({}, ...modules) as BuiltSignIn;
}

type BuiltAudit = typeof auditQueries & typeof chainReader & typeof recorder & typeof sealer;

export async function builtAudit(): Promise<BuiltAudit> {
  const names = ['queries', 'read-chain', 'record-audit', 'seal-records'];
  const modules = await Promise.all(names.map((name) => importBuilt(`server/dist/audit/${name}.js`)));
  return Object.assign({}, ...modules) as BuiltAudit;
}

export async function builtCases(): Promise<
  Pick<typeof cases, 'registerCase' | 'listCases'> & Pick<typeof identities, 'createAgency'>
> {
  const names = ['application', 'identity'];
  const modules = await Promise.all(names.map((name) => importBuilt(`server/dist/${name}/service.js`)));
  return Object.assign({}, ...modules) as Pick<typeof cases, 'registerCase' | 'listCases'> &
    Pick<typeof identities, 'createAgency'>;
}

type BuiltSimilarity = BuiltDatabase &
  Pick<typeof parties, 'sealRequest'> &
  Pick<typeof requestIndex, 'copyRequestCodes' | 'fillRequestIndex' | 'findRequestsAlike'> &
  Pick<typeof similarity, 'findAlike'>;

export async function builtSimilarity(): Promise<BuiltSimilarity> {
  const names = ['party/service', 'request-index/service', 'similarity/find-alike'];
  const modules = await Promise.all(names.map((name) => importBuilt(`server/dist/${name}.js`)));
  return Object.assign({}, await builtDatabase(), ...modules) as BuiltSimilarity;
}

export async function builtStatistics(): Promise<Pick<typeof statistics, 'getStatistics'>> {
  return (await importBuilt('server/dist/statistics/service.js')) as typeof statistics;
}

type BuiltReports = Pick<typeof reports, 'getReport'> & Pick<typeof heads, 'loadReport'>;

export async function builtReports(): Promise<BuiltReports> {
  const names = ['service', 'head-queries'];
  const modules = await Promise.all(names.map((name) => importBuilt(`server/dist/annual-report/${name}.js`)));
  return Object.assign({}, ...modules) as BuiltReports;
}

type BuiltExport = Pick<typeof exports, 'writeReport' | 'writeAppendixPart'> &
  Pick<typeof appendices, 'MEMBERS_A_PART'>;

export async function builtExport(): Promise<BuiltExport> {
  const names = ['write-report', 'report-appendix'];
  const modules = await Promise.all(names.map((name) => importBuilt(`server/dist/annual-report/${name}.js`)));
  return Object.assign({}, ...modules) as BuiltExport;
}

export async function builtLedgerImport(): Promise<Pick<typeof ledgers, 'importLedger'>> {
  return (await importBuilt('server/dist/ledger-import/service.js')) as typeof ledgers;
}

type BuiltWriters = Pick<typeof htmlWriter, 'writeHtml'> &
  Pick<typeof pdfWriter, 'writePdf'> &
  Pick<typeof docxWriter, 'writeDocx'> &
  Pick<typeof xlsxWriter, 'writeXlsx'>;

export async function builtWriters(): Promise<BuiltWriters> {
  const modules = await Promise.all(
    ['html', 'pdf', 'docx', 'xlsx'].map((name) => importBuilt(`server/dist/platform/rendering/${name}.js`)),
  );
  return Object.assign({}, ...modules) as BuiltWriters;
}

/** The writer of sheets whose rows stream by. */
export async function builtSheetWriter(): Promise<Pick<typeof sheetWriter, 'writeXlsx'>> {
  return (await importBuilt('server/dist/platform/spreadsheet/write-xlsx.js')) as typeof sheetWriter;
}

type BuiltServer = Pick<typeof mainModule, 'startServer'> &
  Pick<typeof configuration, 'readConfig'> &
  Pick<typeof integration, 'createIntegrationClient'>;

/** The whole server, to be asked over HTTP. */
export async function builtServer(): Promise<BuiltServer> {
  const modules = await Promise.all(
    ['main', 'config', 'integration/service'].map((name) => importBuilt(`server/dist/${name}.js`)),
  );
  return Object.assign({}, ...modules) as BuiltServer;
}

type BuiltBackup = Pick<typeof configuration, 'readConfig'> &
  Pick<typeof fileHosts, 'openFileHost'> &
  Pick<typeof receiving, 'receiveFile'>;

/** What puts files where `gongkai backup` finds them. */
export async function builtBackup(): Promise<BuiltBackup> {
  const names = ['config', 'platform/files/file-host', 'platform/files/receive-file'];
  const modules = await Promise.all(names.map((name) => importBuilt(`server/dist/${name}.js`)));
  return Object.assign({}, ...modules) as BuiltBackup;
}

export async function builtIdentities(): Promise<typeof identities> {
  return (await importBuilt('server/dist/identity/service.js')) as typeof identities;
}

type BuiltSiteExport = Pick<typeof siteExports, 'exportSite'> &
  Pick<typeof siteSources, 'exportSource'> &
  Pick<typeof publications, 'loadDocuments'> &
  Pick<typeof contexts, 'createContext'> &
  Pick<typeof logs, 'createLog'> &
  Pick<typeof configuration, 'readConfig'>;

export async function builtSiteExport(): Promise<BuiltSiteExport> {
  const names = [
    ...['site-export/service', 'site-source', 'publication/service'],
    ...['context', 'config', 'platform/log'],
  ];
  const modules = await Promise.all(names.map((name) => importBuilt(`server/dist/${name}.js`)));
  return Object.assign({}, ...modules) as BuiltSiteExport;
}

export async function builtSearch(): Promise<typeof searches> {
  return (await importBuilt('server/dist/search/service.js')) as typeof searches;
}

type BuiltPortal = BuiltServer &
  Pick<typeof publications, 'loadDocuments'> &
  Pick<typeof publicDocuments, 'findPublicItem' | 'listPublic' | 'countDuties'> &
  Pick<typeof itemPages, 'itemPage'> &
  Pick<typeof identities, 'createAgency' | 'listAgencies'> &
  Pick<typeof views, 'viewOf'>;

/** The public pages, and what they are made of. */
export async function builtPortal(): Promise<BuiltPortal> {
  const names = ['service', 'public-documents', 'item-page'].map((name) => `publication/${name}`);
  const modules = await Promise.all(
    [...names, 'identity/service', 'platform/portal/view'].map((name) =>
      importBuilt(`server/dist/${name}.js`),
    ),
  );
  return Object.assign({}, await builtServer(), ...modules) as BuiltPortal;
}
