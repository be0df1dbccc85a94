import {
  ANSWER_BAND_NAMES,
  ANSWER_BANDS,
  CHANNELS,
  CHANNEL_LABELS,
  daysOfPeriod,
  OUTCOME_ROWS,
  permit,
  rowName,
  topicPath,
  workingDaysUntil,
  type Actor,
  type Statistics,
  type StatisticsFigures,
  type StatisticsLine,
  type StatisticsPeriod,
  type StatisticsTopicLine,
  type Topic,
} from '@gongkai/core';
import { reprojectDue } from '../application/service.js';
import { loadCalendar } from '../calendar/service.js';
import { listUnits, requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { loadTopics } from '../topic/service.js';
import {
  countClosed,
  countEvents,
  countReceived,
  type ClosedGroup,
  type ReceivedGroup,
  type TopicWords,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** Figures of a quarter or a year; of persons and texts it shows nothing. @throws DomainError FORBIDDEN, NOT_FOUND */
export async function getStatistics(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  period: StatisticsPeriod,
): Promise<Statistics> {
  permit(actor, 'report.view', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  await reprojectDue(ctx, agencyCode);
  const { from, until } = daysOfPeriod(period);
  const topics = await loadTopics(ctx.db, agencyCode);
  const words = wordsOf(topics);
  const calendar = await loadCalendar(ctx.db, agencyCode);

  const of = { agencyId: agencyCode, from, until };
  const before = { agencyId: agencyCode, ...daysOfPeriod({ ...period, year: period.year - 1 }) };
  const working = workingDaysUntil(calendar, of);
  const closed = await countClosed(ctx.db, of, words, working);
  const received = await countReceived(ctx.db, of, words);
  const events = new Map((await countEvents(ctx.db, of)).map(({ type, count }) => [type, count]));
  const units = new Map((await listUnits(ctx.db, agencyCode)).map(({ code, name }) => [code, name]));
  const yearBefore = figures(
    await countClosed(ctx.db, before, words, working),
    await countReceived(ctx.db, before, words),
  );
  return {
    ...{ agencyCode, year: period.year, quarter: period.quarter, from, until },
    whole: figures(closed, received),
    yearBefore,
    byTopic: topicLines(closed, received, topics),
    byUnit: linesBy(
      'unit',
      closed,
      received,
      ({ unitId }) => unitId,
      (key) => (key === null ? '未指定处室' : (units.get(key) ?? key)),
    ),
    byOutcome: outcomeLines(closed),
    byTime: timeLines(closed),
    byChannel: CHANNELS.flatMap((channel) => {
      const count = received.find((group) => group.by === 'channel' && group.channel === channel)?.count ?? 0;
      return count === 0 ? [] : [lineOf(channel, CHANNEL_LABELS[channel], undefined, count)];
    }),
    extensions: events.get('extension') ?? 0,
    feeNotices: events.get('feeNotice') ?? 0,
    feesPaid: events.get('feePaid') ?? 0,
  };
}

/** Every word of the tree with the highest topic above it, under which it is counted. */
function wordsOf(topics: readonly Topic[]): TopicWords {
  const pairs = topics.flatMap(({ name, aliases }) =>
    [name, ...aliases].map((words) => [words, topicPath(topics, name)?.[0]?.name ?? name] as const),
  );
  return { words: pairs.map(([words]) => words), countedAs: pairs.map(([, countedAs]) => countedAs) };
}

function figures(closed: readonly ClosedGroup[], received: readonly ReceivedGroup[]): StatisticsFigures {
  const group = closed.find(({ by }) => by === 'whole');
  return figuresOf(group, received.find(({ by }) => by === 'whole')?.count ?? 0);
}

function figuresOf(group: ClosedGroup | undefined, received: number): StatisticsFigures {
  return {
    received,
    closed: group?.count ?? 0,
    inTime: group?.inTime ?? 0,
    judged: group?.judged ?? 0,
    medianDays: group?.days?.[0] ?? null,
    p90Days: group?.days?.[1] ?? null,
  };
}

function lineOf(
  key: string | null,
  name: string,
  group: ClosedGroup | undefined,
  received: number,
): StatisticsLine {
  return { key, name, ...figuresOf(group, received) };
}

function linesBy(
  wanted: 'topic' | 'words' | 'unit',
  closed: readonly ClosedGroup[],
  received: readonly ReceivedGroup[],
  keyOf: (group: Pick<ClosedGroup, 'topic' | 'words' | 'unitId'>) => string | null,
  nameOf: (key: string | null) => string,
): StatisticsLine[] {
  const closedBy = new Map(closed.filter(({ by }) => by === wanted).map((group) => [keyOf(group), group]));
  const receivedBy = new Map(
    received.filter(({ by }) => by === wanted).map((group) => [keyOf(group), group.count]),
  );
  const keys = [...new Set([...receivedBy.keys(), ...closedBy.keys()])];
  return keys
    .map((key) => lineOf(key, nameOf(key), closedBy.get(key), receivedBy.get(key) ?? 0))
    .sort((a, b) => b.received - a.received || b.closed - a.closed || a.name.localeCompare(b.name));
}

/**
 * The highest topics in the order of the tree, then words that it does not know, then cases without any; below each the
 * words by which its cases name it, where they are others.
 */
function topicLines(
  closed: readonly ClosedGroup[],
  received: readonly ReceivedGroup[],
  topics: readonly Topic[],
): StatisticsTopicLine[] {
  const place = new Map(topics.map(({ name }, index) => [name, index]));
  const placeOf = (key: string | null): number =>
    key === null ? Number.MAX_SAFE_INTEGER : (place.get(key) ?? topics.length);
  const nameOf = (key: string | null): string => key ?? '未归类';
  const above = linesBy('topic', closed, received, ({ topic }) => topic, nameOf);
  const words = linesBy('words', closed, received, (group) => group.words, nameOf);
  const topicOf = new Map([...closed, ...received].map((group) => [group.words, group.topic]));
  return above
    .sort((a, b) => placeOf(a.key) - placeOf(b.key))
    .map((line) => {
      const parts = words.filter(({ key }) => key !== null && topicOf.get(key) === line.key);
      return { ...line, parts: parts.length === 1 && parts[0]?.key === line.key ? [] : parts };
    });
}

function outcomeLines(closed: readonly ClosedGroup[]): StatisticsLine[] {
  const groups = closed.filter(({ by }) => by === 'outcome');
  return OUTCOME_ROWS.flatMap((row) => {
    const group = groups.find(({ outcomeRow }) => outcomeRow === row);
    return group === undefined ? [] : [lineOf(row, rowName(row), group, 0)];
  });
}

function timeLines(closed: readonly ClosedGroup[]): StatisticsLine[] {
  const groups = closed.filter(({ by }) => by === 'band');
  return ANSWER_BAND_NAMES.flatMap((name) => {
    const group = groups.find(({ band }) => band === name);
    return group === undefined ? [] : [lineOf(name, ANSWER_BANDS[name].label, group, 0)];
  });
}
