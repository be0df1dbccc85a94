import { expect, test } from 'vitest';
import { signedInAs } from '../../testing/test-actor.js';
import { TEST_SITE, testContext } from '../../testing/test-context.js';
import { createApp } from '../platform/http/app.js';
import { registerApi, mountPages, ROUTES_NOT_YET_SERVED } from '../routes.js';

function appOf(site = TEST_SITE) {
  return createApp(testContext({ site }), {
    ...signedInAs(null),
    api: registerApi(),
    notYetServed: ROUTES_NOT_YET_SERVED,
    mountPages,
  });
}

test('anybody reads who processes what, why, how long, and what may be asked for (个人信息保护法第十七条)', async () => {
  const response = await appOf().request('/privacy');
  expect(response.status).toBe(200);
  const page = await response.text();
  for (const part of [
    '云泽市人民政府办公室',
    '云泽市政务公开中心受其委托',
    '0999-1234567',
    '第十三条第一款第三项',
    '证件号码',
    '10年',
    '查阅、复制',
    '更正、补充',
    '删除',
  ]) {
    expect(page).toContain(part);
  }
  // Led to from the foot of every page, this one included.
  expect(page).toContain('href="/privacy"');
});

test('without settings it still names somebody to turn to', async () => {
  const page = await (
    await appOf({ ...TEST_SITE, organiser: null, operator: null, contact: null }).request('/privacy')
  ).text();
  expect(page).toContain('云泽市政府信息公开平台和在本平台受理申请的行政机关');
  expect(page).toContain('政府信息公开工作机构');
});
