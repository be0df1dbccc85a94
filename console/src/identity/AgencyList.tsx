import { localDateSchema, may, yearOf } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { placePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { useWorkplace } from '../ui/place.js';
import { Nothing } from '../ui/states.js';
import { NewAgencyDialog } from './NewAgencyDialog.js';

/** Every agency of the platform, to begin from. */
export function AgencyList() {
  const { access, agencies, status } = useWorkplace();
  const [isRegistering, setRegistering] = useState(false);
  const mayManage = may(access, 'agency.manage', { agencyCode: null });
  const [search, setSearch] = useState('');
  const year = yearOf(localDateSchema.parse(status.today));
  const shown = agencies.filter(({ code, name }) => code.includes(search) || name.includes(search));
  const names = new Map(agencies.map(({ code, name }) => [code, name]));
  return (
    <>
      <div className="toolbar" data-search>
        <Input
          allowClear
          aria-label="搜索机关"
          placeholder="机关名称或者代码"
          value={search}
          onChange={({ target }) => setSearch(target.value.trim())}
        />
        {mayManage && <Button onClick={() => setRegistering(true)}>登记机关</Button>}
      </div>
      {shown.length === 0 ? (
        <Nothing title={agencies.length === 0 ? '还没有机关' : '没有符合条件的机关'}>
          <p>
            {agencies.length === 0
              ? `这里将列出本平台的机关。${mayManage ? '请先登记机关' : '请系统管理员先登记机关'}，或者用演示数据启动。`
              : '请换一个名称或者代码再搜。'}
          </p>
        </Nothing>
      ) : (
        <DataTable
          caption="机关目录"
          rows={shown}
          keyOf={({ code }) => code}
          columns={[
            {
              key: 'name',
              title: '机关',
              render: ({ code, name }) => (
                <Link href={placePath({ code, year })} data-row-link>
                  {name}
                </Link>
              ),
            },
            { key: 'code', title: '代码', render: ({ code }) => <span className="figures">{code}</span> },
            {
              key: 'parent',
              title: '上级',
              render: ({ parentCode }) => (parentCode === null ? '—' : (names.get(parentCode) ?? parentCode)),
            },
            {
              key: 'scope',
              title: '报告范围',
              render: ({ scope }) => (scope === 'area' ? '本地区（含下级机关）' : '本机关'),
            },
          ]}
        />
      )}
      {isRegistering && (
        <NewAgencyDialog
          parent={null}
          onClose={() => setRegistering(false)}
          onDone={() => setRegistering(false)}
        />
      )}
    </>
  );
}
