import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  approveLetter,
  attachToLetter,
  decideSeal,
  detachFromLetter,
  discardLetter,
  draftCorrectionLetter,
  draftLetter,
  getLetter,
  keepSealedLetter,
  listLetters,
  listLetterSeries,
  previewCorrectionLetter,
  previewLetter,
  requestSeal,
  returnLetter,
  returnService,
  saveLetterDraft,
  serveLetter,
  startCorrectionLetter,
  startLetter,
  submitLetter,
  trackLetter,
  voidLetter,
} from './service.js';

interface LetterParams {
  readonly code: string;
  readonly letterId: string;
}

function seen({ code, letterId }: LetterParams, version: number) {
  return { agencyCode: code, letterId, version };
}

export function registerLetterApi(api: ApiRegistry): void {
  handle(api, 'listLetters', ({ ctx, actor, params, query }) => listLetters(ctx, actor, params.code, query));
  handle(api, 'listLetterSeries', ({ ctx, actor, params }) => listLetterSeries(ctx, actor, params.code));
  handle(api, 'getLetter', ({ ctx, actor, params }) =>
    getLetter(ctx, actor, { agencyCode: params.code, letterId: params.letterId }),
  );
  handle(api, 'startLetter', ({ ctx, actor, params }) =>
    startLetter(ctx, actor, params.code, params.caseId, params.kind),
  );
  handle(api, 'previewLetter', ({ ctx, actor, params, body }) =>
    previewLetter(ctx, actor, params.code, params.caseId, body.draft),
  );
  handle(api, 'draftLetter', ({ ctx, actor, params, body }) =>
    draftLetter(ctx, actor, params.code, params.caseId, body),
  );
  handle(api, 'startCorrectionLetter', ({ ctx, actor, params }) =>
    startCorrectionLetter(ctx, actor, params.code, params.requestId),
  );
  handle(api, 'previewCorrectionLetter', ({ ctx, actor, params, body }) =>
    previewCorrectionLetter(ctx, actor, params.code, params.requestId, body.draft),
  );
  handle(api, 'draftCorrectionLetter', ({ ctx, actor, params, body }) =>
    draftCorrectionLetter(ctx, actor, params.code, params.requestId, body),
  );
  handle(api, 'saveLetterDraft', ({ ctx, actor, params, body }) =>
    saveLetterDraft(ctx, actor, seen(params, body.version), body.draft),
  );
  handle(api, 'attachToLetter', ({ ctx, actor, params, query, body }) =>
    attachToLetter(ctx, actor, seen(params, query.version), body),
  );
  handle(api, 'detachFromLetter', ({ ctx, actor, params, query }) =>
    detachFromLetter(ctx, actor, seen(params, query.version), params.fileId),
  );
  handle(api, 'discardLetter', ({ ctx, actor, params, body }) =>
    discardLetter(ctx, actor, seen(params, body.version)),
  );
  handle(api, 'submitLetter', ({ ctx, actor, params, body }) =>
    submitLetter(ctx, actor, seen(params, body.version)),
  );
  handle(api, 'returnLetter', ({ ctx, actor, params, body }) =>
    returnLetter(ctx, actor, seen(params, body.version), body.reason),
  );
  handle(api, 'approveLetter', ({ ctx, actor, params, body }) =>
    approveLetter(ctx, actor, seen(params, body.version)),
  );
  handle(api, 'voidLetter', ({ ctx, actor, params, body }) =>
    voidLetter(ctx, actor, seen(params, body.version), body.reason),
  );
  handle(api, 'requestSeal', ({ ctx, actor, params, body }) =>
    requestSeal(ctx, actor, seen(params, body.version)),
  );
  handle(api, 'decideSeal', ({ ctx, actor, params, body }) =>
    decideSeal(ctx, actor, seen(params, body.version), body),
  );
  handle(api, 'keepSealedLetter', ({ ctx, actor, params, query, body }) =>
    keepSealedLetter(ctx, actor, seen(params, query.version), query.copies, body),
  );
  handle(api, 'serveLetter', ({ ctx, actor, params, query, body }) =>
    serveLetter(ctx, actor, seen(params, query.version), query, body),
  );
  handle(api, 'trackLetter', ({ ctx, actor, params, body }) =>
    trackLetter(ctx, actor, seen(params, body.version), params.serviceId, body),
  );
  handle(api, 'returnService', ({ ctx, actor, params, body }) =>
    returnService(ctx, actor, seen(params, body.version), params.serviceId, body),
  );
}
