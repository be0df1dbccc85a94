import { TABLE3_GROUPS, TABLE3_ROW_LABELS, type YearSeries } from '@gongkai/core';

type SeriesYear = YearSeries['years'][number];

const GROUP_NAMES: Readonly<Record<string, string>> = {
  granted: TABLE3_ROW_LABELS.granted.zh,
  partiallyGranted: '（二）部分公开',
  ...Object.fromEntries(Object.entries(TABLE3_GROUPS).map(([group, label]) => [group, label.zh])),
};

export function groupName(group: string): string {
  return GROUP_NAMES[group] ?? group;
}

/** Groups of results that occur, in the order of the form. */
export function groupsOf(series: YearSeries): string[] {
  const occurring = new Set(series.years.flatMap(({ byGroup }) => Object.keys(byGroup)));
  const printed = Object.keys(GROUP_NAMES).filter((group) => occurring.has(group));
  return [...printed, ...[...occurring].filter((group) => !printed.includes(group))];
}

/** A share as a percentage with one decimal; a dash where there is none. */
export function percent(share: number | null): string {
  return share === null ? '—' : `${(share * 100).toFixed(1)}%`;
}

/** The chart in a sentence: the last year against the one before. */
export function seriesSentence(series: YearSeries): string {
  const last: SeriesYear | undefined = series.years.at(-1);
  if (last === undefined) return '还没有可以比较的年度。';
  const before = series.years.at(-2);
  const change = before === undefined ? null : last.newReceived - before.newReceived;
  const compared =
    before === undefined || change === null
      ? ''
      : `，比${before.year}年${change === 0 ? '持平' : `${change > 0 ? '多' : '少'}${Math.abs(change)}件`}`;
  return `${last.year}年新收申请${last.newReceived}件${compared}；办结${last.resultTotal}件，结转下年${last.carriedOut}件，按期答复率${percent(last.inTimeShare)}。`;
}

const COLORS = ['#1f5aa6', '#2b7a3d', '#9a5b00', '#7a3d8f', '#0f7a80', '#8a4b2d', '#5c6672'];
const FONT = 13;

export function quantityOption(series: YearSeries) {
  const names = ['新收', '办结', '结转下年'];
  const values = [
    series.years.map(({ newReceived }) => newReceived),
    series.years.map(({ resultTotal }) => resultTotal),
    series.years.map(({ carriedOut }) => carriedOut),
  ];
  return {
    animation: false,
    color: COLORS,
    grid: { left: 48, right: 16, top: 40, bottom: 28 },
    legend: { top: 0, textStyle: { fontSize: FONT } },
    xAxis: { type: 'category' as const, data: series.years.map(({ year }) => `${year}年`) },
    yAxis: { type: 'value' as const, minInterval: 1 },
    series: names.map((name, index) => ({
      name,
      type: index === 2 ? ('line' as const) : ('bar' as const),
      data: values[index] ?? [],
      barMaxWidth: 28,
    })),
  };
}

export function groupOption(series: YearSeries) {
  return {
    animation: false,
    color: COLORS,
    grid: { left: 48, right: 16, top: 64, bottom: 28 },
    // Without their numbers all names fit into two lines on a phone.
    legend: {
      top: 0,
      itemWidth: 14,
      itemGap: 8,
      textStyle: { fontSize: FONT },
      formatter: (name: string) => name.replace(/^（.）/u, ''),
    },
    xAxis: { type: 'category' as const, data: series.years.map(({ year }) => `${year}年`) },
    yAxis: { type: 'value' as const, minInterval: 1 },
    series: groupsOf(series).map((group) => ({
      name: groupName(group),
      type: 'bar' as const,
      stack: 'results',
      barMaxWidth: 36,
      data: series.years.map(({ byGroup }) => byGroup[group] ?? 0),
    })),
  };
}
