import 'virtual:antd.css';
import './console.css';
import { ConfigProvider } from 'antd';
import chinese from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { z } from 'zod';
import { ApiError } from './api/problem.js';
import { useCall } from './api/use-call.js';
import { Routes } from './routes.js';
import { SignInNeeded } from './sign-in/SignInNeeded.js';
import { THEME } from './theme.js';
import { WorkplaceProvider } from './ui/place.js';
import { Shown } from './ui/states.js';

// Messages in Chinese as in core; the content security policy forbids the code that zod would otherwise make.
z.config({ ...z.locales.zhCN(), jitless: true });

function Workplace() {
  const status = useCall('getStatus', {});
  const agencies = useCall('listAgencies', {});
  const access = useCall('getMyAccess', {});
  const notices = useCall('listCalendarNotices', {});
  if (access.error instanceof ApiError && access.error.status === 401) return <SignInNeeded />;
  return (
    <Shown of={status} what="系统状态">
      {(standing) => (
        <Shown of={agencies} what="机关目录">
          {({ items }) => (
            <Shown of={access} what="本人的权限">
              {(own) => (
                <WorkplaceProvider
                  value={{
                    ...{ agencies: items, status: standing, access: own },
                    notices: notices.data?.items ?? [],
                  }}
                >
                  <Router base="/console">
                    <Routes />
                  </Router>
                </WorkplaceProvider>
              )}
            </Shown>
          )}
        </Shown>
      )}
    </Shown>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no place for the console');
createRoot(root).render(
  <StrictMode>
    <ConfigProvider
      theme={THEME}
      locale={chinese}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <Workplace />
    </ConfigProvider>
  </StrictMode>,
);
