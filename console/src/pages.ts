import { lazy } from 'react';

// Every page of the console, loaded when it is first opened.

export const OverviewPage = lazy(async () => ({
  default: (await import('./annual-report/OverviewPage.js')).OverviewPage,
}));
export const ReportPage = lazy(async () => ({
  default: (await import('./annual-report/ReportPage.js')).ReportPage,
}));
export const CellPage = lazy(async () => ({
  default: (await import('./annual-report/CellPage.js')).CellPage,
}));
export const NarrativePage = lazy(async () => ({
  default: (await import('./annual-report/NarrativePage.js')).NarrativePage,
}));
export const DifferencePage = lazy(async () => ({
  default: (await import('./annual-report/DifferencePage.js')).DifferencePage,
}));
export const ImportedReportsPage = lazy(async () => ({
  default: (await import('./annual-report/ImportedReportsPage.js')).ImportedReportsPage,
}));
export const ImportedReportPage = lazy(async () => ({
  default: (await import('./annual-report/ImportedReportPage.js')).ImportedReportPage,
}));
export const ComparisonPage = lazy(async () => ({
  default: (await import('./annual-report/ComparisonPage.js')).ComparisonPage,
}));
export const RegisterPage = lazy(async () => ({
  default: (await import('./application/RegisterPage.js')).RegisterPage,
}));
export const IntakePage = lazy(async () => ({
  default: (await import('./intake/IntakePage.js')).IntakePage,
}));
export const LettersPage = lazy(async () => ({
  default: (await import('./letter/LettersPage.js')).LettersPage,
}));
export const LetterPage = lazy(async () => ({
  default: (await import('./letter/LetterPage.js')).LetterPage,
}));
export const CorrectionLetterPage = lazy(async () => ({
  default: (await import('./letter/NewLetterPage.js')).CorrectionLetterPage,
}));
export const NewLetterPage = lazy(async () => ({
  default: (await import('./letter/NewLetterPage.js')).NewLetterPage,
}));
export const CasePage = lazy(async () => ({ default: (await import('./application/CasePage.js')).CasePage }));
export const ArchivePage = lazy(async () => ({
  default: (await import('./case-bundle/ArchivePage.js')).ArchivePage,
}));
export const ExchangePage = lazy(async () => ({
  default: (await import('./exchange/ExchangePage.js')).ExchangePage,
}));
export const IntegrationPage = lazy(async () => ({
  default: (await import('./integration/IntegrationPage.js')).IntegrationPage,
}));
export const RemedyListPage = lazy(async () => ({
  default: (await import('./remedy/RemedyListPage.js')).RemedyListPage,
}));
export const RemedyPage = lazy(async () => ({
  default: (await import('./remedy/RemedyPage.js')).RemedyPage,
}));
export const UnitTasksPage = lazy(async () => ({
  default: (await import('./handling/UnitTasksPage.js')).UnitTasksPage,
}));
export const UnconfirmedPage = lazy(async () => ({
  default: (await import('./handling/UnconfirmedPage.js')).UnconfirmedPage,
}));
export const RedecisionsPage = lazy(async () => ({
  default: (await import('./handling/RedecisionsPage.js')).RedecisionsPage,
}));
export const RightsRequestsPage = lazy(async () => ({
  default: (await import('./online-application/RightsRequestsPage.js')).RightsRequestsPage,
}));
export const RightsRequestPage = lazy(async () => ({
  default: (await import('./online-application/RightsRequestPage.js')).RightsRequestPage,
}));
export const DeskSettingPage = lazy(async () => ({
  default: (await import('./desk-setting/DeskSettingPage.js')).DeskSettingPage,
}));
export const GuidePage = lazy(async () => ({
  default: (await import('./online-application/GuidePage.js')).GuidePage,
}));
export const StatisticsPage = lazy(async () => ({
  default: (await import('./statistics/StatisticsPage.js')).StatisticsPage,
}));
export const ReadingStatisticsPage = lazy(async () => ({
  default: (await import('./reading-statistics/ReadingStatisticsPage.js')).ReadingStatisticsPage,
}));
export const HotSpotsPage = lazy(async () => ({
  default: (await import('./statistics/HotSpotsPage.js')).HotSpotsPage,
}));
export const TopicsPage = lazy(async () => ({ default: (await import('./topic/TopicsPage.js')).TopicsPage }));
export const LetterTemplatesPage = lazy(async () => ({
  default: (await import('./letter-template/LetterTemplatesPage.js')).LetterTemplatesPage,
}));
export const LetterTemplatePage = lazy(async () => ({
  default: (await import('./letter-template/LetterTemplatePage.js')).LetterTemplatePage,
}));
export const LetterSettingsPage = lazy(async () => ({
  default: (await import('./letter-template/LetterSettingsPage.js')).LetterSettingsPage,
}));
export const LedgerImportPage = lazy(async () => ({
  default: (await import('./ledger/LedgerImportPage.js')).LedgerImportPage,
}));
export const AttestedFiguresPage = lazy(async () => ({
  default: (await import('./ledger/AttestedFiguresPage.js')).AttestedFiguresPage,
}));
export const AgencyPage = lazy(async () => ({
  default: (await import('./identity/AgencyPage.js')).AgencyPage,
}));
export const PeoplePage = lazy(async () => ({
  default: (await import('./identity/PeoplePage.js')).PeoplePage,
}));
export const AdministratorsPage = lazy(async () => ({
  default: (await import('./identity/AdministratorsPage.js')).AdministratorsPage,
}));
export const WorkbenchPage = lazy(async () => ({
  default: (await import('./workbench/WorkbenchPage.js')).WorkbenchPage,
}));
export const DocumentsPage = lazy(async () => ({
  default: (await import('./publication/DocumentsPage.js')).DocumentsPage,
}));
export const NewDocumentPage = lazy(async () => ({
  default: (await import('./publication/NewDocumentPage.js')).NewDocumentPage,
}));
export const DocumentPage = lazy(async () => ({
  default: (await import('./publication/DocumentPage.js')).DocumentPage,
}));
export const AdministrativeRecordsPage = lazy(async () => ({
  default: (await import('./ledger/AdministrativeRecordsPage.js')).AdministrativeRecordsPage,
}));
export const ReviewPathsPage = lazy(async () => ({
  default: (await import('./publication/ReviewPathsPage.js')).ReviewPathsPage,
}));
export const DepositsPage = lazy(async () => ({
  default: (await import('./deposit/DepositsPage.js')).DepositsPage,
}));
export const PublicationSettingPage = lazy(async () => ({
  default: (await import('./publication/PublicationSettingPage.js')).PublicationSettingPage,
}));
export const PublishedFindingsPage = lazy(async () => ({
  default: (await import('./publication/PublishedFindingsPage.js')).PublishedFindingsPage,
}));
export const PublishedLinksPage = lazy(async () => ({
  default: (await import('./publication/PublishedLinksPage.js')).PublishedLinksPage,
}));
export const RegulationsPage = lazy(async () => ({
  default: (await import('./regulation/RegulationsPage.js')).RegulationsPage,
}));
export const CleanupsPage = lazy(async () => ({
  default: (await import('./regulation/CleanupsPage.js')).CleanupsPage,
}));
export const CleanupPage = lazy(async () => ({
  default: (await import('./regulation/CleanupPage.js')).CleanupPage,
}));
export const CataloguePage = lazy(async () => ({
  default: (await import('./standard-catalogue/CataloguePage.js')).CataloguePage,
}));
export const ProposalsPage = lazy(async () => ({
  default: (await import('./proposal/ProposalsPage.js')).ProposalsPage,
}));
export const JobsPage = lazy(async () => ({ default: (await import('./system/JobsPage.js')).JobsPage }));
export const ClockOverviewPage = lazy(async () => ({
  default: (await import('./application/ClockOverviewPage.js')).ClockOverviewPage,
}));
export const CalendarPage = lazy(async () => ({
  default: (await import('./calendar/CalendarPage.js')).CalendarPage,
}));
export const AuditPage = lazy(async () => ({ default: (await import('./audit/AuditPage.js')).AuditPage }));
export const NotificationsPage = lazy(async () => ({
  default: (await import('./notification/NotificationsPage.js')).NotificationsPage,
}));
export const SecrecyIncidentsPage = lazy(async () => ({
  default: (await import('./system/SecrecyIncidentsPage.js')).SecrecyIncidentsPage,
}));
export const StatusPage = lazy(async () => ({
  default: (await import('./system/StatusPage.js')).StatusPage,
}));
