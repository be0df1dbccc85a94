/** The kinds of files that are known, by their media type: what a person calls them, and how their names end. */
export const FILE_TYPES = {
  'text/plain': { label: '文本文件', endings: ['txt'] },
  'text/csv': { label: 'CSV 表格', endings: ['csv'] },
  'text/html': { label: '网页', endings: ['html', 'htm'] },
  'application/json': { label: 'JSON 文件', endings: ['json'] },
  'application/pdf': { label: 'PDF', endings: ['pdf'] },
  'application/ofd': { label: 'OFD', endings: ['ofd'] },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
    label: 'Word 文档',
    endings: ['docx'],
  },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
    label: 'Excel 工作簿',
    endings: ['xlsx'],
  },
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': {
    label: '演示文稿',
    endings: ['pptx'],
  },
  /** Word, Excel and WPS up to 2003: one container, told apart by their names. */
  'application/x-cfb': { label: '旧版 Office 文档', endings: ['doc', 'xls', 'ppt', 'wps', 'et'] },
  'image/jpeg': { label: '照片', endings: ['jpg', 'jpeg'] },
  'image/png': { label: '图片', endings: ['png'] },
  'image/tiff': { label: '扫描件', endings: ['tif', 'tiff'] },
} as const satisfies Record<string, { label: string; endings: readonly string[] }>;
export type MediaType = keyof typeof FILE_TYPES;

export function isMediaType(text: string): text is MediaType {
  return text in FILE_TYPES;
}
