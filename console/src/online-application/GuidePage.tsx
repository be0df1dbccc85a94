import { disclosureGuideSchema, type DisclosureGuide, type PresentedGuide } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';

const FIELDS = [
  ['officeName', '工作机构名称'],
  ['officeAddress', '办公地址'],
  ['postalCode', '邮政编码'],
  ['officeHours', '办公时间'],
  ['telephone', '联系电话'],
  ['fax', '传真号码'],
  ['email', '电子邮箱'],
  ['website', '互联网联系方式'],
  ['reconsiderationUrl', '网上申请行政复议的地址'],
] as const satisfies readonly (readonly [keyof DisclosureGuide, string])[];
const TEXTS = [
  ['classification', '分类、编排体系'],
  ['waysToObtain', '获取方式'],
] as const satisfies readonly (readonly [keyof DisclosureGuide, string])[];

function GuideForm({
  of,
  onSaved,
}: {
  readonly of: PresentedGuide;
  readonly onSaved: (of: PresentedGuide) => void;
}) {
  const place = usePlace();
  const { code } = place;
  const mayEdit = useMay('guide.edit');
  const [draft, setDraft] = useState<DisclosureGuide>(() => disclosureGuideSchema.parse(of));
  const set = (change: Partial<DisclosureGuide>): void => setDraft((before) => ({ ...before, ...change }));
  const save = useAction(async () => {
    const body = { ...draft, revision: of.revision };
    onSaved(await call('saveDisclosureGuide', { params: { code }, body }));
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      {of.missing.length > 0 && <p className="note">还缺条例第十二条要求的内容：{of.missing.join('、')}。</p>}
      {FIELDS.map(([name, label]) => (
        <Field key={name} label={label}>
          {(control) => (
            <Input
              {...control}
              value={draft[name]}
              disabled={!mayEdit}
              onChange={({ target }) => set({ [name]: target.value })}
            />
          )}
        </Field>
      ))}
      {TEXTS.map(([name, label]) => (
        <Field key={name} label={label}>
          {(control) => (
            <Input.TextArea
              {...control}
              rows={5}
              value={draft[name]}
              disabled={!mayEdit}
              onChange={({ target }) => set({ [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <p className="hint">
        开放哪些申请渠道、地址和时间，在<Link href={pagePath(place, 'deskSetting')}>收件渠道与提醒</Link>
        设置。
      </p>
      {mayEdit && (
        <Button type="primary" htmlType="submit" loading={save.isRunning}>
          保存指南
        </Button>
      )}
      <ProblemNote error={save.error} />
    </form>
  );
}

/** The agency's guide to disclosure (条例第十二条), shown on the public pages as it is saved here. */
export function GuidePage() {
  const { code } = usePlace();
  const agency = useAgency();
  const found = useCall('getDisclosureGuide', { params: { code } });
  return (
    <Page title="公开指南" lead={agency?.name ?? code}>
      <p>
        <a href={`/agencies/${encodeURIComponent(code)}/guide`}>看公众看到的样子</a>
      </p>
      <Shown of={found} what="公开指南">
        {(of) => <GuideForm key={of.revision} of={of} onSaved={found.put} />}
      </Shown>
    </Page>
  );
}
