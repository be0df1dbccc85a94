import { CONTACT_WAYS, needsConfirmation } from '@gongkai/core';
import { Checkbox } from 'antd';
import { DayField } from '../ui/DayField.js';
import { ChoiceField } from '../ui/Field.js';
import { TextField, type Issues } from './fields.js';
import type { IntakeTyped } from './intake-typed.js';
import { optionsOf } from '../ui/options.js';

const WAY_OPTIONS = optionsOf(CONTACT_WAYS);
/** The time of day in China, as it is asked for. */
const clock = (): string =>
  new Date().toLocaleTimeString('zh-CN', {
    ...{ timeZone: 'Asia/Shanghai', hour12: false, hour: '2-digit', minute: '2-digit' },
  });

interface ContactProps {
  readonly typed: IntakeTyped;
  readonly issues: Issues;
  readonly set: (change: Partial<IntakeTyped>) => void;
}

/** The first attempt to have both sides confirm, recorded at once (条例第三十一条). */
export function ContactFields({ typed, issues, set }: ContactProps) {
  if (!needsConfirmation(typed.channel)) return null;
  const issue = (path: string): string | undefined => issues[`contact.${path}`];
  return (
    <>
      <p className="field">
        <Checkbox
          checked={typed.hasContact}
          onChange={({ target }) =>
            set({
              hasContact: target.checked,
              ...(typed.contactTime === '' && { contactTime: clock() }),
            })
          }
        >
          已经联系申请人确认，现在记录
        </Checkbox>
      </p>
      {typed.hasContact && (
        <div className="intake-person">
          <div className="field-row">
            <DayField
              label="联系日期"
              value={typed.contactOn}
              issue={issue('on')}
              onChange={(contactOn) => set({ contactOn })}
            />
            <TextField
              label="时间"
              hint="如 14:30"
              value={typed.contactTime}
              issue={issue('time')}
              onChange={(contactTime) => set({ contactTime })}
            />
            <ChoiceField
              label="方式"
              value={typed.contactWay}
              options={WAY_OPTIONS}
              onChange={(contactWay) => set({ contactWay })}
            />
          </div>
          <ChoiceField
            label="结果"
            empty="请选择"
            value={typed.hasReached}
            options={[
              { value: 'yes', label: '联系上了，双方确认收到申请' },
              { value: 'no', label: '没有联系上' },
            ]}
            issue={issue('hasReached') === undefined ? undefined : '请选择有没有联系上。'}
            onChange={(hasReached) => set({ hasReached })}
          />
          <TextField
            label="经过"
            rows={2}
            value={typed.contactSummary}
            issue={issue('summary')}
            onChange={(contactSummary) => set({ contactSummary })}
          />
        </div>
      )}
    </>
  );
}
