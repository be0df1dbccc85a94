import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const TEXT = readFileSync(new URL('../../assets/suggest.js', import.meta.url), 'utf8');
const HASH = createHash('sha256').update(TEXT).digest('hex').slice(0, 16);

/** Suggestions while somebody types. The search works without it; its address changes with its content. */
export const SUGGEST_SCRIPT = { path: `/assets/suggest-${HASH}.js`, text: TEXT } as const;
