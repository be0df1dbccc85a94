import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch, type DefaultParams } from 'wouter';
import { PermittedAnywhere, PermittedHere, PermittedOnPlatform } from './ui/permission.js';
import { PlaceProvider, useWorkplace, type Place } from './ui/place.js';
import { Frame } from './ui/Frame.js';
import { Loading, Nothing } from './ui/states.js';

const OverviewPage = lazy(async () => ({
  default: (await import('./annual-report/OverviewPage.js')).OverviewPage,
}));
const ReportPage = lazy(async () => ({
  default: (await import('./annual-report/ReportPage.js')).ReportPage,
}));
const CellPage = lazy(async () => ({ default: (await import('./annual-report/CellPage.js')).CellPage }));
const NarrativePage = lazy(async () => ({
  default: (await import('./annual-report/NarrativePage.js')).NarrativePage,
}));
const DifferencePage = lazy(async () => ({
  default: (await import('./annual-report/DifferencePage.js')).DifferencePage,
}));
const ImportedReportsPage = lazy(async () => ({
  default: (await import('./annual-report/ImportedReportsPage.js')).ImportedReportsPage,
}));
const ImportedReportPage = lazy(async () => ({
  default: (await import('./annual-report/ImportedReportPage.js')).ImportedReportPage,
}));
const ComparisonPage = lazy(async () => ({
  default: (await import('./annual-report/ComparisonPage.js')).ComparisonPage,
}));
const RegisterPage = lazy(async () => ({
  default: (await import('./application/RegisterPage.js')).RegisterPage,
}));
const IntakePage = lazy(async () => ({ default: (await import('./intake/IntakePage.js')).IntakePage }));
const LettersPage = lazy(async () => ({
  default: (await import('./letter/LettersPage.js')).LettersPage,
}));
const LetterPage = lazy(async () => ({ default: (await import('./letter/LetterPage.js')).LetterPage }));
const NewLetterPage = lazy(async () => ({
  default: (await import('./letter/NewLetterPage.js')).NewLetterPage,
}));
const CasePage = lazy(async () => ({ default: (await import('./application/CasePage.js')).CasePage }));
const ArchivePage = lazy(async () => ({
  default: (await import('./case-bundle/ArchivePage.js')).ArchivePage,
}));
const ExchangePage = lazy(async () => ({
  default: (await import('./exchange/ExchangePage.js')).ExchangePage,
}));
const IntegrationPage = lazy(async () => ({
  default: (await import('./integration/IntegrationPage.js')).IntegrationPage,
}));
const RemedyListPage = lazy(async () => ({
  default: (await import('./remedy/RemedyListPage.js')).RemedyListPage,
}));
const RemedyPage = lazy(async () => ({ default: (await import('./remedy/RemedyPage.js')).RemedyPage }));
const UnitTasksPage = lazy(async () => ({
  default: (await import('./handling/UnitTasksPage.js')).UnitTasksPage,
}));
const UnconfirmedPage = lazy(async () => ({
  default: (await import('./handling/UnconfirmedPage.js')).UnconfirmedPage,
}));
const RedecisionsPage = lazy(async () => ({
  default: (await import('./handling/RedecisionsPage.js')).RedecisionsPage,
}));
const RightsRequestsPage = lazy(async () => ({
  default: (await import('./online-application/RightsRequestsPage.js')).RightsRequestsPage,
}));
const RightsRequestPage = lazy(async () => ({
  default: (await import('./online-application/RightsRequestPage.js')).RightsRequestPage,
}));
const DeskSettingPage = lazy(async () => ({
  default: (await import('./desk-setting/DeskSettingPage.js')).DeskSettingPage,
}));
const GuidePage = lazy(async () => ({
  default: (await import('./online-application/GuidePage.js')).GuidePage,
}));
const StatisticsPage = lazy(async () => ({
  default: (await import('./statistics/StatisticsPage.js')).StatisticsPage,
}));
const ReadingStatisticsPage = lazy(async () => ({
  default: (await import('./reading-statistics/ReadingStatisticsPage.js')).ReadingStatisticsPage,
}));
const HotSpotsPage = lazy(async () => ({
  default: (await import('./statistics/HotSpotsPage.js')).HotSpotsPage,
}));
const TopicsPage = lazy(async () => ({ default: (await import('./topic/TopicsPage.js')).TopicsPage }));
const LetterTemplatesPage = lazy(async () => ({
  default: (await import('./letter-template/LetterTemplatesPage.js')).LetterTemplatesPage,
}));
const LetterTemplatePage = lazy(async () => ({
  default: (await import('./letter-template/LetterTemplatePage.js')).LetterTemplatePage,
}));
const LetterSettingsPage = lazy(async () => ({
  default: (await import('./letter-template/LetterSettingsPage.js')).LetterSettingsPage,
}));
const LedgerImportPage = lazy(async () => ({
  default: (await import('./ledger/LedgerImportPage.js')).LedgerImportPage,
}));
const AttestedFiguresPage = lazy(async () => ({
  default: (await import('./ledger/AttestedFiguresPage.js')).AttestedFiguresPage,
}));
const AgencyPage = lazy(async () => ({ default: (await import('./identity/AgencyPage.js')).AgencyPage }));
const PeoplePage = lazy(async () => ({ default: (await import('./identity/PeoplePage.js')).PeoplePage }));
const AdministratorsPage = lazy(async () => ({
  default: (await import('./identity/AdministratorsPage.js')).AdministratorsPage,
}));
const WorkbenchPage = lazy(async () => ({
  default: (await import('./workbench/WorkbenchPage.js')).WorkbenchPage,
}));
const DocumentsPage = lazy(async () => ({
  default: (await import('./publication/DocumentsPage.js')).DocumentsPage,
}));
const NewDocumentPage = lazy(async () => ({
  default: (await import('./publication/NewDocumentPage.js')).NewDocumentPage,
}));
const DocumentPage = lazy(async () => ({
  default: (await import('./publication/DocumentPage.js')).DocumentPage,
}));
const DepositsPage = lazy(async () => ({
  default: (await import('./deposit/DepositsPage.js')).DepositsPage,
}));
const PublicationSettingPage = lazy(async () => ({
  default: (await import('./publication/PublicationSettingPage.js')).PublicationSettingPage,
}));
const RegulationsPage = lazy(async () => ({
  default: (await import('./regulation/RegulationsPage.js')).RegulationsPage,
}));
const CleanupsPage = lazy(async () => ({
  default: (await import('./regulation/CleanupsPage.js')).CleanupsPage,
}));
const CleanupPage = lazy(async () => ({
  default: (await import('./regulation/CleanupPage.js')).CleanupPage,
}));
const CataloguePage = lazy(async () => ({
  default: (await import('./standard-catalogue/CataloguePage.js')).CataloguePage,
}));
const ProposalsPage = lazy(async () => ({
  default: (await import('./proposal/ProposalsPage.js')).ProposalsPage,
}));
const JobsPage = lazy(async () => ({ default: (await import('./system/JobsPage.js')).JobsPage }));
const ClockOverviewPage = lazy(async () => ({
  default: (await import('./application/ClockOverviewPage.js')).ClockOverviewPage,
}));
const CalendarPage = lazy(async () => ({
  default: (await import('./calendar/CalendarPage.js')).CalendarPage,
}));
const AuditPage = lazy(async () => ({ default: (await import('./audit/AuditPage.js')).AuditPage }));
const NotificationsPage = lazy(async () => ({
  default: (await import('./notification/NotificationsPage.js')).NotificationsPage,
}));
const SecrecyIncidentsPage = lazy(async () => ({
  default: (await import('./system/SecrecyIncidentsPage.js')).SecrecyIncidentsPage,
}));
const StatusPage = lazy(async () => ({ default: (await import('./system/StatusPage.js')).StatusPage }));

