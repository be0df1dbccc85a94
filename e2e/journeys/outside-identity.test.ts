import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Provider from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditPage } from '../audit-page.js';
import { startCommand, type RunningCommand } from '../start-command.js';
import { picture, settle, useBrowser, visit } from '../visitor.js';

const PASSWORD = '白榆 澄川 望溪 1949 渡口';
const LINK = /^\s*系统管理员（登录名 (\S+)）：(\S+)$/;
const SUBJECT = 'person-7f3a';
const NAME = '闻人示范';

let folder = '';
let server: RunningCommand;
let provider: Server;

useBrowser();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-e2e-oidc-'));
  const address = `http://127.0.0.1:${String(await freePort())}`;
  provider = createServer();
  const issuer = await startProvider(provider, `${address}/sign-in/oidc/callback`);
  server = await startCommand(['serve', '--data', folder, '--port', new URL(address).port], {
    GONGKAI_PUBLIC_URL: address,
    GONGKAI_OIDC_ISSUER: issuer,
    GONGKAI_OIDC_CLIENT_ID: 'gongkai',
    GONGKAI_OIDC_CLIENT_SECRET: 'a-secret-of-the-test',
    GONGKAI_OIDC_NAME: '市统一身份认证',
    GONGKAI_SECOND_FACTOR: 'none',
  });
});
afterAll(async () => {
  await server.stop();
  provider.closeAllConnections();
  await new Promise((resolve) => provider.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A real provider on loopback that knows whoever asks as the same person. */
async function startProvider(listening: Server, callback: string): Promise<string> {
  await new Promise<void>((resolve) => void listening.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`;
  const made = new Provider(issuer, {
    clients: [{ client_id: 'gongkai', client_secret: 'a-secret-of-the-test', redirect_uris: [callback] }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    cookies: { keys: ['a key of the test'] },
  });
  const answer = made.callback();
  listening.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
    void (async () => {
      const { params } = await made.interactionDetails(request, response);
      const grant = new made.Grant({ accountId: SUBJECT, clientId: String(params.client_id) });
      grant.addOIDCScope('openid');
      const result = { login: { accountId: SUBJECT }, consent: { grantId: await grant.save() } };
      await made.interactionFinished(request, response, result);
    })();
  });
  return issuer;
}

test('a person signs in through the outside provider once an administrator has bound what it calls him', async () => {
  const [, , link = ''] = server.said.flatMap((line) => LINK.exec(line) ?? []);
  const administrator = await visit({ baseURL: server.address });
  const { page } = administrator;
  await page.goto(link);
  await page.getByLabel('新口令').fill(PASSWORD);
  await page.getByLabel('再输入一遍').fill(PASSWORD);
  await page.getByRole('button', { name: '设置并登录' }).click();
  await page.getByText('还没有机关').waitFor();
  await page.getByRole('button', { name: '登记机关' }).click();
  const agency = page.getByRole('dialog');
  await agency.getByLabel('代码').fill('SY-ZFB');
  await agency.getByLabel('名称').fill('示源县人民政府办公室');
  await agency.locator('.ant-modal-footer .ant-btn-primary').click();
  await page.getByRole('link', { name: '示源县人民政府办公室' }).waitFor();
  await page.goto(`/console/agencies/SY-ZFB/${String(new Date().getFullYear())}/people`);
  await settle(page);
  await page.getByRole('button', { name: '开立账号' }).click();
  const opening = page.getByRole('dialog');
  await opening.getByLabel('登录名').fill('wenren');
  await opening.getByLabel('姓名').fill(NAME);
  await opening.locator('.ant-modal-footer .ant-btn-primary').click();
  const row = page.getByRole('row').filter({ hasText: 'wenren' });
  await row.waitFor();

  const person = await visit({ baseURL: server.address });
  await person.page.goto('/sign-in?return-to=%2Faccount');
  await person.page.getByRole('link', { name: '用市统一身份认证登录' }).click();
  await person.page.getByText(SUBJECT).waitFor();
  await picture(person.page, 'oidc-not-bound');
  expect(await auditPage(person.page)).toEqual([]);
  expect((await person.page.request.get('/api/v1/my-access')).status()).toBe(401);

  await row.getByRole('button', { name: '绑定统一身份认证' }).click();
  const binding = page.getByRole('dialog', { name: /绑定到统一身份认证/ });
  await binding.getByLabel('统一身份认证给出的标识').fill(SUBJECT);
  await binding.getByRole('button', { name: /^绑\s?定$/ }).click();
  await row.getByText(`已绑定标识 ${SUBJECT}`).waitFor();
  await picture(page, 'oidc-bound');

  await person.page.goto('/sign-in?return-to=%2Faccount');
  await person.page.getByRole('link', { name: '用市统一身份认证登录' }).click();
  await person.page.getByRole('heading', { name: '我的账号' }).waitFor();
  await person.page.getByText(NAME).waitFor();
  await person.page.getByText('用统一身份认证登录于').first().waitFor();
  expect((await person.page.request.get('/api/v1/my-access')).status()).toBe(200);
  await administrator.leave();
  await person.leave();
});
