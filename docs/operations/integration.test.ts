import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { signatureOf } from '../../server/src/integration/deliveries.js';

const PAGE = readFileSync(new URL('integration.md', import.meta.url), 'utf8');

test('the worked example of a signature is what is sent', () => {
  const [, secret = '', seconds = '', body = ''] =
    /签名密钥为 `([^`]+)`、时间为 `(\d+)`、正文为 `([^`]+)`/.exec(PAGE) ?? [];
  expect(PAGE).toContain(signatureOf(secret, Number(seconds), body));
});
