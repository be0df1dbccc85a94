import {
  CHANNEL_LABELS,
  CHANNELS,
  channelSettingSchema,
  isAlwaysOpen,
  reminderSettingSchema,
  type ChannelOffer,
  type ChannelSetting,
  type ReminderSetting,
} from '@gongkai/core';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { issuesOf } from '../api/problem.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { TextField, type Issues } from '../intake/fields.js';
import { fieldIssues, goToFirstIssue } from '../ui/field-issues.js';
import { Page } from '../ui/Page.js';
import { useMayWithin } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { Form } from '../ui/Form.js';

interface Saved<T> {
  readonly setting: T;
  readonly revision: number;
}

interface EditorProps<T> {
  readonly saved: Saved<T>;
  readonly onSaved: (saved: Saved<T>) => void;
}

/** By which ways somebody can apply; those that the law keeps open can't be closed. */
function ChannelEditor({ saved, onSaved }: EditorProps<ChannelSetting>) {
  const { code } = usePlace();
  const isAllowed = useMayWithin('guide.edit');
  const [draft, setDraft] = useState(saved.setting);
  const [issues, setIssues] = useState<Issues>({});
  const [isDone, setDone] = useState(false);
  const save = useAction(async () => {
    const parsed = channelSettingSchema.safeParse(draft);
    setIssues(fieldIssues(parsed.error));
    setDone(false);
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    const body = { setting: parsed.data, revision: saved.revision };
    onSaved(await call('saveChannelSetting', { params: { code }, body }));
    setDone(true);
  });
  const shown = { ...issues, ...issuesOf(save.error) };
  const set = (channel: keyof ChannelSetting, change: Partial<ChannelOffer>): void =>
    setDraft({ ...draft, [channel]: { ...draft[channel], ...change } });
  return (
    <Form
      action={save}
      okText="保存渠道"
      isDisabled={!isAllowed}
      note={isDone && <p role="status">已保存。</p>}
    >
      <p className="hint">
        公开指南和网上申请读这里的设置。当面提交、邮寄和口头申请不能关闭（国办公开办函〔2017〕19号，条例第二十九条）；指南写明开放的其他渠道，对本机关有约束力。
      </p>
      {CHANNELS.map((channel) => (
        <fieldset key={channel}>
          <legend>{CHANNEL_LABELS[channel]}</legend>
          <Checkbox
            checked={draft[channel].isOffered}
            disabled={isAlwaysOpen(channel) || !isAllowed}
            onChange={({ target }) => set(channel, { isOffered: target.checked })}
          >
            开放{isAlwaysOpen(channel) && '（不能关闭）'}
          </Checkbox>
          {shown[`${channel}.isOffered`] !== undefined && (
            <p className="issue">{shown[`${channel}.isOffered`]}</p>
          )}
          <div className="field-row">
            <TextField
              label="地址、号码或者邮箱"
              isOptional
              value={draft[channel].address}
              issue={shown[`${channel}.address`]}
              onChange={(address) => set(channel, { address })}
            />
            <TextField
              label="时间"
              isOptional
              value={draft[channel].hours}
              issue={shown[`${channel}.hours`]}
              onChange={(hours) => set(channel, { hours })}
            />
          </div>
        </fieldset>
      ))}
    </Form>
  );
}

/** When the people of the agency are reminded; the last day and every day overdue can't be left out. */
function ReminderEditor({ saved, onSaved }: EditorProps<ReminderSetting>) {
  const { code } = usePlace();
  const isAllowed = useMayWithin('guide.edit');
  const [days, setDays] = useState(saved.setting.beforeDays.join('、'));
  const [escalate, setEscalate] = useState(String(saved.setting.escalateAfterDays));
  const [issues, setIssues] = useState<Issues>({});
  const [isDone, setDone] = useState(false);
  const save = useAction(async () => {
    const numbers = days.split(/[\s、，,]+/).filter((part) => part !== '');
    const parsed = reminderSettingSchema.safeParse({
      beforeDays: numbers.map(Number),
      escalateAfterDays: Number(escalate),
    });
    setIssues(fieldIssues(parsed.error));
    setDone(false);
    if (!parsed.success) {
      goToFirstIssue();
      return;
    }
    const body = { setting: parsed.data, revision: saved.revision };
    onSaved(await call('saveReminderSetting', { params: { code }, body }));
    setDone(true);
  });
  const wrongDays = Object.entries(issues).find(([path]) => path.startsWith('beforeDays'))?.[1];
  return (
    <Form
      action={save}
      okText="保存提醒"
      isDisabled={!isAllowed}
      note={isDone && <p role="status">已保存。</p>}
    >
      <TextField
        label="期限前几个工作日提醒办理人"
        hint="几个之间用顿号隔开，如 5、3、1。到期当日一定提醒。"
        value={days}
        issue={wrongDays}
        onChange={setDays}
      />
      <TextField
        label="逾期几个工作日起，同时告知公开机构负责人和监督机关"
        hint="逾期后每个工作日都提醒，不能关闭。监督机关只看到件数。"
        value={escalate}
        issue={issues.escalateAfterDays}
        onChange={setEscalate}
      />
    </Form>
  );
}

/** 收件与提醒设置: the channels of an agency and the days of its reminders. */
export function DeskSettingPage() {
  const agency = useAgency();
  const { code } = usePlace();
  const channels = useCall('getChannelSetting', { params: { code } });
  const reminders = useCall('getReminderSetting', { params: { code } });
  return (
    <Page title="收件渠道与提醒" lead={agency?.name ?? code}>
      <h2>申请渠道</h2>
      <Shown of={channels} what="申请渠道">
        {(saved) => <ChannelEditor saved={saved} onSaved={channels.put} />}
      </Shown>
      <h2>期限提醒</h2>
      <Shown of={reminders} what="提醒设置">
        {(saved) => <ReminderEditor saved={saved} onSaved={reminders.put} />}
      </Shown>
    </Page>
  );
}
