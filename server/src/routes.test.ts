import { expect, test } from 'vitest';
import { testContext } from '../testing/test-context.js';
import { createApp } from './platform/http/app.js';
import { registerApi, ROUTES_NOT_YET_SERVED } from './routes.js';
import { signedInAs } from '../testing/test-actor.js';

test('every route of the table has its one handler, or is named as not yet served', () => {
  const parts = { ...signedInAs(null), api: registerApi(), notYetServed: ROUTES_NOT_YET_SERVED };
  expect(() => createApp(testContext(), parts)).not.toThrow();
});
