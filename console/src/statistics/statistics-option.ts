import type { StatisticsLine } from '@gongkai/core';

const COLORS = ['#1f5aa6', '#2b7a3d'];
const FONT = 13;
/** More bars than that cannot be read. */
const MOST_BARS = 12;

/** Bars of lines, the longest first. */
export function linesOption(lines: readonly StatisticsLine[], kinds: readonly ('received' | 'closed')[]) {
  const shown = [...lines]
    .sort((a, b) => b.received + b.closed - a.received - a.closed)
    .slice(0, MOST_BARS)
    .reverse();
  return {
    animation: false,
    color: COLORS,
    grid: { left: 8, right: 24, top: kinds.length > 1 ? 36 : 8, bottom: 8, containLabel: true },
    ...(kinds.length > 1 ? { legend: { top: 0, textStyle: { fontSize: FONT } } } : {}),
    xAxis: { type: 'value' as const, minInterval: 1 },
    yAxis: {
      type: 'category' as const,
      data: shown.map(({ name }) => (name.length > 14 ? `${name.slice(0, 13)}…` : name)),
      axisLabel: { fontSize: FONT },
    },
    series: kinds.map((kind) => ({
      name: kind === 'received' ? '收到' : '办结',
      type: 'bar' as const,
      barMaxWidth: 20,
      data: shown.map((line) => line[kind]),
    })),
  };
}
