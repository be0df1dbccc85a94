import {
  createCalendar,
  type Actor,
  type LocalDate,
  type WorkingDayCalendar,
  operatorActor,
} from '@gongkai/core';
import { attestFigures, loadRecords } from '../administrative-record/service.js';
import { loadCases } from '../application/service.js';
import { createAgency, listAgencies, saveStaff } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { loadDocuments } from '../publication/service.js';
import { loadRemedies } from '../remedy/service.js';
import { saveLetterSetting } from '../letter-template/service.js';
import { saveGuide } from '../online-application/service.js';
import { makeAgencyRecords } from './agency-records.js';
import { changeAfterPublication } from './changes-after-publication.js';
import { CITY, type CityAgency } from './city.js';
import { loadDisclosureLedgers } from './disclosure-ledgers.js';
import { guideOf } from './guides.js';
import { letterSettingsOf } from './letter-settings.js';
import { lookAgain } from './looked-at-again.js';
import { publishReports } from './publish-reports.js';
import { makeDocuments } from './published-documents.js';
import { DISCLOSURE_OFFICER, EDITOR, HEAD_OF_OFFICE, rolesOfPost, staffOf, type Staff } from './staff.js';

export { openCastAccounts } from './cast-accounts.js';
export { handleTracedCase } from './traced-case.js';
export { prepareDirectory, readMark, writeMark } from './demonstration-directory.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'site'>;

/** Its last report differs from what is known now. */
const CORRECTED = 'CC-ZR';

/** What was loaded, in numbers. */
export interface LoadedCity {
  readonly agencies: number;
  readonly cases: number;
  readonly remedies: number;
  /** Documents on their way to publication, published, and kept back. */
  readonly documents: number;
  readonly published: number;
}

/** Whether there is nobody yet: a demonstration is loaded into an empty database alone. */
export async function isEmpty(ctx: Pick<Context, 'db'>): Promise<boolean> {
  return (await listAgencies(ctx)).length === 0;
}

/**
 * Loads the fictional city as it is known today, through the use cases that offices work with.
 * @param only codes of the agencies to load, parents included; left out: all
 */
export async function loadCity(
  ctx: Context,
  onProgress: (line: string) => void = () => undefined,
  only: readonly string[] = CITY.map(({ code }) => code),
): Promise<LoadedCity> {
  const today = ctx.today();
  const calendar = createCalendar();
  const loaded = { agencies: 0, cases: 0, remedies: 0, documents: 0, published: 0 };
  for (const agency of CITY.filter(({ code }) => only.includes(code))) {
    const staff = staffOf(agency);
    await createAgency(ctx, operatorActor(), identityOf(agency));
    await saveStaff(ctx, operatorActor(), agency.code, staff);
    const head = actorOf(staff, agency.code, HEAD_OF_OFFICE);
    for (const setting of letterSettingsOf(agency)) await saveLetterSetting(ctx, head, agency.code, setting);
    await saveGuide(ctx, head, agency.code, { ...guideOf(agency, ctx.site), revision: 0 });
    const { cases, remedies, documents } = await loadAgency(ctx, agency, staff, today, calendar);
    const published = agency.scope === 'area' ? 0 : await publishReportsOf(ctx, agency);
    loaded.agencies += 1;
    loaded.cases += cases;
    loaded.remedies += remedies;
    loaded.documents += documents;
    loaded.published += published;
    onProgress(
      `${agency.name}：申请${cases}件，复议诉讼${remedies}件，文稿${documents}份，已公布年度报告${published}份`,
    );
  }
  // An area inside of another before it; with units missing there is no sum to publish.
  for (const area of CITY.filter(({ scope }) => scope === 'area').reverse()) {
    if (!CITY.every(({ code, parentCode }) => parentCode !== area.code || only.includes(code))) continue;
    const published = await publishReportsOf(ctx, area);
    loaded.published += published;
    onProgress(`${area.name}：汇总所属单位，已公布年度报告${published}份`);
  }
  if (!only.includes(CORRECTED)) return loaded;
  const corrector = actorOf(staffOf(requireAgency(CORRECTED)), CORRECTED, DISCLOSURE_OFFICER);
  await changeAfterPublication(ctx, corrector, CORRECTED);
  return loaded;
}

function publishReportsOf(ctx: Context, agency: CityAgency): Promise<number> {
  const staff = staffOf(agency);
  return publishReports(ctx, agency, {
    writer: actorOf(staff, agency.code, DISCLOSURE_OFFICER),
    head: actorOf(staff, agency.code, HEAD_OF_OFFICE),
  });
}

function requireAgency(code: string): CityAgency {
  const agency = CITY.find((it) => it.code === code);
  if (agency === undefined) throw new Error(`no agency ${code} in the city`);
  return agency;
}

function identityOf(agency: CityAgency) {
  const {
    code,
    name,
    kind,
    parentCode,
    hasRuleMakingPower,
    scope,
    isDemonstration,
    existsFrom,
    existsUntil,
  } = agency;
  return {
    code,
    name,
    kind,
    parentCode,
    hasRuleMakingPower,
    scope,
    isDemonstration,
    existsFrom,
    existsUntil,
  };
}

function actorOf({ officers }: Staff, agencyCode: string, post: string): Actor {
  const officer = officers.find(({ id }) => id === post);
  if (officer === undefined) throw new Error(`no officer ${post}`);
  const { id, name } = officer;
  const reach = { agencyCode, unitCode: null, agencyCodes: [agencyCode], onBehalfOf: null };
  return { kind: 'person', id, name, grants: rolesOfPost(id).roles.map((role) => ({ role, ...reach })) };
}

async function loadAgency(
  ctx: Context,
  agency: CityAgency,
  staff: Staff,
  today: LocalDate,
  calendar: WorkingDayCalendar,
): Promise<Pick<LoadedCity, 'cases' | 'remedies' | 'documents'>> {
  const { cases, remedies, records, figures } = await makeAgencyRecords(agency, today, calendar);
  const agencyCode = agency.code;
  const documents = makeDocuments(agency, records, today);
  const actor = actorOf(staff, agencyCode, DISCLOSURE_OFFICER);
  const source = {
    ...{ agencyCode, importId: null, today, agencyKind: agency.kind, calendar },
    recordedAt: ctx.now().toISOString(),
    recordedBy: actor.id,
    keyring: ctx.keyring,
  };
  await inTransaction(ctx.db, async (db) => {
    await loadCases(db, source, cases);
    await loadRemedies(db, source, remedies);
    await loadRecords(db, source, records);
    await loadDocuments(db, agencyCode, documents, source.recordedAt);
  });
  await attestFigures(ctx, actor, agencyCode, figures);
  if (agency.isShowcase) {
    const keepers = {
      officer: actor,
      head: actorOf(staff, agencyCode, HEAD_OF_OFFICE),
      editor: actorOf(staff, agencyCode, EDITOR),
    };
    await loadDisclosureLedgers(ctx, agency, keepers, documents);
    await lookAgain(ctx, agencyCode, keepers.head);
  }
  return { cases: cases.length, remedies: remedies.length, documents: documents.length };
}
