/** `error`: the law or an arithmetic identity is broken. `warning`: a person should look. */
export type Severity = 'error' | 'warning' | 'info';

/** One answer of a check: which rule, how grave, in plain Chinese. */
export interface Finding {
  /** Id of the rule in its registry, e.g. `T3-A` or `correctionNoticeLate`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Source of the rule, e.g. `条例第三十条`. */
  readonly source?: string;
}
