import { localDateSchema, type LocalDate } from '@gongkai/core';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useAction } from '../api/use-action.js';
import { Day } from './Day.js';
import { daysLeft } from './days-left.js';
import { useCalendar, useWorkplace } from './place.js';
import { Loading, ProblemNote } from './states.js';

type Derivation = readonly string[];

interface DueProps {
  /** Null: nothing is due now. */
  readonly on: LocalDate | null;
  /** Whose date it is, said to those who hear the button, e.g. 申请 A-2026-0001 的答复期限. */
  readonly what: string;
  /** What was due is done, so no days are left. */
  readonly isOver?: boolean;
  /** What stops the clock, in words. */
  readonly standstill?: string | null;
  /** End of the term of the one who is waited for. */
  readonly lapsesOn?: LocalDate | null;
  /** One line a day, or how to read them when they are asked for; left out where there are none. */
  readonly derivation?: Derivation | (() => Promise<Derivation>);
}

function DerivationDialog(props: {
  readonly what: string;
  readonly lines: Derivation | null;
  readonly error: unknown;
  readonly onClose: () => void;
}) {
  const { what, lines, error, onClose } = props;
  return (
    <Modal open title={`${what}：如何推算`} footer={null} onCancel={onClose}>
      <ProblemNote error={error} />
      {lines === null && error === null && <Loading what="推算过程" />}
      {lines?.length === 0 && <p className="muted">现在没有要推算的期限。</p>}
      {lines !== null && lines.length > 0 && (
        <ol className="derivation figures" tabIndex={0} aria-label="期限推导，逐日">
          {lines.map((line, index) => (
            <li key={index}>{line}</li>
          ))}
        </ol>
      )}
    </Modal>
  );
}

/** A due date everywhere the same: the day, what is left of it, what stops the clock, and the derivation on one click. */
export function Due({ on, what, isOver = false, standstill = null, lapsesOn = null, derivation }: DueProps) {
  const today = localDateSchema.parse(useWorkplace().status.today);
  const calendar = useCalendar();
  const left = on === null || isOver ? null : daysLeft(on, today, calendar);
  const [isOpen, setOpen] = useState(false);
  const [read, setRead] = useState<Derivation | null>(null);
  const reading = useAction(async () => {
    if (typeof derivation === 'function') setRead(await derivation());
  });
  const open = (): void => {
    setOpen(true);
    void reading.run();
  };
  const lines = typeof derivation === 'function' ? read : (derivation ?? []);
  return (
    <span className="due">
      <Day on={on} />
      {left !== null && (
        <strong className={`days-left${on !== null && on < today ? ' overdue' : ''}`}> {left}</strong>
      )}
      {standstill !== null && (
        <span className="standstill">
          {' '}
          {standstill}
          {lapsesOn !== null && (
            <>
              ；对方的期限至 <Day on={lapsesOn} />
            </>
          )}
        </span>
      )}
      {derivation !== undefined && (
        <Button size="small" type="link" aria-label={`${what}：如何推算`} onClick={open}>
          如何推算
        </Button>
      )}
      {isOpen && (
        <DerivationDialog what={what} lines={lines} error={reading.error} onClose={() => setOpen(false)} />
      )}
    </span>
  );
}
