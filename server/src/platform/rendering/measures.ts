/** Paper, type area and faces of GB/T 9704-2012, in millimetres and points, for every writer alike. */

/** A4. */
export const PAPER_MM = { width: 210, height: 297 } as const;

/** 天头, 订口 and what they leave: a type area of 156 × 225 mm. */
export const MARGIN_MM = { top: 37, bottom: 35, left: 28, right: 26 } as const;

/** A page lying down is the same paper turned: its head is at the binding edge. */
export const LANDSCAPE_MARGIN_MM = { top: 28, bottom: 26, left: 35, right: 37 } as const;

export const TYPE_AREA_MM = { width: 156, height: 225 } as const;
export const LINES_PER_PAGE = 22;
export const CHARACTERS_PER_LINE = 28;

/** 行: 225 mm by 22. */
export const LINE_POINTS = pointsOf(TYPE_AREA_MM.height) / LINES_PER_PAGE;

/** 字: 156 mm by 28, a little under the 16 points of 三号. */
export const CHARACTER_POINTS = pointsOf(TYPE_AREA_MM.width) / CHARACTERS_PER_LINE;

/** 字号 in points. */
export const SIZE_POINTS = {
  二号: 22,
  三号: 16,
  四号: 14,
  小四: 12,
  五号: 10.5,
  小五: 9,
  六号: 7.5,
} as const;

/** The red of marks and rules, as RRGGBB. */
export const RED = 'FF0000';

export const LETTERHEAD_MM = {
  official: {
    /** Upper edge of the type area to the upper edge of the mark. */
    markBelowTypeArea: 35,
    /** 发文字号 to the rule, which is as wide as the type area. */
    ruleBelowNumber: 4,
  },
  letter: {
    /** Upper edge of the paper to the upper edge of the mark. */
    markBelowPaper: 30,
    /** The mark to the double rule, thick above thin. */
    ruleBelowMark: 4,
    /** The lower edge of the paper to the second, thin above thick. */
    ruleAbovePaperEnd: 20,
    ruleLength: 170,
  },
} as const;

/** Lines of 版记: the first and the last thicker than those between. */
export const IMPRINT_RULE_MM = { outer: 0.35, inner: 0.25 } as const;

/** The dash beside a page number lies this far below the type area; the number stands one character in. */
export const PAGE_NUMBER_BELOW_TYPE_AREA_MM = 7;

export function pointsOf(millimetres: number): number {
  return (millimetres / 25.4) * 72;
}

/** Size of the organ's red mark in points: as large as its name leaves room for on one line, 22 to 48. */
export function markPoints(organ: string): number {
  const fitting = Math.floor((pointsOf(TYPE_AREA_MM.width) - 6) / Math.max(1, [...organ].length));
  return Math.max(SIZE_POINTS.二号, Math.min(48, fitting));
}

/** Size of a table's text in points: smaller the more columns share the page. */
export function tablePoints(columns: number, isLandscape: boolean): number {
  const millimetres = (isLandscape ? TYPE_AREA_MM.height : TYPE_AREA_MM.width) / Math.max(1, columns);
  if (millimetres >= 26) return SIZE_POINTS.小四;
  return millimetres >= 13 ? SIZE_POINTS.五号 : SIZE_POINTS.小五;
}
