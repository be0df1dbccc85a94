import type { XmlElement } from './read-package.js';

/**
 * Children in the order in which ECMA-376 part 1 lists them (4th edition: sections 17 and 18), so far as the writers use
 * the element. Typed from the standard, not from what is written.
 */
const ORDER: Readonly<Record<string, string>> = {
  // 17.2.2 and 17.6.17 to 17.6.19
  'w:body': 'p|tbl sectPr',
  'w:sectPr':
    'headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings',
  // 17.3.1.26
  'w:pPr':
    'pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange',
  'w:pBdr': 'top left bottom right between bar',
  'w:numPr': 'ilvl numId',
  'w:p': 'pPr r|fldSimple',
  'w:r': 'rPr t|br|tab',
  // 17.3.2.28
  'w:rPr':
    'rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath',
  // 17.4
  'w:tbl': 'tblPr tblGrid tr',
  'w:tblPr':
    'tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription',
  'w:tblBorders': 'top left start bottom right end insideH insideV',
  'w:tblCellMar': 'top left start bottom right end',
  'w:tblGrid': 'gridCol',
  'w:tr': 'tblPrEx trPr tc',
  'w:trPr': 'cantSplit|tblHeader|trHeight',
  'w:tc': 'tcPr p|tbl',
  'w:tcPr':
    'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  // 17.7 to 17.9, 17.15.1.78, 17.8.3.10
  'w:styles': 'docDefaults latentStyles style',
  'w:docDefaults': 'rPrDefault pPrDefault',
  'w:style':
    'name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr',
  'w:numbering': 'numPicBullet abstractNum num numIdMacAtCleanup',
  'w:abstractNum': 'nsid multiLevelType tmpl name styleLink numStyleLink lvl',
  'w:lvl': 'start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr',
  'w:num': 'abstractNumId lvlOverride',
  'w:lvlOverride': 'startOverride lvl',
  'w:settings': 'defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang',
  'w:font': 'altName panose1 charset family notTrueType pitch sig',
  // 18.3.1.99, 18.2.27, 18.8.39
  worksheet:
    'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter',
  headerFooter: 'oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter',
  workbook:
    'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr',
  styleSheet: 'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst',
  border: 'left right top bottom diagonal vertical horizontal',
  xf: 'alignment protection',
  c: 'f v is',
};

/** Elements that stand where the standard does not let them. */
export function misplaced(root: XmlElement): string[] {
  const faults: string[] = [];
  const order = ORDER[root.name]?.split(' ').map((names) => names.split('|'));
  let at = 0;
  for (const child of root.children) {
    faults.push(...misplaced(child));
    if (order === undefined) continue;
    const place = order.findIndex((names) => names.includes(child.name.replace(/^w:/, '')));
    if (place < at) faults.push(`${root.name} > ${child.name}`);
    at = Math.max(at, place);
  }
  return faults;
}
