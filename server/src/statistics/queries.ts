import { sql, type RawBuilder } from 'kysely';
import {
  ANSWER_BAND_NAMES,
  ANSWER_BANDS,
  type AnswerBand,
  type Channel,
  type LocalDate,
  type OutcomeRow,
  type WorkingDayCount,
} from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

export interface PeriodOf {
  readonly agencyId: string;
  readonly from: LocalDate;
  readonly until: LocalDate;
}

/** A case's topic by the words that it is counted under; words that are not named are counted as they stand. */
export interface TopicWords {
  readonly words: readonly string[];
  readonly countedAs: readonly string[];
}

/** One group: `by` says by what; the other keys are null. */
export interface ClosedGroup {
  readonly by: 'whole' | 'topic' | 'words' | 'unit' | 'outcome' | 'band';
  readonly topic: string | null;
  /** The topic as the case names it. */
  readonly words: string | null;
  readonly unitId: string | null;
  readonly outcomeRow: OutcomeRow | null;
  /** Null: no reply was served. */
  readonly band: AnswerBand | null;
  readonly count: number;
  readonly inTime: number;
  readonly judged: number;
  /** Median and ninth decile; null: no reply was served. */
  readonly days: readonly number[] | null;
}

function topicsOf({ words, countedAs }: TopicWords): RawBuilder<unknown> {
  return sql`unnest(${arrayLiteral(words)}::text[], ${arrayLiteral(countedAs)}::text[]) as t(words, counted_as)`;
}

/** The second copy of one application of one day has no place in any year (law of 表三: an application is counted once). */
const IS_COUNTED = sql`c.status <> 'duplicate'`;

/** Grouping sets of one statement: the period is read once for all tables. */
const BY_CLOSED = sql`case grouping(topic, words, unit_id, outcome_row, band)
  when 15 then 'topic' when 7 then 'words' when 27 then 'unit' when 29 then 'outcome' when 30 then 'band'
  else 'whole' end`;
const BY_RECEIVED = sql`case grouping(topic, words, unit_id, channel)
  when 7 then 'topic' when 3 then 'words' when 13 then 'unit' when 14 then 'channel' else 'whole' end`;

/** Of `days`. */
const BAND = sql`case ${sql.join(
  ANSWER_BAND_NAMES.map((name) => {
    const { from, through } = ANSWER_BANDS[name];
    const upTo = through === null ? sql`` : sql` and days <= ${sql.lit(through)}`;
    return sql`when days >= ${sql.lit(from)}${upTo} then ${sql.lit(name)}`;
  }),
  sql` `,
)} end`;

export function closedQuery(
  { agencyId, from, until }: PeriodOf,
  topics: TopicWords,
  { days, counts }: WorkingDayCount,
): RawBuilder<ClosedGroup> {
  return sql<ClosedGroup>`
    with working_day as materialized (
      select * from unnest(${arrayLiteral(days)}::date[], ${arrayLiteral(counts)}::integer[]) as w(day, passed)
    )
    select ${BY_CLOSED} as by, topic, words, unit_id, outcome_row, band, count(*) as count,
      count(*) filter (where in_time) as in_time, count(in_time) as judged,
      percentile_disc(array[0.5, 0.9]) within group (order by days) as days
    from (select *, ${BAND} as band from (
      select coalesce(t.counted_as, c.topic) as topic, c.topic as words, c.unit_id, c.outcome_row, c.in_time,
        case when c.status in ('closed', 'redeciding') then b.passed - a.passed end as days
      from application_case c
      left join ${topicsOf(topics)} on t.words = c.topic
      left join working_day a on a.day = c.received_on
      left join working_day b on b.day = c.closed_on
      where c.agency_id = ${agencyId} and ${IS_COUNTED}
        and coalesce(c.closed_on, 'infinity'::date) between ${from}::date and ${until}::date
    ) as timed) as closed
    group by grouping sets ((), (topic), (topic, words), (unit_id), (outcome_row), (band))`;
}

export async function countClosed(
  db: Connection,
  period: PeriodOf,
  topics: TopicWords,
  working: WorkingDayCount,
): Promise<ClosedGroup[]> {
  const { rows } = await closedQuery(period, topics, working).execute(db);
  return rows;
}

export interface ReceivedGroup {
  readonly by: 'whole' | 'topic' | 'words' | 'unit' | 'channel';
  readonly topic: string | null;
  readonly words: string | null;
  readonly unitId: string | null;
  readonly channel: Channel | null;
  readonly count: number;
}

export function receivedQuery(
  { agencyId, from, until }: PeriodOf,
  topics: TopicWords,
): RawBuilder<ReceivedGroup> {
  return sql<ReceivedGroup>`
    select ${BY_RECEIVED} as by, topic, words, unit_id, channel, count(*) as count
    from (
      select coalesce(t.counted_as, c.topic) as topic, c.topic as words, c.unit_id, c.channel
      from application_case c left join ${topicsOf(topics)} on t.words = c.topic
      where c.agency_id = ${agencyId} and ${IS_COUNTED}
        and coalesce(c.received_on, 'infinity'::date) between ${from}::date and ${until}::date
    ) as received
    group by grouping sets ((), (topic), (topic, words), (unit_id), (channel))`;
}

export async function countReceived(
  db: Connection,
  period: PeriodOf,
  topics: TopicWords,
): Promise<ReceivedGroup[]> {
  const { rows } = await receivedQuery(period, topics).execute(db);
  return rows;
}

/** An event counts unless a later record has replaced or voided it, or is the voiding itself. */
const IS_LATEST = sql`not e.is_void and not exists (
  select from case_event l
  where l.agency_id = e.agency_id and l.case_id = e.case_id and l.corrects = e.seq)`;

export function eventQuery({ agencyId, from, until }: PeriodOf): RawBuilder<{ type: string; count: number }> {
  return sql<{ type: string; count: number }>`
    select e.type, count(distinct e.case_id) as count from case_event e
    where e.agency_id = ${agencyId} and e.type in ('extension', 'feeNotice', 'feePaid')
      and e.occurred_on between ${from}::date and ${until}::date and ${IS_LATEST}
      and exists (
        select from application_case c where c.agency_id = e.agency_id and c.case_id = e.case_id and ${IS_COUNTED})
    group by e.type`;
}

/** Cases that were extended, billed and paid in the period. */
export async function countEvents(
  db: Connection,
  period: PeriodOf,
): Promise<{ type: string; count: number }[]> {
  const { rows } = await eventQuery(period).execute(db);
  return rows;
}
