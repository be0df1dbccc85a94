import { API_ROUTES, PERMISSIONS, problemSchema, type ApiRoute } from '@gongkai/core';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { AppContext } from '../context.js';
import { API_PREFIX } from './mount-api.js';
import { BODY_LIMITS } from './read-body.js';

type JsonObject = Readonly<Record<string, unknown>>;

const TAGS: Readonly<Record<ApiRoute['tag'], string>> = {
  identity: '机关、处室和人员',
  application: '政府信息公开申请',
  publication: '主动公开的文稿',
  'annual-report': '政府信息公开工作年度报告',
  ledger: '台账',
  audit: '审计',
  system: '系统',
};

/** Describes the API at `/api/v1/openapi.json`, made from the table that also serves it. */
export function mountOpenApi(app: Hono, ctx: AppContext): void {
  let text: string | undefined;
  app.get(`${API_PREFIX}/openapi.json`, (c) => {
    text ??= JSON.stringify(openApiDocument(ctx));
    return c.body(text, 200, { 'content-type': 'application/json', 'cache-control': 'public, no-cache' });
  });
}

export function openApiDocument({ site, version }: Pick<AppContext, 'site' | 'version'>): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const [name, route] of Object.entries<ApiRoute>(API_ROUTES)) {
    (paths[route.path] ??= {})[route.method] = operationOf(name, route);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: `${site.name}接口`,
      version,
      description:
        '公开接口任何人可用；其余供登录的工作人员按权限使用，机关的其他系统用登记的密钥。修改内容的请求须来自本系统的页面，或带上与服务器地址一致的 Origin。',
    },
    servers: [{ url: API_PREFIX }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        clientKey: { type: 'http', scheme: 'bearer', description: '机关的系统管理员发给外部系统的密钥。' },
      },
      schemas: { Problem: jsonSchema(problemSchema) },
      responses: {
        Problem: {
          description: '没有办理；message 说明原因，issues 逐字段说明。',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

function operationOf(operationId: string, route: ApiRoute): JsonObject {
  const body = requestBodyOf(route.body);
  return {
    operationId,
    summary:
      route.isPublic === true && route.headers === undefined ? `${route.summary}（公开）` : route.summary,
    tags: [route.tag],
    description: whoMay(route),
    'x-permission': route.permission ?? 'public',
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...parametersOf(route.headers, 'header'),
    ],
    ...(route.headers === undefined ? {} : { security: [{ clientKey: [] }] }),
    ...(body === null ? {} : { requestBody: body }),
    responses: {
      '200': {
        description: '已办理。',
        content: { 'application/json': { schema: jsonSchema(route.response) } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function whoMay({ permission, headers }: ApiRoute): string {
  if (headers !== undefined) return '外部系统用机关发给的密钥调用，只到发给密钥的机关。';
  if (permission === undefined) return '任何人可用。';
  return permission === 'signedIn' ? '登录后可用。' : `需要“${PERMISSIONS[permission]}”的权限。`;
}

function parametersOf(schema: z.ZodObject | undefined, place: 'path' | 'query' | 'header'): JsonObject[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema) as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  // The key is described as what it is: a scheme of security.
  const named = Object.entries(properties).filter(([name]) => place !== 'header' || name !== 'authorization');
  return named.map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBodyOf(body: ApiRoute['body']): JsonObject | null {
  if (body === undefined) return null;
  if (body !== 'upload') {
    return { required: true, content: { 'application/json': { schema: jsonSchema(body) } } };
  }
  const file = {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    maxLength: BODY_LIMITS.upload,
  };
  const form = { type: 'object', properties: { file }, required: ['file'] };
  return { required: true, content: { 'multipart/form-data': { schema: form } } };
}

/** As it stands on the wire: what goes in is what comes out, days are strings. */
function jsonSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return rest;
}
