import { type Kysely, type Transaction as KyselyTransaction } from 'kysely';
import {
  type AdministrativeRecordTable,
  type AttestedFigureTable,
} from '../../administrative-record/table.js';
import {
  type AnnualReportTable,
  type ImportedReportTable,
  type ReportCaseTable,
  type ReportExportFileTable,
  type ReportExportTable,
  type ReportLedgerEntryTable,
  type ReportSectionRevisionTable,
  type ReportSectionTable,
  type ReportWaiverTable,
} from '../../annual-report/table.js';
import {
  type ApplicantAccountTable,
  type ApplicantCaseTable,
  type ApplicantLinkTable,
  type ApplicantSessionTable,
} from '../../applicant-account/table.js';
import {
  type ApplicationCaseTable,
  type CaseEventTable,
  type CaseSeriesTable,
  type CaseYearTable,
  type RegisterViewTable,
} from '../../application/table.js';
import {
  type AuditAnchorTable,
  type AuditBlockTable,
  type AuditPendingTable,
  type AuditRecordTable,
} from '../../audit/table.js';
import {
  type AccountTable,
  type AgencyFormerNameTable,
  type AgencySuccessionTable,
  type AgencyUnitSuccessionTable,
  type AgencyTable,
  type DelegationTable,
  type OfficerTable,
  type RoleGrantTable,
  type UnitTable,
} from '../../identity/table.js';
import {
  type ConsultationTable,
  type CaseFeeTable,
  type CaseLinkTable,
  type EnvelopeCaseTable,
  type EnvelopeTable,
  type HandlingEntryTable,
  type HandlingFileTable,
  type HandlingTextTable,
  type UnitTaskTable,
} from '../../handling/table.js';
import { type WorkingDayNoticeTable } from '../../calendar/table.js';
import {
  type ImportedFactTable,
  type LedgerImportTable,
  type RegisterExportTable,
} from '../../ledger-import/table.js';
import {
  type DisclosureGuideTable,
  type OnlineActTable,
  type OnlineApplicationTable,
  type OnlineDraftTable,
  type SatisfactionCountTable,
} from '../../online-application/table.js';
import type { OnlineFileTable, OnlineTextTable } from '../../online-record/table.js';
import type {
  RightsRequestEventTable,
  RightsRequestSeriesTable,
  RightsRequestTable,
} from '../../rights-request/table.js';
import {
  type LetterFileTable,
  type LetterCaseTable,
  type LetterSeriesTable,
  type LetterServiceTable,
  type LetterTable,
} from '../../letter/table.js';
import type { LetterSettingTable, LetterTemplateTable } from '../../letter-template/table.js';
import { type PartyTable } from '../../party/table.js';
import {
  type MailUnsubscriptionTable,
  type NotificationAddressTable,
  type NotificationPreferenceTable,
  type NotificationTable,
} from '../../notification/table.js';
import {
  type DocumentActTable,
  type DocumentFileTable,
  type DocumentRelationTable,
  type DocumentSeriesTable,
  type DocumentTable,
  type DocumentVersionTable,
  type DocumentWaiverTable,
  type PublicationSettingTable,
  type PublishedCheckTable,
  type PublishedFindingTable,
  type ReviewPathTable,
} from '../../publication/table.js';
import type { DepositDocumentTable, DepositTable } from '../../deposit/table.js';
import type { CleanupEntryTable, CleanupRoundTable } from '../../regulation/table.js';
import type { DocumentLinkTable, LinkRunTable, WebLinkTable } from '../../link-check/table.js';
import type { ProposalTable } from '../../proposal/table.js';
import type {
  CatalogueItemTable,
  CatalogueLinkTable,
  CatalogueVersionTable,
} from '../../standard-catalogue/table.js';
import {
  type ArchiveRetentionTable,
  type CaseArchiveTable,
  type CaseBundleTable,
  type CaseBundleVolumeTable,
} from '../../case-bundle/table.js';
import { type DeskSettingTable } from '../../desk-setting/table.js';
import {
  type CaseAttachmentTable,
  type IntakeDraftFileTable,
  type IntakeDraftTable,
  type IntakeRecordTable,
  type IntakeTextTable,
} from '../../intake/table.js';
import {
  type IntegrationClientTable,
  type IntegrationDeliveryTable,
  type IntegrationIntakeTable,
} from '../../integration/table.js';
import {
  type RemedyLessonTable,
  type RemedyOrderTable,
  type RemedyPaperTable,
  type RemedyPolicyTable,
  type RemedySeriesTable,
  type RemedyTable,
  type RemedyVersionTable,
} from '../../remedy/table.js';
import { type DisclosureCandidateTable } from '../../statistics/table.js';
import { type CountedLogTable, type ReadingCountTable } from '../../reading-statistics/table.js';
import {
  type ExchangeCaseTable,
  type ExchangeFilePartTable,
  type ExchangeIncidentTable,
  type ExchangeMessageTable,
  type ExchangePackageTable,
  type ExchangePeerKeyTable,
  type ExchangePeerTable,
  type ExchangeRefusalTable,
  type ExchangeRightsTable,
  type ExchangeToldFileTable,
  type InboxActTable,
  type InboxAgencyTable,
  type InboxApplicationTable,
  type InboxFilePartTable,
  type InboxOpinionTable,
} from '../../exchange/table.js';
import { type TopicTreeTable } from '../../topic/table.js';
import { type RequestCodesTable, type RequestIndexStateTable } from '../../request-index/table.js';
import { type SearchEntryTable } from '../../search/table.js';
import {
  type AccountSessionTable,
  type IdentityLinkTable,
  type InvitationTable,
  type KnownNetworkTable,
  type PasswordTable,
  type RecoveryCodeTable,
  type SecondFactorTable,
} from '../../sign-in/table.js';
import { type RetentionTermTable } from '../../personal-data/table.js';
import { type SecrecyIncidentTable, type StoredFileTable } from '../../storage/table.js';
import { type JobScheduleTable, type JobTable } from '../jobs/table.js';
import { type AttemptLimitTable } from '../rate-limit/table.js';
import { type SecretKeyTable } from '../secrets/table.js';
import { type MigrationTable } from './table.js';

