import { sql, type RawBuilder } from 'kysely';
import {
  type AgencyKind,
  type ApplicantClass,
  type LocalDate,
  type OldSystemCase,
  type OutcomeRow,
  type PlaceCount,
  type RegisteredFee,
  type RemedyCase,
  type RemedyPolicies,
  type ReportTables,
  type FormerName,
} from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import { remedyOf, type RemedyColumns } from '../remedy/service.js';
import { countOf } from './figure-queries.js';
import { keepsLedgers } from './ledger-figure-queries.js';
import type { ReportVersion, SectionState, SignedWaiver } from './report-version.js';

export interface ReportAgency {
  readonly agencyId: string;
  readonly name: string;
  readonly formerNames: readonly FormerName[];
  readonly kind: AgencyKind;
  readonly hasRuleMakingPower: boolean;
  readonly scope: 'organ' | 'area';
  readonly isDemonstration: boolean;
}

/** An agency and what was written down of its report of a year; figures are not among it. */
export interface ReportHead {
  readonly agency: ReportAgency;
  /** Oldest first. */
  readonly versions: readonly ReportVersion[];
  /** Tables of the year before as last published here or, before that, as imported without doubt; null: neither. */
  readonly previousTables: ReportTables | null;
  /** What an old system's ledger holds as open at the end of the year before. */
  readonly openInOldSystem: readonly OldSystemCase[];
  /** Of every version. */
  readonly sections: readonly (SectionState & { readonly version: number })[];
  readonly waivers: readonly (SignedWaiver & { readonly version: number })[];
}

type DecidedPolicy = RemedyPolicies & { readonly fromYear: number; readonly policyNo: number };

/** What a live report counts besides table 二. */
export interface LiveInput {
  readonly places: readonly PlaceCount[];
  readonly remedies: readonly RemedyCase[];
  /** How table 四 is counted from which year on, as decided up to now. */
  readonly decidedPolicies: readonly DecidedPolicy[];
  /** Fees of which something happened in the year. */
  readonly fees: readonly RegisteredFee[];
}

/** What a live report rests on, as the database wrote it: from equal texts follow equal reports. */
export interface LoadedReport {
  /** Agency, places and remedies; `agencyOf` and `liveOf` read it. */
  readonly basis: string;
  /** Its report sums an area (条例第四十九条). */
  readonly isArea: boolean;
  /** False: a version is published, so nothing live was counted. */
  readonly hasLive: boolean;
  /** Versions of this or the last year's report, an imported one, or a ledger of an old system. */
  readonly hasMore: boolean;
  /** Whether there is any record or attested figure that table 二 could rest on. */
  readonly hasTable2Basis: boolean;
  /** Whether any ledger is kept that the text could quote. */
  readonly hasLedgers: boolean;
  /** Cases whose place time alone has changed since it was written down. */
  readonly hasCasesDue: boolean;
}

interface HeadText {
  readonly agency: ReportAgency;
  readonly versions: readonly ReportVersion[] | null;
  readonly previousTables: ReportTables | null;
  readonly openInOldSystem: readonly OldSystemCase[] | null;
  readonly sections: ReportHead['sections'] | null;
  readonly waivers: ReportHead['waivers'] | null;
}

interface Basis {
  readonly agency: ReportAgency;
  readonly places: readonly [ApplicantClass, boolean, OutcomeRow | null, number][] | null;
  readonly remedies: readonly RemedyColumns[];
  readonly policies: readonly DecidedPolicy[] | null;
  readonly fees: readonly RegisteredFee[] | null;
}

const AGENCY = sql`json_build_object('agencyId', a.agency_id, 'name', a.name, 'kind', a.kind,
  'scope', a.scope, 'hasRuleMakingPower', a.has_rule_making_power, 'isDemonstration', a.is_demonstration, 'formerNames',
  (select coalesce(json_agg(json_build_object('name', f.name, 'untilOn', f.until_on)), '[]')
    from agency_former_name f where f.agency_id = a.agency_id))`;

