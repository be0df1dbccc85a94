import { LINE_POINTS, MARGIN_MM, PAPER_MM, RED, SIZE_POINTS, TYPE_AREA_MM } from './measures.js';

const { top, right, bottom, left } = MARGIN_MM;
const FANG_SONG = `FangSong_GB2312, FangSong, STFangsong, 'Noto Serif SC', 'Noto Serif CJK SC', serif`;
const KAI = `KaiTi_GB2312, KaiTi, STKaiti, 'LXGW WenKai', serif`;
const HEI = `SimHei, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif`;
const TITLE = `FZXiaoBiaoSong-B05S, 方正小标宋简体, 'Noto Serif SC', 'Noto Serif CJK SC', SimSun, serif`;

/** Reads on a phone as on a screen, and prints as GB/T 9704-2012 has it; the reader's machine supplies the faces. */
export const HTML_STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: calc(${TYPE_AREA_MM.width}mm + 2rem); color: #000; background: #fff;
  font: ${SIZE_POINTS.三号}pt/${LINE_POINTS.toFixed(2)}pt ${FANG_SONG}; overflow-wrap: anywhere; }
p { margin: 0; text-indent: 2em; text-align: justify; }
h1 { margin: 2em 0 1em; font: 700 ${SIZE_POINTS.二号}pt/1.4 ${TITLE}; text-align: center; text-wrap: balance; }
h2, h3, h4, h5 { margin: 0; font-size: inherit; font-weight: 400; text-indent: 2em; break-after: avoid; }
h2 { font-family: ${HEI}; }
h3 { font-family: ${KAI}; }
strong { font-family: ${HEI}; font-weight: 400; }
ol, ul { margin: 0; padding-inline-start: 4em; }
header p { text-indent: 0; }
.mark { color: #${RED}; font: 700 ${SIZE_POINTS.二号 * 1.6}pt/1.3 ${TITLE}; text-align: center; }
.urgency { font-family: ${HEI}; }
.official header { border-bottom: 1.5pt solid #${RED}; padding-bottom: 4mm; }
.official .number { margin-top: 2em; text-align: center; }
.letter .mark { border-bottom: 4.5pt double #${RED}; padding-bottom: 4mm; }
.letter .number { margin-top: 0.875em; text-align: right; }
.recipient, .attachmentMark, .fine, .caption { text-indent: 0; }
.attachmentMark { break-before: page; margin-bottom: 1em; font-family: ${HEI}; }
.attachmentNote { margin-left: 5em; text-indent: -3em; }

.attachmentNote.continued { text-indent: 0; }
.caption { text-align: center; font-family: ${HEI}; font-size: ${SIZE_POINTS.小四}pt; }
.fine { font-size: ${SIZE_POINTS.五号}pt; line-height: 1.5; }
.signature { width: fit-content; margin: 2em 2em 0 auto; break-inside: avoid; break-before: avoid; }
.signature p + p { text-indent: 4em; }
.signature.sealed { margin-right: 4em; text-align: center; }
.signature.sealed p { text-indent: 0; text-align: center; }
.table { margin: 0.5em 0; overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: ${SIZE_POINTS.五号}pt; line-height: 1.4;
  overflow-wrap: break-word; font-variant-numeric: tabular-nums; }
caption { padding: 0.3em; font-family: ${HEI}; font-size: ${SIZE_POINTS.小四}pt; }
th, td { border: 0.5pt solid #000; padding: 0.2em 0.35em; font-weight: 400; vertical-align: middle; }
td.figure { white-space: nowrap; }
tr { break-inside: avoid; }
.left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
footer { margin-top: 2em; font-size: ${SIZE_POINTS.四号}pt; border-block: 0.35mm solid #000; }
footer p { padding: 0 1em; text-indent: 0; }
footer p + p { border-top: 0.25mm solid #000; }
.printed { display: flex; flex-wrap: wrap; justify-content: space-between; }
.letter footer { border: 0; } .letter .printed { display: none; }
.page-break { break-after: page; }
@page { size: ${PAPER_MM.width}mm ${PAPER_MM.height}mm; margin: ${top}mm ${right}mm ${bottom}mm ${left}mm; }
@page lying { size: ${PAPER_MM.height}mm ${PAPER_MM.width}mm; }
@media print { body { padding: 0; max-width: none; } .table { overflow: visible; } .landscape { page: lying; } }
`;
