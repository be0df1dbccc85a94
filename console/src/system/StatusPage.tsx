import { localDateSchema } from '@gongkai/core';
import { Alert } from 'antd';
import { useCall } from '../api/use-call.js';
import { Day, Instant } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { Shown } from '../ui/states.js';

const KINDS = {
  pglite: '内置数据库（PGlite）',
  server: 'PostgreSQL 服务器',
  native: '本机自管的 PostgreSQL',
} as const;

function yesNo(does: boolean): string {
  return does ? '不丢' : '可能丢';
}

/** How the server stands, and what its database survives. */
export function StatusPage() {
  const status = useCall('getStatus', {});
  return (
    <Page title="系统状态">
      <Shown of={status} what="系统状态">
        {({ version, database, isDemonstration, today, startedAt }) => (
          <>
            <Alert
              className="note"
              showIcon
              type={database.survivesPowerCut ? 'success' : 'warning'}
              title={database.note}
            />
            <dl className="facts">
              <dt>版本</dt>
              <dd className="figures">{version}</dd>
              <dt>数据库</dt>
              <dd>
                {KINDS[database.kind]} {database.serverVersion}
              </dd>
              <dt>程序崩溃时已保存的内容</dt>
              <dd>{yesNo(database.survivesCrash)}</dd>
              <dt>断电时已保存的内容</dt>
              <dd>{yesNo(database.survivesPowerCut)}</dd>
              <dt>数据</dt>
              <dd>{isDemonstration ? '演示数据，机关、人员和申请都是虚构的' : '正式数据'}</dd>
              <dt>今天</dt>
              <dd>
                <Day on={localDateSchema.parse(today)} />
              </dd>
              <dt>启动于</dt>
              <dd>
                <Instant at={startedAt} />
              </dd>
            </dl>
          </>
        )}
      </Shown>
    </Page>
  );
}
