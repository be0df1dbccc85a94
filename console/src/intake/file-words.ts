import { formatFileSize } from '@gongkai/core';
const TYPE_NAMES: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/ofd': 'OFD',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/x-cfb': '旧版 Office',
  'image/jpeg': 'JPEG 图片',
  'image/png': 'PNG 图片',
  'image/tiff': 'TIFF 图片',
  'text/plain': '文本',
};

/** Kind and size of a file for people: the kind was told by its content. */
export function fileWords({
  mediaType,
  size,
}: {
  readonly mediaType: string;
  readonly size: number;
}): string {
  return `${TYPE_NAMES[mediaType] ?? mediaType}，${formatFileSize(size)}`;
}
