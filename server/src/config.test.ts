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
