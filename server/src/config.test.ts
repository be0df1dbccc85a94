import { expect, test } from 'vitest';
import { readConfig } from './config.js';

test('without any setting the server is for this machine alone, on its own database', () => {
  const config = readConfig({}, {});
  expect(config).toMatchObject({ host: '127.0.0.1', port: 8787, isProduction: false, logLevel: 'info' });
  expect(config.database).toMatchObject({
    kind: 'pglite',
    directory: expect.stringMatching(/gongkai-data$/) as string,
  });
});

test('options go before the environment, empty variables count as absent', () => {
  const config = readConfig(
    { port: '9000', data: '/srv/gongkai', db: 'native' },
    { PORT: '1', HOST: '', GONGKAI_DATA_DIR: 'elsewhere' },
  );
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 9000,
    database: { kind: 'native', directory: '/srv/gongkai' },
  });
});

test('an address of a server is the database', () => {
  const url = 'postgresql://gongkai@db.internal/gongkai';
  expect(readConfig({}, { DATABASE_URL: url }).database).toEqual({ kind: 'server', url });
  expect(() => readConfig({ db: 'pglite' }, { DATABASE_URL: url })).toThrow('只能指定一个');
});

test.each([
  [{ PORT: 'many' }, 'PORT：端口应为 0 至 65535 的整数。'],
  [{ PORT: '70000' }, 'PORT：端口应为 0 至 65535 的整数。'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ GONGKAI_DB: 'mysql' }, 'GONGKAI_DB：只能是 pglite 或 native。'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
  [{ GONGKAI_SITE_FAULT_URL: 'javascript:alert(1)' }, 'GONGKAI_SITE_FAULT_URL：应为网址。'],
])('%o is refused by name', (environment, message) => {
  expect(() => readConfig({}, environment)).toThrow(message);
});

test('who runs the site stands in the environment', () => {
  const { site } = readConfig(
    {},
    { GONGKAI_SITE_NAME: '云泽市政府信息公开平台', GONGKAI_SITE_CODE: '9900000001' },
  );
  expect(site).toMatchObject({ name: '云泽市政府信息公开平台', code: '9900000001', icpRecord: null });
});

const PROVIDER = {
  GONGKAI_OIDC_ISSUER: 'https://id.example.gov.cn',
  GONGKAI_OIDC_CLIENT_ID: 'gongkai',
  GONGKAI_PUBLIC_URL: 'https://www.example.gov.cn/',
};

test('an outside provider needs its address, our name with it and our own address', () => {
  expect(readConfig({}, {}).signIn.oidc).toBeNull();
  expect(readConfig({}, PROVIDER).signIn.oidc).toEqual({
    issuer: 'https://id.example.gov.cn',
    clientId: 'gongkai',
    clientSecret: null,
    name: '统一身份认证',
  });
  const named = { ...PROVIDER, GONGKAI_OIDC_CLIENT_SECRET: 'x', GONGKAI_OIDC_NAME: '省统一认证' };
  expect(readConfig({}, named).signIn.oidc).toMatchObject({ clientSecret: 'x', name: '省统一认证' });
});

test.each(['GONGKAI_OIDC_CLIENT_ID', 'GONGKAI_PUBLIC_URL'] as const)(
  'a provider without %s is refused, and the message names what is missing',
  (missing) => {
    const refusal = () => readConfig({}, { ...PROVIDER, [missing]: '' });
    expect(refusal).toThrow('GONGKAI_OIDC_ISSUER：还要设置');
    expect(refusal).toThrow(missing);
  },
);

test.each([
  [{ GONGKAI_OIDC_ISSUER: 'id.example.gov.cn' }, 'GONGKAI_OIDC_ISSUER：应为网址。'],
  [{ GONGKAI_OIDC_ISSUER: 'ldap://id.example.gov.cn' }, 'GONGKAI_OIDC_ISSUER：应为网址。'],
  [{ GONGKAI_PUBLIC_URL: 'www.example.gov.cn' }, 'GONGKAI_PUBLIC_URL：应为网址。'],
])('%o beside a provider is refused by name', (wrong, message) => {
  expect(() => readConfig({}, { ...PROVIDER, ...wrong })).toThrow(message);
});
