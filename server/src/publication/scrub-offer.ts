import type { Finding } from '@gongkai/core';
import { canBeScrubbed } from '../document-review/service.js';

/** Whether the desk offers to scrub a file. */
export function offersScrub(mediaType: string, findings: readonly Finding[]): boolean {
  return canBeScrubbed(mediaType) && findings.some(({ rule }) => rule.startsWith('hidden.'));
}
