import { registerAnnualReportJobs } from './annual-report/jobs.js';
import { registerApplicantMailJobs } from './applicant-mail/jobs.js';
import { registerApplicantAccountJobs } from './applicant-account/jobs.js';
import { registerAuditJobs } from './audit/jobs.js';
import { registerBackupJobs } from './backup/jobs.js';
import { NO_BACKUPS, type BackupSettings } from './backup/service.js';
import { registerPersonalDataJobs } from './personal-data/jobs.js';
import { registerApplicationJobs } from './application/jobs.js';
import { registerIdentityJobs } from './identity/service.js';
import { registerHandlingJobs } from './handling/jobs.js';
import { registerLedgerJobs } from './ledger-import/jobs.js';
import { registerLetterJobs } from './letter/jobs.js';
import { registerNotificationJobs } from './notification/jobs.js';
import { registerOnlineApplicationJobs } from './online-application/jobs.js';
import { createJobRegistry, type JobRegistry } from './platform/jobs/job-kind.js';
import { registerPublicationJobs } from './publication/jobs.js';
import { registerQueueJobs } from './platform/jobs/service.js';
import { registerRequestIndexJobs } from './request-index/jobs.js';
import { registerCaseBundleJobs } from './case-bundle/jobs.js';
import { registerExchangeJobs } from './exchange/jobs.js';
import { registerIntakeJobs } from './intake/jobs.js';
import { registerIntegrationJobs } from './integration/jobs.js';
import { registerRemedyJobs } from './remedy/jobs.js';
import { registerSiteExportJobs, type SiteExportJob } from './site-export/jobs.js';
import { registerSignInJobs } from './sign-in/jobs.js';
import { registerStorageJobs } from './storage/jobs.js';

/** Every slice's jobs: add its `registerXxxJobs` here. */
export function registerJobs(
  backup: BackupSettings = NO_BACKUPS,
  siteExport: SiteExportJob | null = null,
): JobRegistry {
  const registry = createJobRegistry();
  registerQueueJobs(registry);
  registerAuditJobs(registry);
  registerIdentityJobs(registry);
  registerSignInJobs(registry);
  registerApplicantAccountJobs(registry);
  registerStorageJobs(registry);
  registerPersonalDataJobs(registry);
  registerNotificationJobs(registry);
  registerLetterJobs(registry);
  registerApplicationJobs(registry);
  registerLedgerJobs(registry);
  registerApplicantMailJobs(registry);
  registerOnlineApplicationJobs(registry);
  registerRemedyJobs(registry);
  registerCaseBundleJobs(registry);
  registerIntakeJobs(registry);
  registerIntegrationJobs(registry);
  registerExchangeJobs(registry);
  registerHandlingJobs(registry);
  registerRequestIndexJobs(registry);
  registerAnnualReportJobs(registry);
  registerPublicationJobs(registry);
  registerBackupJobs(registry, backup);
  registerSiteExportJobs(registry, siteExport);
  return registry;
}
