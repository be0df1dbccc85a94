import { Suspense } from 'react';
import { Redirect, Route, Switch, type DefaultParams } from 'wouter';
import {
  AdministratorsPage,
  AgencyPage,
  ArchivePage,
  AttestedFiguresPage,
  AuditPage,
  CalendarPage,
  CasePage,
  CataloguePage,
  CellPage,
  CleanupPage,
  CleanupsPage,
  ClockOverviewPage,
  ComparisonPage,
  AdministrativeRecordsPage,
  DepositsPage,
  ReviewPathsPage,
  DeskSettingPage,
  DifferencePage,
  DocumentPage,
  DocumentsPage,
  ExchangePage,
  GuidePage,
  HotSpotsPage,
  ImportedReportPage,
  ImportedReportsPage,
  IntakePage,
  IntegrationPage,
  JobsPage,
  LedgerImportPage,
  LetterPage,
  LetterSettingsPage,
  LetterTemplatePage,
  LetterTemplatesPage,
  LettersPage,
  NarrativePage,
  NewDocumentPage,
  CorrectionLetterPage,
  NewLetterPage,
  NotificationsPage,
  OverviewPage,
  PeoplePage,
  ProposalsPage,
  PublicationSettingPage,
  PublishedFindingsPage,
  PublishedLinksPage,
  ReadingStatisticsPage,
  RedecisionsPage,
  RegisterPage,
  RegulationsPage,
  RemedyListPage,
  RemedyPage,
  ReportPage,
  RightsRequestPage,
  RightsRequestsPage,
  SecrecyIncidentsPage,
  StatisticsPage,
  StatusPage,
  TopicsPage,
  UnconfirmedPage,
  UnitTasksPage,
  WorkbenchPage,
} from './pages.js';
import { PermittedAnywhere, PermittedHere, PermittedOnPlatform } from './ui/permission.js';
import { PlaceProvider, useWorkplace, type Place } from './ui/place.js';
import { Frame } from './ui/Frame.js';
import { Loading, Nothing } from './ui/states.js';

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
      <Route path="/agencies/:code/:year/rights-requests/:requestId/letters/new">
        {({ requestId }) => (
          <PermittedHere permission="letter.draft">
            <CorrectionLetterPage key={requestId} requestId={requestId} />
          </PermittedHere>
        )}
      </Route>
      <Route path="/agencies/:code/:year/redecisions">
        <PermittedHere permission="case.view">
          <RedecisionsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/administrative-records">
        <PermittedHere permission="administrativeRecord.view">
          <AdministrativeRecordsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/review-paths">
        <PermittedHere permission="document.view">
          <ReviewPathsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/deposits">
        <PermittedHere permission="document.view">
          <DepositsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/published-findings">
        <PermittedHere permission="document.view">
          <PublishedFindingsPage />
        </PermittedHere>
      </Route>
      <Route path="/agencies/:code/:year/published-links">
        <PermittedHere permission="document.view">
          <PublishedLinksPage />
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
