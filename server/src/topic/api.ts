import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { assignTopic, getTopics, saveTopics, suggestTopicsOf } from './service.js';

export function registerTopicApi(api: ApiRegistry): void {
  handle(api, 'getTopics', ({ ctx, actor, params }) => getTopics(ctx, actor, params.code));
  handle(api, 'saveTopics', ({ ctx, actor, params, body }) => saveTopics(ctx, actor, params.code, body));
  handle(api, 'suggestTopics', ({ ctx, actor, params }) =>
    suggestTopicsOf(ctx, actor, params.code, params.caseId),
  );
  handle(api, 'assignTopic', ({ ctx, actor, params, body }) =>
    assignTopic(ctx, actor, params.code, params.caseId, body.topicId),
  );
}
