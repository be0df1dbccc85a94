import type { Hono } from 'hono';
import type { AppContext } from '../platform/context.js';
import { requireActor } from '../platform/http/actor.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { madeDownload, downloadResponse } from '../platform/http/download.js';
import { writePaper } from '../platform/rendering/paper.js';
import {
  addHandlingEntry,
  answerUnitTask,
  decideFee,
  excludeDuplicate,
  getCaseLinks,
  mergeCases,
  recordReturnMail,
  splitCase,
  uploadEnvelopeFile,
  getFeeTotals,
  listFees,
  notifyFee,
  payFee,
  proposeFee,
  quoteFee,
  refundFee,
  waiveFee,
  assignUnitTask,
  countUnconfirmedCases,
  getHandling,
  handOverUnitTask,
  listUnconfirmedCases,
  listUnitTasks,
  makeThirdPartyLink,
  openHandlingFile,
  overrideThirdParty,
  printConference,
  recordConsultationAnswer,
  recordConsultationReceipt,
  remindUnitTask,
  sendConsultation,
  uploadConsultationFile,
  uploadEntryFile,
  uploadTaskFile,
  withdrawUnitTask,
} from './service.js';

export function registerHandlingApi(api: ApiRegistry): void {
  registerTasks(api);
  registerConsultations(api);
  registerFees(api);
  registerLinks(api);
  handle(api, 'getHandling', ({ ctx, actor, params }) => getHandling(ctx, actor, ofCase(params)));
  handle(api, 'addHandlingEntry', ({ ctx, actor, params, body }) =>
    addHandlingEntry(ctx, actor, ofCase(params), body),
  );
  handle(api, 'uploadEntryFile', ({ ctx, actor, params, body }) =>
    uploadEntryFile(ctx, actor, { ...ofCase(params), entryId: params.entryId }, body),
  );
  handle(api, 'listUnconfirmedCases', ({ ctx, actor, params }) =>
    listUnconfirmedCases(ctx, actor, params.code),
  );
  handle(api, 'countUnconfirmedCases', ({ ctx, actor, params }) =>
    countUnconfirmedCases(ctx, actor, params.code),
  );
}

function registerTasks(api: ApiRegistry): void {
  const ofTask = ({ code, taskId }: { readonly code: string; readonly taskId: string }) => ({
    agencyCode: code,
    taskId,
  });
  handle(api, 'listUnitTasks', ({ ctx, actor, params, query }) =>
    listUnitTasks(ctx, actor, params.code, query),
  );
  handle(api, 'assignUnitTask', ({ ctx, actor, params, body }) =>
    assignUnitTask(ctx, actor, ofCase(params), body),
  );
  handle(api, 'answerUnitTask', ({ ctx, actor, params, body }) =>
    answerUnitTask(ctx, actor, ofTask(params), body.opinion),
  );
  handle(api, 'handOverUnitTask', ({ ctx, actor, params, body }) =>
    handOverUnitTask(ctx, actor, ofTask(params), body),
  );
  handle(api, 'remindUnitTask', ({ ctx, actor, params }) => remindUnitTask(ctx, actor, ofTask(params)));
  handle(api, 'withdrawUnitTask', ({ ctx, actor, params, body }) =>
    withdrawUnitTask(ctx, actor, ofTask(params), body.reason),
  );
  handle(api, 'uploadTaskFile', ({ ctx, actor, params, body }) =>
    uploadTaskFile(ctx, actor, ofTask(params), body),
  );
}

function registerConsultations(api: ApiRegistry): void {
  const ofConsultation = (params: Parameters<typeof ofCase>[0] & { readonly consultationId: string }) => ({
    ...ofCase(params),
    consultationId: params.consultationId,
  });
  handle(api, 'sendConsultation', ({ ctx, actor, params, body }) =>
    sendConsultation(ctx, actor, ofCase(params), body),
  );
  handle(api, 'recordConsultationReceipt', ({ ctx, actor, params, body }) =>
    recordConsultationReceipt(ctx, actor, ofConsultation(params), body.on),
  );
  handle(api, 'recordConsultationAnswer', ({ ctx, actor, params, body }) =>
    recordConsultationAnswer(ctx, actor, ofConsultation(params), body),
  );
  handle(api, 'overrideThirdParty', ({ ctx, actor, params, body }) =>
    overrideThirdParty(ctx, actor, ofConsultation(params), body),
  );
  handle(api, 'makeThirdPartyLink', ({ ctx, actor, params }) =>
    makeThirdPartyLink(ctx, actor, ofConsultation(params)),
  );
  handle(api, 'uploadConsultationFile', ({ ctx, actor, params, body }) =>
    uploadConsultationFile(ctx, actor, ofConsultation(params), body),
  );
}

