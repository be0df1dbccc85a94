import { expect, test } from 'vitest';
import { linkFindings, linkRuleOf } from './link-target.js';

test.each([
  ['https://www.gov.cn/zhengce/content.htm', null],
  ['http://rsj.example.gov.cn:8080/a?b=1#c', null],
  ['mailto:office@example.gov.cn', null],
  ['#附件1', null],
  ['attachments/a.docx', null],
  ['file:///D:/公文/底稿.docx', 'links.local'],
  ['C:\\Users\\wang\\底稿.docx', 'links.local'],
  ['\\\\fileserver\\共享\\底稿.docx', 'links.local'],
  ['http://192.168.1.20/oa/doc?id=3', 'links.inside'],
  ['http://10.23.4.5:8080/', 'links.inside'],
  ['http://172.20.1.1/', 'links.inside'],
  ['http://172.40.1.1/', null],
  ['http://localhost/x', 'links.inside'],
  ['http://oa/login', 'links.inside'],
  ['http://portal.intranet/login', 'links.inside'],
  ['http://[fe80::1]/', 'links.inside'],
  ['javascript:alert(1)', 'links.script'],
  ['http://', 'links.malformed'],
  ['http:www.gov.cn', 'links.malformed'],
  ['https://www.gov.cn/a，详见附件', 'links.malformed'],
] as const)('%s: %s', (target, rule) => {
  expect(linkRuleOf(target)).toBe(rule);
});

test('each address is told once, without what stands after the question mark', () => {
  const [finding, ...others] = linkFindings(['http://oa/login?user=张三', 'http://oa/login?user=张三']);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'links.inside', severity: 'warning', excerpt: 'http://oa/login?…' });
});
