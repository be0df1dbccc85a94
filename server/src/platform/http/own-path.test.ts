import { expect, test } from 'vitest';
import { ownPath } from './own-path.js';

test.each(['/console/', '/console/agencies/CC-RS/2026?tab=1#x', '/a?next=https://elsewhere.example'])(
  '%s is ours',
  (path) => {
    expect(ownPath(path, '/')).toBe(path);
  },
);

test.each([
  undefined,
  '',
  'console',
  'https://elsewhere.example/',
  '//elsewhere.example/',
  '/\\elsewhere.example/',
  '\\\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '/.//elsewhere.example',
  '/a/..//elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,x',
  ' /console/',
  `/${'x'.repeat(2000)}`,
])('%j leads elsewhere', (path) => {
  expect(ownPath(path, '/account')).toBe('/account');
});
