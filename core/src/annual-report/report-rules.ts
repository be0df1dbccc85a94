import { CELL_VALUE_RULES } from './cell-value-rules.js';
import { CROSS_YEAR_RULES } from './cross-year-rules.js';
import { IDENTITY_REPORT_RULES } from './identity-rules.js';
import { NARRATIVE_RULES } from './narrative-rules.js';
import type { ReportRule } from './report-rule.js';
import { ROLL_UP_RULES } from './roll-up-rules.js';
import { TABLE2_RULES } from './table2-rules.js';

/** The one registry of what a report is checked for. */
export const REPORT_RULES: readonly ReportRule[] = [
  ...IDENTITY_REPORT_RULES,
  ...CELL_VALUE_RULES,
  ...TABLE2_RULES,
  ...CROSS_YEAR_RULES,
  ...NARRATIVE_RULES,
  ...ROLL_UP_RULES,
];
