import {
  inTimeRate,
  periodName,
  statisticsSentences,
  type Statistics,
  type StatisticsFigures,
  type StatisticsLine,
} from '@gongkai/core';
import type { Block, PrintedDocument, TableRow } from '../platform/rendering/document.js';

const HEAD = ['收到', '办结', '按期', '按期率', '用时中位数', '九成以内'] as const;

function cellsOf(figures: StatisticsFigures): string[] {
  const { received, closed, inTime, medianDays, p90Days } = figures;
  const days = (value: number | null): string => (value === null ? '—' : `${value}`);
  return [
    ...[received, closed, inTime].map(String),
    ...[inTimeRate(figures), days(medianDays), days(p90Days)],
  ];
}

/** A table as rows of text, the same for the paper and for files of rows. */
export interface StatisticsTable {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function statisticsTables(of: Statistics): StatisticsTable[] {
  const table = (name: string, first: string, lines: readonly StatisticsLine[]): StatisticsTable => ({
    name,
    head: [first, ...HEAD],
    rows: lines.map((line) => [line.name, ...cellsOf(line)]),
  });
  const topics = of.byTopic.flatMap((line) => [
    line,
    ...line.parts.map((part) => ({ ...part, name: `\u3000${part.name}` })),
  ]);
  return [
    {
      name: '总体',
      head: ['', ...HEAD],
      rows: [
        [periodName(of), ...cellsOf(of.whole)],
        ['上年同期', ...cellsOf(of.yearBefore)],
      ],
    },
    table('按主题', '主题', topics),
    {
      name: '按结果',
      head: ['办理结果', '办结', '按期率', '用时中位数'],
      rows: of.byOutcome.map((line) => [
        line.name,
        String(line.closed),
        inTimeRate(line),
        line.medianDays === null ? '—' : String(line.medianDays),
      ]),
    },
    table('按处室', '承办处室', of.byUnit),
    {
      name: '按用时',
      head: ['从收到到送达答复', '办结', '按期率'],
      rows: of.byTime.map((line) => [line.name, String(line.closed), inTimeRate(line)]),
    },
    {
      name: '按渠道',
      head: ['渠道', '收到'],
      rows: of.byChannel.map(({ name, received }) => [name, String(received)]),
    },
  ];
}

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七'];

/** 季度统计分析, or that of a year: each table with what it says in a sentence. It names nobody. */
export function statisticsDocument(of: Statistics, agencyName: string, madeAt: Date): PrintedDocument {
  const said = statisticsSentences(of);
  const sentences = [said.whole, said.topics, said.outcomes, said.units, said.bands, said.channels];
  const tables = statisticsTables(of);
  const title = `${agencyName}${periodName(of)}政府信息公开申请办理情况统计分析`;
  return {
    title,
    format: 'plain',
    metadata: { author: agencyName, subject: null, keywords: [], createdAt: madeAt.toISOString() },
    letterhead: null,
    signature: null,
    imprint: null,
    blocks: [
      ...tables.flatMap((table, index): Block[] => [
        { kind: 'heading', level: 1, text: `${NUMBERS[index] ?? ''}、${table.name}` },
        paragraph(sentences[index] ?? ''),
        {
          kind: 'table',
          id: `statistics-${index}`,
          caption: null,
          columns: table.head.map((_, column) => (column === 0 ? 4 : 2)),
          isLandscape: false,
          head: [row(table.head, true)],
          body: table.rows.map((cells) => row(cells)),
        },
      ]),
      { kind: 'heading', level: 1, text: '七、办理用时、延期和收费' },
      paragraph(said.time),
      paragraph(
        '用时从收到申请之日的次日起按工作日计算到答复送达之日，包括征求意见、补正等依法不计入答复期限的时间；按期与否按扣除后的期限判断。',
      ),
    ],
  };
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', role: 'body', runs: [{ text }] };
}

function row(texts: readonly string[], isHead = false): TableRow {
  return { cells: texts.map((text) => (isHead ? { text, heads: 'column' as const } : { text })) };
}
