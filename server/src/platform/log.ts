import { destination, pino, type DestinationStream, type LevelWithSilent, type Logger } from 'pino';

/** Logs go to standard error as JSON lines; what a person reads is written by the command. */
export function createLog(level: LevelWithSilent, to: DestinationStream = destination(2)): Logger {
  const serializers = { err: describeFailure };
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers }, to);
}

interface DescribedFailure {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** Of the database: names of its own. */
  readonly table?: string;
  readonly constraint?: string;
  readonly stack: readonly string[];
  readonly cause?: DescribedFailure;
}

/**
 * An error without what somebody has written: the database's errors quote the row (`Key (name)=(…)`) and what they could
 * not read, and libraries quote their input. Names of the program's own stay.
 */
function describeFailure(error: unknown): DescribedFailure {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: [] };
  const { code, table, constraint } = error as { code?: unknown; table?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: withoutQuotations(error.message),
    ...(typeof code === 'string' && { code }),
    ...(typeof table === 'string' && { table }),
    ...(typeof constraint === 'string' && { constraint }),
    // Its first lines are the message once more.
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause !== undefined && { cause: describeFailure(error.cause) }),
  };
}

const QUOTED = /"[^"]*"?|“[^”]*”?|‘[^’]*’?|'[^']*'|`[^`]*`|\([^()]*\)/g;
/** Of the program or the database: no person, number or address is written so. */
const OWN_NAME = /^["'`(][A-Za-z_$][A-Za-z_$./:-]{0,60}["'`)]$/;

function withoutQuotations(message: string): string {
  return message.replaceAll(QUOTED, (text) => (OWN_NAME.test(text) ? text : '…')).replaceAll(/\d{5,}/g, '…');
}
