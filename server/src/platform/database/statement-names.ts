import { createHash } from 'node:crypto';

/** Statements kept prepared on one connection; what comes after them is planned each time. */
const MOST_PREPARED = 200;

/**
 * Names for the reading statements that a connection sees again, so that PostgreSQL parses and plans them once.
 * Null: run it unnamed.
 */
export function statementNames(): (sql: string, parameters: readonly unknown[]) => string | null {
  const known = new Map<string, string | null>();
  return (sql, parameters) => {
    if (parameters.length === 0 || !/^\s*(?:select|with)\b/i.test(sql)) return null;
    const name = known.get(sql);
    if (name === undefined) {
      if (known.size < MOST_PREPARED) known.set(sql, null);
      return null;
    }
    if (name !== null) return name;
    const given = `gongkai_${createHash('sha256').update(sql).digest('hex').slice(0, 40)}`;
    known.set(sql, given);
    return given;
  };
}
