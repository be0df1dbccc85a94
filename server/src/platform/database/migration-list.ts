import { type Kysely } from 'kysely';
import * as bundleVolumes from './migrations/2026-11-22-bundle-volumes.js';
import * as candidateDocuments from './migrations/2026-11-22-candidate-documents.js';
import * as registerExports from './migrations/2026-11-22-register-exports.js';
import * as lessonOfLetter from './migrations/2026-11-22-lesson-of-letter.js';
import * as awaitedJobs from './migrations/2026-11-22-awaited-jobs.js';
import * as rightsAtTheDesk from './migrations/2026-11-22-rights-at-the-desk.js';
import * as rightsLetters from './migrations/2026-11-22-rights-letters.js';
import * as toldPageChanges from './migrations/2026-11-22-told-page-changes.js';
import * as redecisions from './migrations/2026-11-22-redecisions.js';
import * as remedyPolicies from './migrations/2026-11-22-remedy-policies.js';
import * as exchangeActs from './migrations/2026-11-22-exchange-acts.js';
import * as exchangeKeys from './migrations/2026-11-22-exchange-keys.js';
import * as inboxRights from './migrations/2026-11-22-inbox-rights.js';
import * as exchangePlaces from './migrations/2026-11-22-exchange-places.js';
import * as cleanupRounds from './migrations/2026-11-22-cleanup-rounds.js';
import * as publicationSettings from './migrations/2026-11-22-publication-settings.js';
import * as exchange from './migrations/2026-11-22-exchange.js';
import * as readingCounts from './migrations/2026-11-22-reading-counts.js';
import * as audit from './migrations/2026-11-21-audit.js';
import * as jobs from './migrations/2026-11-21-jobs.js';
import * as caseFees from './migrations/2026-11-22-case-fees.js';
import * as caseUnits from './migrations/2026-11-21-case-units.js';
import * as envelopes from './migrations/2026-11-22-envelopes.js';
import * as handling from './migrations/2026-11-22-handling.js';
import * as identity from './migrations/2026-11-21-identity.js';
import * as ledgers from './migrations/2026-11-21-ledgers.js';
import * as notifications from './migrations/2026-11-21-notifications.js';
import * as letters from './migrations/2026-11-22-letters.js';
import * as migrationRecord from './migrations/2026-11-21-migration-record.js';
import * as onlineApplications from './migrations/2026-11-22-online-applications.js';
import * as oldSystemLookups from './migrations/2026-11-21-old-system-lookups.js';
import * as personalData from './migrations/2026-11-21-personal-data.js';
import * as reportExports from './migrations/2026-11-21-report-exports.js';
import * as reportPublication from './migrations/2026-11-21-report-publication.js';
import * as requestCodes from './migrations/2026-11-22-request-codes.js';
import * as secrets from './migrations/2026-11-21-secrets.js';
import * as signIn from './migrations/2026-11-21-sign-in.js';
import * as storedFiles from './migrations/2026-11-21-stored-files.js';
import * as topicsAndStatistics from './migrations/2026-11-22-topics-and-statistics.js';
import * as voidedRecords from './migrations/2026-11-21-voided-records.js';
import * as registerDesk from './migrations/2026-11-22-register-desk.js';
import * as workingDayNotices from './migrations/2026-11-22-working-day-notices.js';
import * as disclosureLedgers from './migrations/2026-11-22-disclosure-ledgers.js';
import * as documents from './migrations/2026-11-22-documents.js';
import * as scrubbedFiles from './migrations/2026-11-22-scrubbed-files.js';
import * as remedies from './migrations/2026-11-22-remedies.js';
import * as unitSuccessions from './migrations/2026-11-22-unit-successions.js';
import * as letterTemplates from './migrations/2026-11-22-letter-templates.js';
import * as deskSettings from './migrations/2026-11-22-desk-settings.js';
import * as intake from './migrations/2026-11-22-intake.js';
import * as integration from './migrations/2026-11-22-integration.js';
import * as reportWriters from './migrations/2026-11-22-report-writers.js';
import * as caseBundles from './migrations/2026-11-22-case-bundles.js';
import * as registerOrder from './migrations/2026-11-22-register-order.js';
import * as applicantAccounts from './migrations/2026-11-22-applicant-accounts.js';
import * as retentionTerms from './migrations/2026-11-22-retention-terms.js';
import * as pageChanges from './migrations/2026-11-22-page-changes.js';
import * as letterCases from './migrations/2026-11-22-letter-cases.js';
import * as searchOrder from './migrations/2026-11-22-search-order.js';
import * as applicantSecondFactor from './migrations/2026-11-22-applicant-second-factor.js';
import * as filePages from './migrations/2026-11-22-file-pages.js';
import * as reviewPathOpinions from './migrations/2026-11-22-review-path-opinions.js';
import * as struckRecords from './migrations/2026-11-22-struck-records.js';
import * as reportLedgerEntries from './migrations/2026-11-22-report-ledger-entries.js';
import * as publishedLinks from './migrations/2026-11-22-published-links.js';