/**
 * Every table, by its name in camel case. A slice owns the column types in its `table.ts` and is named here;
 * nothing else of a slice may be.
 */
export interface Schema {
  catalogueItem: CatalogueItemTable;
  catalogueLink: CatalogueLinkTable;
  catalogueVersion: CatalogueVersionTable;
  deposit: DepositTable;
  depositDocument: DepositDocumentTable;
  proposal: ProposalTable;
  document: DocumentTable;
  documentAct: DocumentActTable;
  documentFile: DocumentFileTable;
  documentRelation: DocumentRelationTable;
  documentSeries: DocumentSeriesTable;
  documentVersion: DocumentVersionTable;
  documentLink: DocumentLinkTable;
  linkRun: LinkRunTable;
  webLink: WebLinkTable;
  documentWaiver: DocumentWaiverTable;
  publicationSetting: PublicationSettingTable;
  publishedCheck: PublishedCheckTable;
  publishedFinding: PublishedFindingTable;
  reviewPath: ReviewPathTable;
  searchEntry: SearchEntryTable;
  account: AccountTable;
  accountSession: AccountSessionTable;
  administrativeRecord: AdministrativeRecordTable;
  agency: AgencyTable;
  agencyFormerName: AgencyFormerNameTable;
  agencySuccession: AgencySuccessionTable;
  agencyUnitSuccession: AgencyUnitSuccessionTable;
  annualReport: AnnualReportTable;
  applicantAccount: ApplicantAccountTable;
  applicantCase: ApplicantCaseTable;
  applicantLink: ApplicantLinkTable;
  applicantRecoveryCode: RecoveryCodeTable;
  applicantSecondFactor: SecondFactorTable;
  applicantSession: ApplicantSessionTable;
  applicationCase: ApplicationCaseTable;
  attemptLimit: AttemptLimitTable;
  attestedFigure: AttestedFigureTable;
  auditAnchor: AuditAnchorTable;
  auditBlock: AuditBlockTable;
  auditPending: AuditPendingTable;
  auditRecord: AuditRecordTable;
  archiveRetention: ArchiveRetentionTable;
  caseArchive: CaseArchiveTable;
  caseBundle: CaseBundleTable;
  caseBundleVolume: CaseBundleVolumeTable;
  caseEvent: CaseEventTable;
  caseFee: CaseFeeTable;
  caseLink: CaseLinkTable;
  caseSeries: CaseSeriesTable;
  caseYear: CaseYearTable;
  cleanupEntry: CleanupEntryTable;
  cleanupRound: CleanupRoundTable;
  consultation: ConsultationTable;
  delegation: DelegationTable;
  envelope: EnvelopeTable;
  envelopeCase: EnvelopeCaseTable;
  handlingEntry: HandlingEntryTable;
  handlingFile: HandlingFileTable;
  handlingText: HandlingTextTable;
  disclosureGuide: DisclosureGuideTable;
  disclosureCandidate: DisclosureCandidateTable;
  identityLink: IdentityLinkTable;
  importedFact: ImportedFactTable;
  importedReport: ImportedReportTable;
  caseAttachment: CaseAttachmentTable;
  deskSetting: DeskSettingTable;
  intakeDraft: IntakeDraftTable;
  intakeDraftFile: IntakeDraftFileTable;
  intakeRecord: IntakeRecordTable;
  intakeText: IntakeTextTable;
  integrationClient: IntegrationClientTable;
  integrationDelivery: IntegrationDeliveryTable;
  integrationIntake: IntegrationIntakeTable;
  invitation: InvitationTable;
  job: JobTable;
  jobSchedule: JobScheduleTable;
  knownNetwork: KnownNetworkTable;
  ledgerImport: LedgerImportTable;
  registerExport: RegisterExportTable;
  letter: LetterTable;
  letterFile: LetterFileTable;
  letterCase: LetterCaseTable;
  letterSeries: LetterSeriesTable;
  letterService: LetterServiceTable;
  letterSetting: LetterSettingTable;
  letterTemplate: LetterTemplateTable;
  mailUnsubscription: MailUnsubscriptionTable;
  migration: MigrationTable;
  notification: NotificationTable;
  notificationAddress: NotificationAddressTable;
  notificationPreference: NotificationPreferenceTable;
  officer: OfficerTable;
  onlineAct: OnlineActTable;
  onlineApplication: OnlineApplicationTable;
  onlineDraft: OnlineDraftTable;
  onlineFile: OnlineFileTable;
  onlineText: OnlineTextTable;
  party: PartyTable;
  password: PasswordTable;
  recoveryCode: RecoveryCodeTable;
  registerView: RegisterViewTable;
  remedy: RemedyTable;
  remedyLesson: RemedyLessonTable;
  remedyOrder: RemedyOrderTable;
  remedyPaper: RemedyPaperTable;
  remedyPolicy: RemedyPolicyTable;
  remedySeries: RemedySeriesTable;
  remedyVersion: RemedyVersionTable;
  reportCase: ReportCaseTable;
  reportExport: ReportExportTable;
  reportExportFile: ReportExportFileTable;
  reportLedgerEntry: ReportLedgerEntryTable;
  reportSection: ReportSectionTable;
  reportSectionRevision: ReportSectionRevisionTable;
  reportWaiver: ReportWaiverTable;
  requestCodes: RequestCodesTable;
  retentionTerm: RetentionTermTable;
  requestIndexState: RequestIndexStateTable;
  secondFactor: SecondFactorTable;
  secretKey: SecretKeyTable;
  rightsRequest: RightsRequestTable;
  rightsRequestEvent: RightsRequestEventTable;
  rightsRequestSeries: RightsRequestSeriesTable;
  roleGrant: RoleGrantTable;
  satisfactionCount: SatisfactionCountTable;
  secrecyIncident: SecrecyIncidentTable;
  storedFile: StoredFileTable;
  topicTree: TopicTreeTable;
  readingCount: ReadingCountTable;
  countedLog: CountedLogTable;
  exchangePeer: ExchangePeerTable;
  exchangePeerKey: ExchangePeerKeyTable;
  exchangeMessage: ExchangeMessageTable;
  exchangePackage: ExchangePackageTable;
  exchangeIncident: ExchangeIncidentTable;
  exchangeCase: ExchangeCaseTable;
  exchangeFilePart: ExchangeFilePartTable;
  exchangeRefusal: ExchangeRefusalTable;
  exchangeRights: ExchangeRightsTable;
  exchangeToldFile: ExchangeToldFileTable;
  inboxAct: InboxActTable;
  inboxFilePart: InboxFilePartTable;
  inboxOpinion: InboxOpinionTable;
  inboxAgency: InboxAgencyTable;
  inboxApplication: InboxApplicationTable;
  unit: UnitTable;
  workingDayNotice: WorkingDayNoticeTable;
  unitTask: UnitTaskTable;
}

/** Anything that runs queries: the database, or a transaction on it. The first argument of a query function. */
export type Connection = Kysely<Schema>;

/** An open transaction. A function that locks rows, or that must not be half done, demands this type. */
export type Transaction = KyselyTransaction<Schema>;
