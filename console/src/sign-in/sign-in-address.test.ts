import { expect, test } from 'vitest';
import { signInAddress } from './sign-in-address.js';

test('signing in leads back to the very page, with what it was asked', () => {
  const here = { pathname: '/console/agencies/CC-RS/2026/cases', search: '?status=open&q=桥', hash: '#x' };
  const address = new URL(signInAddress(here), 'http://localhost');
  expect(address.pathname).toBe('/sign-in');
  expect(address.searchParams.get('return-to')).toBe('/console/agencies/CC-RS/2026/cases?status=open&q=桥#x');
});
