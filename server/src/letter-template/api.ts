import type { Letter } from '@gongkai/core';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  discardLetterTemplate,
  getLetterTemplate,
  listLetterTemplates,
  publishLetterTemplate,
  saveLetterTemplate,
} from './edit-template.js';
import { listLetterSettings, saveLetterSetting } from './letter-settings.js';
import { previewLetterTemplate } from './preview-template.js';

export function registerLetterTemplateApi(api: ApiRegistry): void {
  handle(api, 'listLetterTemplates', ({ ctx, actor, params }) =>
    listLetterTemplates(ctx, actor, params.code),
  );
  handle(api, 'getLetterTemplate', ({ ctx, actor, params }) =>
    getLetterTemplate(ctx, actor, placeOf(params)),
  );
  handle(api, 'saveLetterTemplate', ({ ctx, actor, params, body }) =>
    saveLetterTemplate(ctx, actor, placeOf(params), body),
  );
  handle(api, 'discardLetterTemplate', ({ ctx, actor, params }) =>
    discardLetterTemplate(ctx, actor, placeOf(params)),
  );
  handle(api, 'publishLetterTemplate', ({ ctx, actor, params, body }) =>
    publishLetterTemplate(ctx, actor, placeOf(params), body),
  );
  handle(api, 'previewLetterTemplate', ({ ctx, actor, params, body }) =>
    previewLetterTemplate(ctx, actor, placeOf(params), body),
  );
  handle(api, 'listLetterSettings', ({ ctx, actor, params }) => listLetterSettings(ctx, actor, params.code));
  handle(api, 'saveLetterSetting', ({ ctx, actor, params, body }) =>
    saveLetterSetting(ctx, actor, params.code, body),
  );
}

function placeOf({ code, letter }: { readonly code: string; readonly letter: Letter }) {
  return { agencyCode: code, letter };
}