/** Tables of the year before, of the agency `a`: as last published here or, before that, as imported without doubt. */
function previousTables(year: number): RawBuilder<unknown> {
  return sql`coalesce(
      (select r.tables from annual_report r
        where r.agency_id = a.agency_id and r.year = ${year - 1} and r.status = 'published'
        order by r.version desc limit 1),
      (select i.reading -> 'tables' from imported_report i
        where i.agency_id = a.agency_id and i.year = ${year - 1} and i.reading -> 'candidates' = '{}'
          and i.reading ->> 'agency' in (a.name, regexp_replace(a.name, '（[^）]*）$', ''))
        order by i.imported_at desc limit 1))`;
}

/** @returns null where the year before has no report here */
export async function findPreviousTables(
  db: Connection,
  agencyId: string,
  year: number,
): Promise<ReportTables | null> {
  const { rows } = await sql<{ tables: ReportTables | null }>`
    select ${previousTables(year)} as tables from agency a where a.agency_id = ${agencyId}`.execute(db);
  return rows[0]?.tables ?? null;
}

function headJson(year: number): RawBuilder<unknown> {
  // Who asks for the agency alone gives a year before all reports, which is no day.
  const lastYearsEnd = `${String(Math.max(year - 1, 1)).padStart(4, '0')}-12-31`;
  return sql`json_build_object('agency', ${AGENCY}, 'versions',
    (select jsonb_agg(jsonb_build_object('version', r.version, 'form', r.form, 'status', r.status,
        'publishedOn', r.published_on, 'publishedBy', r.published_by, 'asOf', r.as_of,
        'seenFindings', r.seen_findings, 'checkedDigest', r.checked_digest, 'writerIds', r.writer_ids, 'remedyPolicies', r.remedy_policies) order by r.version)
      from annual_report r where r.agency_id = a.agency_id and r.year = ${year}), 'previousTables',
    ${previousTables(year)}, 'openInOldSystem',
    (select jsonb_agg(jsonb_build_object('caseId', f.case_number, 'applicantClass', f.applicant_class,
        'isCarriedIn', y.case_id is not null) order by f.case_number)
      from imported_fact f
      left join application_case c on c.agency_id = f.agency_id and c.case_id = f.case_number
      left join case_year y on y.agency_id = f.agency_id and y.year = ${year} and y.case_id = f.case_number
        and y.is_carried_in and y.applicant_class = f.applicant_class
      where f.agency_id = a.agency_id and f.received_on <= ${lastYearsEnd}::date
        and (f.closed_on is null or f.closed_on > ${lastYearsEnd}::date)
        -- What happened here since counts for more than what the old system knew.
        and (c.closed_on is null or c.closed_on > ${lastYearsEnd}::date)), 'sections',
    (select jsonb_agg(jsonb_build_object('version', s.version, 'number', s.number, 'heading', s.heading,
        'template', s.template, 'publishedText', s.published_text, 'revision', s.revision,
        'editedBy', s.edited_by, 'editedAt', s.edited_at) order by s.version, s.number)
      from report_section s where s.agency_id = a.agency_id and s.year = ${year}), 'waivers',
    (select jsonb_agg(jsonb_build_object('version', w.version, 'findingKey', w.finding_key, 'rule', w.rule,
        'message', w.message, 'signer', w.signer, 'reason', w.reason, 'signedOn', w.signed_on) order by w.finding_key)
      from report_waiver w where w.agency_id = a.agency_id and w.year = ${year}))`;
}

export function headOf(text: string): ReportHead {
  const { agency, versions, previousTables, openInOldSystem, sections, waivers } = JSON.parse(
    text,
  ) as HeadText;
  return {
    agency,
    versions: versions ?? [],
    previousTables,
    openInOldSystem: openInOldSystem ?? [],
    sections: sections ?? [],
    waivers: waivers ?? [],
  };
}

/** The head as the database wrote it, for `headOf`; null: no such agency. */
export async function findHeadText(db: Connection, agencyId: string, year: number): Promise<string | null> {
  const { rows } = await sql<{ head: string }>`
    select ${headJson(year)}::text as head from agency a where a.agency_id = ${agencyId}`.execute(db);
  return rows[0]?.head ?? null;
}

export async function findReportHead(
  db: Connection,
  agencyId: string,
  year: number,
): Promise<ReportHead | null> {
  const text = await findHeadText(db, agencyId, year);
  return text === null ? null : headOf(text);
}

