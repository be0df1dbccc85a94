import { CHANNEL_LABELS, CHANNELS, channelQuestions, ORAL_AGREEMENTS, type Channel } from '@gongkai/core';
import { Checkbox, Radio } from 'antd';
import type { ReactNode } from 'react';
import { DayField } from '../ui/DayField.js';
import { ChoiceField } from '../ui/Field.js';
import { optionsOf } from '../ui/options.js';
import { TextField, type PartProps } from './fields.js';

/** How it came, and what that channel asks besides. */
export function ArrivalFields({
  typed,
  issues,
  set,
  children,
}: PartProps & { readonly children: ReactNode }) {
  const asks = channelQuestions(typed.channel);
  return (
    <fieldset>
      <legend>怎样收到的</legend>
      <Radio.Group
        className="channel-choice"
        aria-label="渠道"
        value={typed.channel}
        onChange={({ target }) => set({ channel: target.value as Channel })}
        options={CHANNELS.map((value) => ({ value, label: CHANNEL_LABELS[value] }))}
      />
      <div className="field-row">
        <DayField label={asks.day} value={typed.on} issue={issues.on} onChange={(on) => set({ on })} />
        {asks.asksHandOver === true && (
          <DayField
            label="转到公开机构的日期"
            isOptional
            value={typed.officeReceivedOn}
            issue={issues.officeReceivedOn}
            onChange={(officeReceivedOn) => set({ officeReceivedOn })}
          />
        )}
      </div>
      {asks.mailNumber !== undefined && (
        <TextField
          label={asks.mailNumber}
          isOptional
          value={typed.mailNumber}
          issue={issues.mailNumber}
          onChange={(mailNumber) => set({ mailNumber })}
        />
      )}
      {asks.sentFrom !== undefined && (
        <TextField
          label={asks.sentFrom}
          isOptional
          value={typed.sentFrom}
          issue={issues.sentFrom}
          onChange={(sentFrom) => set({ sentFrom })}
        />
      )}
      {children}
    </fieldset>
  );
}

/** 条例第二十九条第一款: taken down by the office, and read back. */
export function OralFields({ typed, issues, set }: PartProps) {
  return (
    <fieldset>
      <legend>口头申请记录</legend>
      <TextField
        label="申请人书写有什么困难"
        rows={2}
        value={typed.hardship}
        issue={issues['oral.hardship']}
        onChange={(hardship) => set({ hardship })}
      />
      <ChoiceField
        label="申请人怎样确认"
        empty="请选择"
        value={typed.agreed}
        options={optionsOf(ORAL_AGREEMENTS)}
        issue={issues['oral.agreed'] === undefined ? undefined : '请选择申请人怎样确认记录。'}
        onChange={(agreed) => set({ agreed })}
      />
      <p className="field">
        <Checkbox checked={typed.hasReadBack} onChange={({ target }) => set({ hasReadBack: target.checked })}>
          已把代填的内容读给申请人听，申请人确认无误
        </Checkbox>
      </p>
      {issues['oral.hasReadBack'] !== undefined && <p className="issue">{issues['oral.hasReadBack']}</p>}
      <p className="hint">
        {typed.matter === 'application'
          ? '登记后可以打印“口头申请记录”请申请人签字，再把签好的扫描件作为附件上传。'
          : '登记后可以打印登记回执请本人签字。'}
      </p>
    </fieldset>
  );
}