function Missing() {
  return (
    <Nothing title="没有这个页面">
      <p>地址可能写错，或者页面已经移走。请从左侧菜单进入。</p>
    </Nothing>
  );
}

/** The pages of one agency and year. */
function PlacePages() {
  return (
    <Switch>
      <Route path="/agencies/:code/:year" component={OverviewPage} />
      <Route path="/agencies/:code/:year/agency" component={AgencyPage} />
      <Route path="/agencies/:code/:year/people" component={PeoplePage} />
      <Route path="/agencies/:code/:year/secrecy-incidents">
        <PermittedHere permission="secrecyIncident.view">
          <SecrecyIncidentsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/letters">
        <PermittedHere permission="case.view">
          <LettersPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/letters/:letterId">
        {({ letterId }) => (
          <PermittedHere permission="case.view">
            <LetterPage key={letterId} letterId={letterId} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/cases/*?">
        <PermittedHere permission="case.view">
          <CasePages />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/archive">
        <PermittedHere permission="case.archive">
          <ArchivePage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/exchange">
        <PermittedHere permission="exchange.view">
          <ExchangePage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/integration">
        <PermittedHere permission="settings.manage">
          <IntegrationPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/remedies">
        <PermittedHere permission="remedy.view">
          <RemedyListPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/remedies/:remedyId">
        {({ remedyId }) => (
          <PermittedHere permission="remedy.view">
            <RemedyPage key={remedyId} remedyId={remedyId} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/unit-tasks">
        <PermittedHere permission="task.handle">
          <UnitTasksPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/unconfirmed">
        <PermittedHere permission="case.view">
          <UnconfirmedPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/letter-templates">
        <PermittedHere permission="letterTemplate.view">
          <LetterTemplatesPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/letter-templates/:letter">
        {({ letter }) => (
          <PermittedHere permission="letterTemplate.view">
            <LetterTemplatePage key={letter} letter={letter} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/letter-settings">
        <PermittedHere permission="letterTemplate.view">
          <LetterSettingsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/guide" component={GuidePage} />
      <Route path="/agencies/:code/:year/desk-setting">
        <PermittedHere permission="case.view">
          <DeskSettingPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/rights-requests">
        <PermittedHere permission="rightsRequest.view">
          <RightsRequestsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/rights-requests/:requestId">
        {({ requestId }) => (
          <PermittedHere permission="rightsRequest.view">
            <RightsRequestPage requestId={requestId} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/redecisions">
        <PermittedHere permission="case.view">
          <RedecisionsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/deposits">
        <PermittedHere permission="document.view">
          <DepositsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/publication-setting">
        <PermittedHere permission="document.view">
          <PublicationSettingPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/regulations">
        <PermittedHere permission="document.view">
          <RegulationsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/cleanup-rounds">
        <PermittedHere permission="document.view">
          <CleanupsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/cleanup-rounds/:roundId">
        {({ roundId }) => (
          <PermittedHere permission="document.view">
            <CleanupPage key={roundId} roundId={roundId} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/standard-catalogue">
        <PermittedHere permission="document.view">
          <CataloguePage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/proposals">
        <PermittedHere permission="document.view">
          <ProposalsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/documents">
        <PermittedHere permission="document.view">
          <DocumentsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/documents/new">
        <PermittedHere permission="document.draft">
          <NewDocumentPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/documents/:documentId">
        {({ documentId }) => (
          <PermittedHere permission="document.view">
            <DocumentPage key={documentId} documentId={documentId} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/statistics">
        <PermittedHere permission="report.view">
          <StatisticsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/reading-statistics">
        <PermittedHere permission="report.view">
          <ReadingStatisticsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/hot-spots">
        <PermittedHere permission="topic.manage">
          <HotSpotsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/topics">
        <PermittedHere permission="case.view">
          <TopicsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/ledger-import">
        <PermittedHere permission="ledger.import">
          <LedgerImportPage />
        </PermittedHere>
      </Route>
      <Route>
        <PermittedHere permission="report.view">
          <ReportPages />
        </PermittedHere>
      </Route>
    </Switch>
  );
}

function CasePages() {
  return (
    <Switch>
      <Route path="/agencies/:code/:year/cases" component={RegisterPage} />
      <Route path="/agencies/:code/:year/cases/new">
        <PermittedHere permission="case.register">
          <IntakePage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/cases/:caseId/letters/new">
        {({ caseId }) => (
          <PermittedHere permission="letter.draft">
            <NewLetterPage key={caseId} caseId={caseId} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/cases/:caseId">
        {({ caseId }) => <CasePage key={caseId} caseId={caseId} />}
      </Route>
      <Route>
        <Missing />
      </Route>
    </Switch>
  );
}

function ReportPages() {
  return (
    <Switch>
      <Route path="/agencies/:code/:year/report" component={ReportPage} />
      <Route path="/agencies/:code/:year/cells/:cell">{({ cell }) => <CellPage cell={cell} />}</Route>
      <Route path="/agencies/:code/:year/narrative" component={NarrativePage} />
      <Route path="/agencies/:code/:year/difference" component={DifferencePage} />
      <Route path="/agencies/:code/:year/attested-figures" component={AttestedFiguresPage} />
      <Route path="/agencies/:code/:year/imported-reports" component={ImportedReportsPage} />
      <Route path="/agencies/:code/:year/imported-reports/:id">
        {({ id }) => <ImportedReportPage id={id} />}
      </Route>
      <Route path="/agencies/:code/:year/comparison" component={ComparisonPage} />
      <Route>
        <Missing />
      </Route>
    </Switch>
  );
}

function placeOf({ code, year }: DefaultParams): Place | null {
  return code !== undefined && year !== undefined && /^\d{4}$/.test(year)
    ? { code, year: Number(year) }
    : null;
}

function AtPlace({ place }: { readonly place: Place }) {
  const { agencies } = useWorkplace();
  if (!agencies.some(({ code }) => code === place.code)) {
    return (
      <Frame place={null}>
        <Nothing title={`没有代码为“${place.code}”的机关`}>
          <p>请从机关目录中选择，或者核对地址中的机关代码。</p>
        </Nothing>
      </Frame>
    );
  }
  return (
    <PlaceProvider value={place}>
      <Frame place={place}>
        <Suspense fallback={<Loading what="页面" />}>
          <PlacePages key={`${place.code} ${place.year}`} />
        </Suspense>
      </Frame>
    </PlaceProvider>
  );
}

/** Every page by its address below `/console`. */
export function Routes() {
  return (
    <Switch>
      <Route path="/">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <WorkbenchPage />
          </Suspense>
        </Frame>
      </Route>
      <Route path="/administrators">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <PermittedOnPlatform permission="people.view">
              <AdministratorsPage />
            </PermittedOnPlatform>
          </Suspense>
        </Frame>
      </Route>
      <Route path="/jobs">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <PermittedOnPlatform permission="job.view">
              <JobsPage />
            </PermittedOnPlatform>
          </Suspense>
        </Frame>
      </Route>
      <Route path="/clock-overview">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <PermittedAnywhere permission="report.view">
              <ClockOverviewPage />
            </PermittedAnywhere>
          </Suspense>
        </Frame>
      </Route>
      <Route path="/calendar">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <CalendarPage />
          </Suspense>
        </Frame>
      </Route>
      <Route path="/status">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <StatusPage />
          </Suspense>
        </Frame>
      </Route>
      <Route path="/notifications">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <NotificationsPage />
          </Suspense>
        </Frame>
      </Route>
      <Route path="/audit">
        <Frame place={null}>
          <Suspense fallback={<Loading what="页面" />}>
            <PermittedAnywhere permission="audit.view">
              <AuditPage />
            </PermittedAnywhere>
          </Suspense>
        </Frame>
      </Route>
      <Route path="/agencies/:code/:year/*?">
        {(params) => {
          const place = placeOf(params);
          return place === null ? <Redirect to="/" replace /> : <AtPlace place={place} />;
        }}
      </Route>
      <Route>
        <Frame place={null}>
          <Missing />
        </Frame>
      </Route>
    </Switch>
  );
}
