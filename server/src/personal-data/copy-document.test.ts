import { expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from '../routes.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
await registerCase(ctx, testActor(), 'YSJ', {
  ...{ caseId: 'A-1', applicantClass: 'naturalPerson', applicantName: '欧阳示范', request: '批复' },
  applicantDetails: { telephone: '13812345678' },
  ...{ topic: null, unitCode: null },
  events: [{ type: 'submitted', on: ctx.today(), channel: 'counter' }],
});

function fetchAs(actor: ReturnType<typeof testActor> | null, path: string): Promise<Response> {
  const options = { api: registerApi(), notYetServed: ROUTES_NOT_YET_SERVED, mountPages };
  return Promise.resolve(createApp(ctx, { ...signedInAs(actor), ...options }).request(path));
}
const PATH = '/personal-data-files/agencies/YSJ/cases/A-1/copy';

test.each([
  ['docx', 'PK'],
  ['pdf', '%PDF'],
] as const)('the copy for a person is made as %s', async (format, begins) => {
  const response = await fetchAs(testActor(), `${PATH}.${format}?purpose=ownRequest`);
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(0, begins.length).toString()).toBe(begins);
});

test('neither without a purpose, nor a permission, nor signing in', async () => {
  expect((await fetchAs(testActor(), `${PATH}.docx`)).status).toBe(422);
  const liaison = testActor({ roles: ['liaisonOfficer'], agencyCode: 'YSJ' });
  expect((await fetchAs(liaison, `${PATH}.docx?purpose=ownRequest`)).status).toBe(403);
  expect((await fetchAs(null, `${PATH}.docx?purpose=ownRequest`)).status).toBe(401);
});
