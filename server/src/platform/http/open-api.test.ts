import { API_ROUTES } from '@gongkai/core';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { signedInAs } from '../../../testing/test-actor.js';
import { testContext } from '../../../testing/test-context.js';
import { createApiRegistry } from './api-registry.js';
import { createApp } from './app.js';

const NAMES = Object.keys(API_ROUTES) as (keyof typeof API_ROUTES)[];
const app = createApp(testContext(), {
  ...signedInAs(null),
  api: createApiRegistry(),
  notYetServed: NAMES,
});

interface Described {
  readonly openapi: string;
  readonly paths: Record<
    string,
    Record<string, { operationId: string; parameters: { name: string; in: string; required: boolean }[] }>
  >;
}

async function describe(): Promise<Described> {
  return (await (await app.request('/api/v1/openapi.json')).json()) as Described;
}

test('the description is a valid OpenAPI 3.1 document', async () => {
  const document = await describe();
  const result = await new Validator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  );
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(document.openapi).toMatch(/^3\.1\./);
});

test('every route of the table is described, under its name', async () => {
  const { paths } = await describe();
  const described = Object.values(paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(described.sort()).toEqual([...NAMES].sort());
});

test('each parameter of a path is declared, and may not be left out', async () => {
  const { paths } = await describe();
  for (const [path, methods] of Object.entries(paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods)) {
      const declared = parameters.filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual([...named].sort());
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  }
});

test('what has a default may be left out of a query', async () => {
  const limit = (await describe()).paths['/reports']?.get?.parameters.find(({ name }) => name === 'limit');
  expect(limit?.required).toBe(false);
});
