import {
  MAIL_ADDRESS_STATES,
  NOTIFICATION_DELIVERIES,
  NOTIFICATION_DELIVERY_NAMES,
  NOTIFICATION_KINDS,
  type NotificationDelivery,
  type NotificationKind,
  type NotificationSettings,
} from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { DataTable } from '../ui/DataTable.js';
import { Field } from '../ui/Field.js';
import { ProblemNote, Shown } from '../ui/states.js';

interface SettingsProps {
  readonly settings: NotificationSettings;
  readonly onChanged: (settings: NotificationSettings) => void;
}

const ADVICE: Readonly<Record<NotificationSettings['address']['state'], string>> = {
  none: '登记后会收到一封带链接的邮件，打开链接确认后才使用。',
  pending: '请打开邮件里的链接确认；没有收到的，可以重新登记。',
  verified: '邮件里只有事项、编号和链接，没有申请人的任何信息。',
  refused: '邮件服务器不认这个地址，请核对后重新登记。',
  unsubscribed: '您已从邮件里退订；要重新接收，请再登记一次。',
};

function AddressForm({ settings, onChanged }: SettingsProps) {
  const { state, value } = settings.address;
  const [text, setText] = useState(value ?? '');
  const save = useAction(async () => {
    onChanged(await call('setNotificationAddress', { body: { address: text.trim() } }));
  });
  const remove = useAction(async () => {
    onChanged(await call('removeNotificationAddress', {}));
    setText('');
  });
  if (!settings.sendsMail) return <p className="muted">本系统没有设置邮件服务器，通知只在收件箱里。</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <Field label={`邮箱（${MAIL_ADDRESS_STATES[state]}）`} hint={ADVICE[state]}>
        {(control) => (
          <Input
            {...control}
            className="address-field"
            type="email"
            autoComplete="email"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <ProblemNote error={save.error ?? remove.error} />
      <Button htmlType="submit" loading={save.isRunning}>
        发送验证邮件
      </Button>{' '}
      {state !== 'none' && (
        <Button disabled={remove.isRunning} onClick={() => void remove.run()}>
          撤掉邮箱
        </Button>
      )}
    </form>
  );
}

function Preferences({ settings, onChanged }: SettingsProps) {
  const choose = useAction(async (kind: NotificationKind, delivery: NotificationDelivery) => {
    onChanged(await call('setNotificationPreference', { body: { kind, delivery } }));
  });
  return (
    <>
      <ProblemNote error={choose.error} />
      <DataTable
        caption="各类通知的送达方式"
        rows={settings.preferences}
        keyOf={({ kind }) => kind}
        columns={[
          { key: 'kind', title: '事项', render: ({ kind }) => NOTIFICATION_KINDS[kind].label },
          {
            key: 'delivery',
            title: '送达方式',
            render: ({ kind, delivery }) => (
              <select
                className="choice"
                aria-label={`送达方式：${NOTIFICATION_KINDS[kind].label}`}
                value={delivery}
                disabled={choose.isRunning}
                onChange={({ target }) => void choose.run(kind, target.value as NotificationDelivery)}
              >
                {NOTIFICATION_DELIVERY_NAMES.map((it) => (
                  <option key={it} value={it}>
                    {NOTIFICATION_DELIVERIES[it]}
                  </option>
                ))}
              </select>
            ),
          },
        ]}
      />
    </>
  );
}

/** Where mail goes, and of which kinds. */
export function NotificationSettingsSection() {
  const settings = useCall('getNotificationSettings', {});
  return (
    <section>
      <h2>邮件和送达方式</h2>
      <Shown of={settings} what="通知设置">
        {(data) => (
          <>
            <AddressForm key={data.address.value ?? ''} settings={data} onChanged={settings.put} />
            <details className="note">
              <summary>按事项选择送达方式</summary>
              <Preferences settings={data} onChanged={settings.put} />
            </details>
          </>
        )}
      </Shown>
    </section>
  );
}
