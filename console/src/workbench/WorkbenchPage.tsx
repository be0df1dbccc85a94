import {
  EVERY_AGENCY,
  REVIEW_STEP_NAMES,
  REVIEW_STEPS,
  ROLES,
  may,
  mayWithin,
  yearOf,
  localDateSchema,
  type Actor,
  type Permission,
} from '@gongkai/core';
import { Link } from 'wouter';
import { ReportState } from '../annual-report/ReportState.js';
import { DueSection } from '../application/DueSection.js';
import { OpenTasks, UnconfirmedCount } from '../handling/OpenTasks.js';
import { AgencyList } from '../identity/AgencyList.js';
import { WaitingLetters } from '../letter/WaitingLetters.js';
import { PublishedToLookAt } from '../publication/PublishedToLookAt.js';
import { WaitingDocuments } from '../publication/WaitingDocuments.js';
import { placePath } from '../ui/address.js';
import { Page } from '../ui/Page.js';
import { PlaceProvider, useWorkplace } from '../ui/place.js';
import { ChainsWaiting, FailedJobs, OpenIncidents } from './waiting.js';

/** Somebody has a role in one agency, seldom in two; more are a click away. */
const AGENCIES_SHOWN = 3;

/** The first screen: what is due and what waits for this person, by his roles, then the directory. */
export function WorkbenchPage() {
  const { access: actor, agencies, status } = useWorkplace();
  const thisYear = yearOf(localDateSchema.parse(status.today));
  const own = new Set(actor.grants.map(({ agencyCode }) => agencyCode));
  const shown = agencies.filter(({ code }) => own.has(code)).slice(0, AGENCIES_SHOWN);
  return (
    <Page title="工作台" lead={rolesOf(actor)}>
      {shown.map(({ code, name }) => (
        <PlaceProvider key={code} value={{ code, year: thisYear - 1 }}>
          <AgencyWork actor={actor} code={code} name={name} year={thisYear} />
        </PlaceProvider>
      ))}
      {may(actor, 'job.view', { agencyCode: null }) && <FailedJobs />}
      {mayWithin(actor, 'audit.view') && <ChainsWaiting />}
      {may(actor, 'role.grant', { agencyCode: null }) && (
        <section aria-labelledby="grants-title">
          <h2 id="grants-title">授权</h2>
          <p>
            <Link href="/administrators">三员的账号和角色</Link>
            ；各机关人员的角色在该机关的“人员与权限”中授予。
          </p>
        </section>
      )}
      <section aria-labelledby="agencies-title">
        <h2 id="agencies-title">机关目录</h2>
        <AgencyList />
      </section>
    </Page>
  );
}

function rolesOf({ name, grants }: Actor): string {
  const roles = [...new Set(grants.map(({ role }) => ROLES[role]))];
  if (grants.some(({ agencyCode }) => agencyCode === EVERY_AGENCY) && roles.length > 3) return name;
  return roles.length === 0
    ? `${name}：还没有角色，请与本机关的安全管理员联系。`
    : `${name}：${roles.join('、')}`;
}

interface AgencyWorkProps {
  readonly actor: Actor;
  readonly code: string;
  readonly name: string;
  readonly year: number;
}

function AgencyWork({ actor, code, name, year }: AgencyWorkProps) {
  const mayHere = (permission: Permission): boolean => mayWithin(actor, permission, code);
  return (
    <section aria-label={name}>
      <h2>
        <Link href={placePath({ code, year })}>{name}</Link>
      </h2>
      {mayHere('case.view') && (
        <div className="due-columns">
          <DueSection />
        </div>
      )}
      <div className="waiting-grid">
        {mayHere('task.handle') && <OpenTasks />}
        {!mayHere('case.view') && mayHere('report.view') && <UnconfirmedCount />}
        {mayHere('letter.draft') || mayHere('letter.approve') ? <WaitingLetters /> : null}
        {REVIEW_STEP_NAMES.some((step) => mayHere(REVIEW_STEPS[step].permission)) && <WaitingDocuments />}
        {mayHere('document.draft') && <PublishedToLookAt />}
        {mayHere('secrecyIncident.view') && <OpenIncidents />}
        {mayHere('report.view') && (
          <section aria-label={`${year - 1}年度报告`}>
            <h3>{year - 1}年度报告</h3>
            <ReportState />
          </section>
        )}
      </div>
    </section>
  );
}
