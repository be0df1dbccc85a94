import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { getGuide, saveGuide } from './guide.js';
import { newBrowser, openOnlineWorld } from './testing/online-world.js';

const world = await openOnlineWorld();
const { ctx } = world;
const officer = testActor();

// 条例第十二条第二款 names what a guide must hold.
test('the guide names what it lacks, and two who edit it at once do not overwrite each other', async () => {
  const first = await getGuide(ctx, 'YSJ');
  expect(first.missing).toEqual(['办公地址', '办公时间', '传真号码']);
  const { missing: _, updatedOn: _day, ...guide } = first;
  const whole = {
    ...guide,
    officeAddress: '云泽市人民路1号',
    officeHours: '工作日9:00至17:00',
    fax: '0999-7654321',
  };
  expect(await saveGuide(ctx, officer, 'YSJ', whole)).toMatchObject({ revision: 1, missing: [] });
  await expect(saveGuide(ctx, officer, 'YSJ', whole)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  const page = await newBrowser(world).get('/agencies/YSJ/guide');
  for (const word of ['云泽市人民路1号', '工作日9:00至17:00', '0999-7654321', '分类'])
    expect(page.text).toContain(word);
});

test('an agency that closes this channel still offers counter and mail (国办公开办函〔2017〕19号)', async () => {
  const { missing: _, updatedOn: _day, ...guide } = await getGuide(ctx, 'YSJ');
  const browser = newBrowser(world);
  const open = await browser.get('/agencies/YSJ/apply');
  await saveGuide(ctx, officer, 'YSJ', { ...guide, isOnlineOpen: false });
  const page = await browser.get('/agencies/YSJ/apply');
  expect(page.text).toContain('当面提交或者邮寄');
  expect(page.text).not.toContain('在网上填写');
  expect((await browser.send(open, '/agencies/YSJ/apply', {})).status).toBe(409);
});
