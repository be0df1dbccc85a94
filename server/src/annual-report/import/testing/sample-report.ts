import {
  SHARED_OUTCOME_ROWS,
  TABLE2_FIELDS,
  TABLE2_ROWS,
  TABLE3_ROWS,
  type FormVersion,
  type Table2Column,
  type Table2Row,
  type Table3Row,
} from '@gongkai/core';
import type { Random } from './random.js';

/** One printed cell and the figure a careful person reads in it (null: blank). */
export interface SampleCell {
  readonly printed: string;
  readonly value: number | null;
}

export interface SampleRow<Row extends string> {
  readonly row: Row;
  /** Heading of the group, printed with its first row. */
  readonly group: string;
  readonly label: string;
  readonly cells: readonly SampleCell[];
}

/** An invented report: what is printed, and what it says. */
export interface SampleReport {
  readonly agency: string;
  readonly year: number;
  readonly form2: FormVersion;
  readonly form3: FormVersion;
  readonly table2: readonly SampleRow<Table2Row>[];
  readonly table3: readonly SampleRow<Table3Row>[];
  readonly table4: readonly SampleCell[] | null;
}

export const LABELS3: Readonly<Record<Table3Row, string>> = {
  newReceived: '一、本年新收政府信息公开申请数量',
  carriedIn: '二、上年结转政府信息公开申请数量',
  granted: '（一）予以公开',
  partiallyGranted: '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  'refused.stateSecret': '1.属于国家秘密',
  'refused.forbiddenByLaw': '2.其他法律行政法规禁止公开',
  'refused.threeSecuritiesOneStability': '3.危及“三安全一稳定”',
  'refused.thirdPartyRights': '4.保护第三方合法权益',
  'refused.internalAffairs': '5.属于三类内部事务信息',
  'refused.processInformation': '6.属于四类过程性信息',
  'refused.enforcementCaseFile': '7.属于行政执法案卷',
  'refused.specialQuery': '8.属于行政查询事项',
  'unable.notHeld': '1.本机关不掌握相关政府信息',
  'unable.needsCreation': '2.没有现成信息需要另行制作',
  'unable.stillUnclear': '3.补正后申请内容仍不明确',
  'unprocessed.petition': '1.信访举报投诉类申请',
  'unprocessed.repeat': '2.重复申请',
  'unprocessed.publication': '3.要求提供公开出版物',
  'unprocessed.abusive': '4.无正当理由大量反复申请',
  'unprocessed.confirmOrReissue': '5.要求行政机关确认或重新出具已获取信息',
  other: '（六）其他处理',
  'other.lapsedCorrection': '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
  'other.lapsedFee': '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
  'other.rest': '3.其他',
  resultTotal: '（七）总计',
  carriedOut: '四、结转下年度继续办理',
};

const GROUPS3: Partial<Record<Table3Row, string>> = {
  granted: '三、本年度办理结果',
  'refused.stateSecret': '（三）不予公开',
  'unable.notHeld': '（四）无法提供',
  'unprocessed.petition': '（五）不予处理',
  'other.lapsedCorrection': '（六）其他处理',
};

const HEADERS2: Readonly<Record<FormVersion, Partial<Record<Table2Row, string>>>> = {
  '2019': {
    rules: '第二十条第（一）项 信息内容 本年新制作数量 本年新公开数量 对外公开总数量',
    licensing: '第二十条第（五）项 信息内容 上一年项目数量 本年增/减 处理决定数量',
    penalty: '第二十条第（六）项 信息内容 上一年项目数量 本年增/减 处理决定数量',
    adminFees: '第二十条第（八）项 信息内容 上一年项目数量 本年增/减',
    procurement: '第二十条第（九）项 信息内容 采购项目数量 采购总金额',
  },
  '2021': {
    rules: '第二十条第（一）项 信息内容 本年制发件数 本年废止件数 现行有效件数',
    licensing: '第二十条第（五）项 信息内容 本年处理决定数量',
    penalty: '第二十条第（六）项 信息内容 本年处理决定数量',
    adminFees: '第二十条第（八）项 信息内容 本年收费金额（单位：万元）',
  },
};

const LABELS2: Readonly<Record<FormVersion, Partial<Record<Table2Row, string>>>> = {
  '2019': {
    rules: '规章',
    normativeDocuments: '规范性文件',
    licensing: '行政许可',
    otherServices: '其他对外管理服务事项',
    penalty: '行政处罚',
    coercion: '行政强制',
    adminFees: '行政事业性收费',
    procurement: '政府集中采购',
  },
  '2021': {
    rules: '规章',
    normativeDocuments: '行政规范性文件',
    licensing: '行政许可',
    penalty: '行政处罚',
    coercion: '行政强制',
    adminFees: '行政事业性收费',
  },
};