/**
 * The live part of a report in one statement, and whether more must be asked: reports are looked at often, and for a
 * small agency every further statement costs as much as its whole count. The GROUP BY is the one of `countPlaces`.
 */
export function loadReportSql(agencyId: string, year: number, today: LocalDate): RawBuilder<LoadedReport> {
  const isPublished = sql`exists (select from annual_report r
    where r.agency_id = ${agencyId} and r.year = ${year} and r.status = 'published')`;
  return sql<LoadedReport>`
    select json_build_object('agency', ${AGENCY}, 'places', case when not ${isPublished}
        then (select coalesce(json_agg(json_build_array(applicant_class, is_new, outcome_row, count)), '[]')
          from (select applicant_class, is_new, outcome_row, count(*) as count from case_year
            where agency_id = ${agencyId} and year = ${year}
            group by applicant_class, is_new, outcome_row) as place) end, 'remedies',
        (select coalesce(json_agg(json_build_object('remedyId', m.remedy_id, 'caseId', m.case_id, 'kind', m.kind,
            'role', m.role, 'filedOn', m.filed_on, 'concludedOn', m.concluded_on, 'outcome', m.outcome,
            'instances', m.instances) order by m.filed_on, m.remedy_id), '[]')
          from remedy m where m.agency_id = ${agencyId} and m.filed_on <= ${`${year}-12-31`}::date
            and (m.instances is not null or m.concluded_on is null
              or m.concluded_on >= ${`${year - 1}-01-01`}::date)), 'policies',
        (select json_agg(json_build_object('policyNo', p.policy_no, 'fromYear', p.from_year,
            'countPendingAgain', p.count_pending_again, 'resultOf', p.result_of) order by p.policy_no)
          from remedy_policy p where p.agency_id = a.agency_id), 'fees',
        (select json_agg(json_build_object('caseId', f.case_id, 'amountYuan', f.amount_yuan, 'noticeOn', f.notice_on,
            'paidOn', f.paid_on, 'waivedOn', f.waived_on, 'refundedOn', f.refunded_on,
            'refundedYuan', f.refunded_yuan) order by f.case_id)
          from case_fee f where f.agency_id = ${agencyId} and daterange(${`${year}-01-01`}::date, ${`${year}-12-31`}::date, '[]')
            @> any (array[f.notice_on, f.paid_on, f.waived_on, f.refunded_on])))::text as basis,
      a.scope = 'area' as is_area,
      not ${isPublished} as has_live,
      exists (select from annual_report r where r.agency_id = ${agencyId} and r.year in (${year}, ${year - 1}))
        or exists (select from imported_report i where i.agency_id = ${agencyId} and i.year = ${year - 1})
        or exists (select from imported_fact f where f.agency_id = ${agencyId}) as has_more,
      exists (select from attested_figure f where f.agency_id = ${agencyId} and f.year = ${year})
        or exists (select from administrative_record d where d.agency_id = ${agencyId}) as has_table2_basis,
      ${keepsLedgers(agencyId)} as has_ledgers,
      exists (select from application_case c
        where c.agency_id = ${agencyId} and c.reproject_on <= ${today}::date) as has_cases_due
    from agency a where a.agency_id = ${agencyId}`;
}

/** What a report rests on, read in one go; null: no such agency. */
export async function loadReport(
  db: Connection,
  agencyId: string,
  year: number,
  today: LocalDate,
): Promise<LoadedReport | null> {
  const { rows } = await loadReportSql(agencyId, year, today).execute(db);
  return rows[0] ?? null;
}

/** The head of a report of which nothing is written down. */
export function emptyHeadOf({ basis }: LoadedReport): ReportHead {
  const { agency } = JSON.parse(basis) as Basis;
  return { agency, versions: [], previousTables: null, openInOldSystem: [], sections: [], waivers: [] };
}

/** Null: a version is published, so nothing live was counted. */
export function liveOf({ basis }: LoadedReport): LiveInput | null {
  const { places, remedies, policies, fees } = JSON.parse(basis) as Basis;
  if (places === null) return null;
  return {
    places: places.map(([applicantClass, isNew, outcomeRow, count]) =>
      countOf({ applicantClass, isNew, outcomeRow, count }),
    ),
    remedies: remedies.map(remedyOf),
    decidedPolicies: policies ?? [],
    fees: fees ?? [],
  };
}
