import { DomainError, type Finding, type WrongWord } from '@gongkai/core';
import { checkFile } from '../document-review/service.js';
import type { AppContext } from '../platform/context.js';
import { receiveFile } from '../platform/files/receive-file.js';

const IMAGE_TO_LOOK_AT = '图片、扫描件里的文字检查不到，请人工审查个人信息和涉密内容。';
const UNREAD = { rule: 'file.unread', severity: 'warning', message: IMAGE_TO_LOOK_AT } as const;

interface FileLook {
  readonly findings: Finding[];
  readonly pages: number | null;
  readonly links: readonly string[];
}

/** What the check says of a kept file, its pages and links; one whose text cannot be read is to be looked at by a person. */
export async function lookAtFile(
  ctx: Pick<AppContext, 'files'>,
  kept: {
    readonly objectKey: string;
    readonly fileName: string;
    readonly mediaType: string;
    readonly size: number;
  },
  words: readonly WrongWord[],
): Promise<FileLook> {
  const content = await ctx.files.store.open(kept.objectKey);
  const received = await receiveFile(ctx.files.incoming, content, kept.size);
  const isImage = kept.mediaType.startsWith('image/');
  try {
    const { findings, pages, links } = await checkFile(received.path, kept.fileName, words);
    const told = findings.map(({ rule, severity, message, source, part }) => ({
      rule,
      severity,
      message:
        part === 'hidden' && !rule.startsWith('hidden.') ? `${message}（在文件中看不见的部分）` : message,
      ...(source !== undefined && { source }),
    }));
    return { findings: isImage ? [UNREAD, ...told] : told, pages, links };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'UNREADABLE_FILE') throw error;
    // An old Office file: it says which kinds can be read.
    return { findings: [isImage ? UNREAD : { ...UNREAD, message: error.message }], pages: null, links: [] };
  } finally {
    await received.discard();
  }
}