function count(random: Random): number {
  const kind = random.below(10);
  if (kind < 6) return 0;
  if (kind < 8) return 1 + random.below(9);
  return kind < 9 ? 10 + random.below(90) : 100 + random.below(3000);
}

function cellOf(value: number): SampleCell {
  return { printed: String(value), value };
}

function table3Values(random: Random, form: FormVersion): Map<Table3Row, number[]> {
  const values = new Map<Table3Row, number[]>();
  const outcomes: Table3Row[] = TABLE3_ROWS[form].filter(
    (row) => !['newReceived', 'carriedIn', 'resultTotal', 'carriedOut'].includes(row),
  );
  const classes = (): number[] =>
    Array.from({ length: 6 }, (_, index) => (random.chance(index === 0 ? 0.5 : 0.12) ? count(random) : 0));
  const withTotal = (row: number[]): number[] => [...row, row.reduce((sum, each) => sum + each, 0)];
  const sums = Array.from({ length: 6 }, () => 0);
  for (const row of outcomes) {
    const own =
      SHARED_OUTCOME_ROWS.some((shared) => shared === row) || random.chance(0.5)
        ? classes()
        : [0, 0, 0, 0, 0, 0];
    own.forEach((each, index) => (sums[index] = (sums[index] ?? 0) + each));
    values.set(row, withTotal(own));
  }
  const carriedIn = classes().map((each, index) => Math.min(each, sums[index] ?? 0));
  values.set('resultTotal', withTotal(sums));
  values.set('carriedIn', withTotal(carriedIn));
  values.set('carriedOut', withTotal([0, 0, 0, 0, 0, 0]));
  values.set('newReceived', withTotal(sums.map((sum, index) => sum - (carriedIn[index] ?? 0))));
  return values;
}

function table2Cell(random: Random, column: Table2Column): SampleCell {
  const value = count(random);
  if (column === 'change') {
    if (value === 0) return { printed: random.pick(['0', '无增减', '0']), value: 0 };
    return random.pick([
      { printed: String(value), value },
      { printed: `增加${value}项`, value },
      { printed: `减少${value}项`, value: -value },
      { printed: `-${value}`, value: -value },
    ]);
  }
  if (column === 'amountWanYuan')
    return random.chance(0.5) ? { printed: `${value}.37`, value: Number(`${value}.37`) } : cellOf(value);
  if (column === 'amountYuan')
    return random.pick([
      cellOf(value === 0 ? 0 : value * 100_003),
      { printed: `${value}.25万元`, value: value * 10_000 + 2500 },
    ]);
  return cellOf(value);
}

/** Draws a report whose figures satisfy every identity. */
export function drawSampleReport(random: Random): SampleReport {
  const form3 = random.pick(['2019', '2021']);
  const form2 = random.chance(0.85) ? form3 : random.pick(['2019', '2021']);
  const values = table3Values(random, form3);
  const table3 = TABLE3_ROWS[form3].map((row) => ({
    row,
    group: GROUPS3[row] ?? '',
    label: LABELS3[row],
    cells: (values.get(row) ?? []).map(cellOf),
  }));
  const fields: Partial<Record<Table2Row, readonly Table2Column[]>> = TABLE2_FIELDS[form2];
  const table2 = TABLE2_ROWS.flatMap((row) => {
    const label = LABELS2[form2][row];
    const columns = fields[row];
    if (label === undefined || columns === undefined) return [];
    return [
      {
        row,
        group: HEADERS2[form2][row] ?? '',
        label,
        cells: columns.map((column) => table2Cell(random, column)),
      },
    ];
  });
  const table4: SampleCell[] = [];
  for (let block = 0; block < 3; block += 1) {
    const results = Array.from({ length: 4 }, () => (random.chance(0.4) ? count(random) % 40 : 0));
    table4.push(...results.map(cellOf), cellOf(results.reduce((sum, each) => sum + each, 0)));
  }
  return {
    agency: random.pick(['云岭市青石区人民政府', '南溪县水务局', '临河市文化广电和旅游局', '白塔镇人民政府']),
    year: form3 === '2019' ? 2019 + random.below(2) : 2021 + random.below(4),
    form2,
    form3,
    table2,
    table3,
    table4,
  };
}
