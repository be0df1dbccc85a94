import { formatLocalDate, localDateInChina, timeInChina, type LocalDate } from '@gongkai/core';

interface DayProps {
  readonly on: LocalDate | null;
  /** Without the day of the week, where many stand side by side. */
  readonly isShort?: boolean;
}

/** A day as `2026-03-02（周一）`; a dash where there is none. */
export function Day({ on, isShort = false }: DayProps) {
  if (on === null) return <span className="muted">—</span>;
  return (
    <time dateTime={on} className="figures nowrap">
      {isShort ? on : formatLocalDate(on)}
    </time>
  );
}

/** An instant as the day and time in China. */
export function Instant({ at }: { readonly at: string }) {
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} className="figures nowrap">
      {formatLocalDate(localDateInChina(instant))} {timeInChina(instant).slice(11)}
    </time>
  );
}
