import {
  DEFAULT_REMEDY_POLICIES,
  SECTION_HEADINGS,
  TABLE2_FIELDS,
  TABLE3_COLUMNS,
  TABLE3_ROWS,
  TABLE4_BLOCKS,
  TABLE4_COLUMNS,
  reportSchema,
  type FormVersion,
  type PresentedReport,
} from '@gongkai/core';

/** A published report with a different figure in each cell; the figures fulfil no identity. */
export function publishedReport(
  form: FormVersion = '2021',
  given: Partial<PresentedReport> = {},
): PresentedReport {
  let figure = 0;
  const rowsOf = (rows: Iterable<string>, columns: (row: string) => readonly string[]) =>
    Object.fromEntries(
      [...rows].map((row) => [
        row,
        Object.fromEntries(columns(row).map((column) => [column, (figure += 1)])),
      ]),
    );
  const fields: Readonly<Record<string, readonly string[]>> = TABLE2_FIELDS[form];
  const report = reportSchema.parse({
    agencyCode: 'YZ-01',
    agencyName: '云泽市自然资源局',
    isDemonstration: false,
    year: 2025,
    form,
    version: 2,
    status: 'published',
    publishedOn: '2026-01-30',
    publishedBy: '林知远',
    asOf: '2026-01-30',
    remedyPolicies: DEFAULT_REMEDY_POLICIES,
    tables: {
      forms: { table2: form, table3: form },
      table2: rowsOf(Object.keys(fields), (row) => fields[row] ?? []),
      table3: rowsOf(TABLE3_ROWS[form], () => TABLE3_COLUMNS),
      table4: rowsOf(TABLE4_BLOCKS, () => TABLE4_COLUMNS),
    },
    sections: [
      { number: 0, heading: '', text: '根据条例编制本报告。' },
      ...SECTION_HEADINGS.map(({ zh }, index) => ({
        number: index + 1,
        heading: zh,
        text: index === 0 || index > 3 ? '第一段。\n第二段。' : '',
      })),
    ].map((section) => ({
      ...section,
      template: section.text,
      figures: [],
      revision: 1,
      editedBy: null,
      editedAt: null,
    })),
    findings: [
      {
        key: 'f1',
        rule: 'C-1',
        severity: 'error',
        message: '上年结转与上一年报告的结转下年度不一致。',
        cells: ['table3.carriedIn.total'],
        left: 1,
        right: 2,
        waiver: { signer: '周明', reason: '机构改革，案件移交。', signedOn: '2026-01-29' },
      },
      {
        key: 'f2',
        rule: 'N-1',
        severity: 'info',
        message: '没有签字的核对结果不公布。',
        cells: [],
        left: null,
        right: null,
        waiver: null,
      },
    ],
    notCheckable: [],
    writerIds: [],
    obstacles: [],
    versions: [
      { version: 1, status: 'published', publishedOn: '2026-01-20' },
      { version: 2, status: 'published', publishedOn: '2026-01-30' },
      { version: 3, status: 'draft', publishedOn: null },
    ],
  });
  return { ...report, ...given };
}