function registerLinks(api: ApiRegistry): void {
  const ofEnvelope = ({ code, envelopeId }: { readonly code: string; readonly envelopeId: string }) => ({
    agencyCode: code,
    envelopeId,
  });
  handle(api, 'uploadEnvelopeFile', ({ ctx, actor, params, body }) =>
    uploadEnvelopeFile(ctx, actor, ofEnvelope(params), body),
  );
  handle(api, 'recordReturnMail', ({ ctx, actor, params, body }) =>
    recordReturnMail(ctx, actor, ofEnvelope(params), body),
  );
  handle(api, 'getCaseLinks', ({ ctx, actor, params }) => getCaseLinks(ctx, actor, ofCase(params)));
  handle(api, 'mergeCases', ({ ctx, actor, params, body }) => mergeCases(ctx, actor, ofCase(params), body));
  handle(api, 'splitCase', ({ ctx, actor, params, body }) => splitCase(ctx, actor, ofCase(params), body));
  handle(api, 'excludeDuplicate', ({ ctx, actor, params, body }) =>
    excludeDuplicate(ctx, actor, ofCase(params), body),
  );
}

function registerFees(api: ApiRegistry): void {
  const ofFee = (params: Parameters<typeof ofCase>[0] & { readonly feeId: string }) => ({
    ...ofCase(params),
    feeId: params.feeId,
  });
  handle(api, 'quoteFee', ({ ctx, actor, params, body }) => quoteFee(ctx, actor, ofCase(params), body));
  handle(api, 'listFees', ({ ctx, actor, params }) => listFees(ctx, actor, ofCase(params)));
  handle(api, 'proposeFee', ({ ctx, actor, params, body }) => proposeFee(ctx, actor, ofCase(params), body));
  handle(api, 'decideFee', ({ ctx, actor, params, body }) => decideFee(ctx, actor, ofFee(params), body));
  handle(api, 'notifyFee', ({ ctx, actor, params, body }) => notifyFee(ctx, actor, ofFee(params), body));
  handle(api, 'payFee', ({ ctx, actor, params, body }) => payFee(ctx, actor, ofFee(params), body));
  handle(api, 'waiveFee', ({ ctx, actor, params, body }) => waiveFee(ctx, actor, ofFee(params), body.reason));
  handle(api, 'refundFee', ({ ctx, actor, params, body }) => refundFee(ctx, actor, ofFee(params), body));
  handle(api, 'getFeeTotals', ({ ctx, actor, params }) => getFeeTotals(ctx, actor, params.code, params.year));
}

function ofCase({ code, caseId }: { readonly code: string; readonly caseId: string }) {
  return { agencyCode: code, caseId };
}

/** Files of the handling; each download is a look at a case. */
export function mountHandlingFiles(app: Hono, ctx: AppContext): void {
  app.get('/handling-files/agencies/:code/:fileId', async (c) => {
    const actor = await requireActor(c);
    const { code, fileId } = c.req.param();
    const file = await openHandlingFile(ctx, actor, code, fileId);
    return downloadResponse(file, { range: c.req.header('range'), ifRange: c.req.header('if-range') });
  });
  app.get('/handling-files/agencies/:code/conferences/:entryId/:file{minutes\\.(?:docx|pdf)}', async (c) => {
    const actor = await requireActor(c);
    const { code, entryId, file } = c.req.param();
    const document = await printConference(ctx, actor, code, entryId);
    const format = file.endsWith('.pdf') ? 'pdf' : 'docx';
    return madeDownload(await writePaper(document, format, ctx.fonts), `疑难会商纪要.${format}`);
  });
}