/** One step of the schema. It imports nothing of the program, which changes while a migration must not. */
export interface Migration {
  readonly name: string;
  /** Always the same statements, whatever the tables hold: they are digested without being run. */
  readonly up: (db: Kysely<unknown>) => Promise<void>;
}

/**
 * Every migration, in the order of being applied. New ones go to the end, the day in the name; one that has
 * been released is never changed, moved or removed.
 */
export const MIGRATIONS: readonly Migration[] = [
  { name: '2026-11-21-migration-record', up: migrationRecord.up },
  { name: '2026-11-21-ledgers', up: ledgers.up },
  { name: '2026-11-21-report-publication', up: reportPublication.up },
  { name: '2026-11-21-old-system-lookups', up: oldSystemLookups.up },
  { name: '2026-11-21-audit', up: audit.up },
  { name: '2026-11-21-jobs', up: jobs.up },
  { name: '2026-11-21-secrets', up: secrets.up },
  { name: '2026-11-21-identity', up: identity.up },
  { name: '2026-11-21-sign-in', up: signIn.up },
  { name: '2026-11-21-stored-files', up: storedFiles.up },
  { name: '2026-11-21-voided-records', up: voidedRecords.up },
  { name: '2026-11-21-report-exports', up: reportExports.up },
  { name: '2026-11-21-case-units', up: caseUnits.up },
  { name: '2026-11-21-personal-data', up: personalData.up },
  { name: '2026-11-21-notifications', up: notifications.up },
  { name: '2026-11-22-request-codes', up: requestCodes.up },
  { name: '2026-11-22-documents', up: documents.up },
  { name: '2026-11-22-online-applications', up: onlineApplications.up },
  { name: '2026-11-22-handling', up: handling.up },
  { name: '2026-11-22-working-day-notices', up: workingDayNotices.up },
  { name: '2026-11-22-letters', up: letters.up },
  { name: '2026-11-22-remedies', up: remedies.up },
  { name: '2026-11-22-unit-successions', up: unitSuccessions.up },
  { name: '2026-11-22-letter-templates', up: letterTemplates.up },
  { name: '2026-11-22-integration', up: integration.up },
  { name: '2026-11-22-register-desk', up: registerDesk.up },
  { name: '2026-11-22-case-fees', up: caseFees.up },
  { name: '2026-11-22-topics-and-statistics', up: topicsAndStatistics.up },
  { name: '2026-11-22-report-writers', up: reportWriters.up },
  { name: '2026-11-22-case-bundles', up: caseBundles.up },
  { name: '2026-11-22-envelopes', up: envelopes.up },
  { name: '2026-11-22-register-order', up: registerOrder.up },
  { name: '2026-11-22-intake', up: intake.up },
  { name: '2026-11-22-applicant-accounts', up: applicantAccounts.up },
  { name: '2026-11-22-scrubbed-files', up: scrubbedFiles.up },
  { name: '2026-11-22-retention-terms', up: retentionTerms.up },
  { name: '2026-11-22-page-changes', up: pageChanges.up },
  { name: '2026-11-22-disclosure-ledgers', up: disclosureLedgers.up },
  { name: '2026-11-22-letter-cases', up: letterCases.up },
  { name: '2026-11-22-desk-settings', up: deskSettings.up },
  { name: '2026-11-22-reading-counts', up: readingCounts.up },
  { name: '2026-11-22-exchange', up: exchange.up },
  { name: '2026-11-22-exchange-places', up: exchangePlaces.up },
  { name: '2026-11-22-remedy-policies', up: remedyPolicies.up },
  { name: '2026-11-22-cleanup-rounds', up: cleanupRounds.up },
  { name: '2026-11-22-exchange-acts', up: exchangeActs.up },
  { name: '2026-11-22-bundle-volumes', up: bundleVolumes.up },
  { name: '2026-11-22-candidate-documents', up: candidateDocuments.up },
  { name: '2026-11-22-search-order', up: searchOrder.up },
  { name: '2026-11-22-applicant-second-factor', up: applicantSecondFactor.up },
  { name: '2026-11-22-register-exports', up: registerExports.up },
  { name: '2026-11-22-publication-settings', up: publicationSettings.up },
  { name: '2026-11-22-redecisions', up: redecisions.up },
  { name: '2026-11-22-lesson-of-letter', up: lessonOfLetter.up },
  { name: '2026-11-22-told-page-changes', up: toldPageChanges.up },
  { name: '2026-11-22-rights-letters', up: rightsLetters.up },
  { name: '2026-11-22-file-pages', up: filePages.up },
  { name: '2026-11-22-exchange-keys', up: exchangeKeys.up },
  { name: '2026-11-22-review-path-opinions', up: reviewPathOpinions.up },
  { name: '2026-11-22-awaited-jobs', up: awaitedJobs.up },
  { name: '2026-11-22-inbox-rights', up: inboxRights.up },
  { name: '2026-11-22-rights-at-the-desk', up: rightsAtTheDesk.up },
  { name: '2026-11-22-report-ledger-entries', up: reportLedgerEntries.up },
  { name: '2026-11-22-published-links', up: publishedLinks.up },
  { name: '2026-11-22-struck-records', up: struckRecords.up },
];
