import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyCodeSchema, pageOf } from '../identity/agency-api.js';
import { SECRECY_LEVELS, SECRECY_MARKING_RULES, type SecrecyMarkingRule } from './secrecy-markings.js';

/** What the secrecy officer found: a secret, a marking read where none is, or a document since released. */
export const INCIDENT_RESULTS = { confirmed: '确系涉密', misread: '误报', declassified: '已解密' } as const;
export type IncidentResult = keyof typeof INCIDENT_RESULTS;
/** What a refused file was uploaded for, by the names that the program records; others are shown as they are. */
export const INCIDENT_SOURCES: Readonly<Record<string, string>> = {
  caseAttachment: '申请的附件',
  onlineAttachment: '网上提交的附件',
  replyDocument: '答复所附的信息',
  importedReport: '导入的报告',
  ledgerImport: '导入的台账',
};
const incidentResult = z.enum(Object.keys(INCIDENT_RESULTS) as [keyof typeof INCIDENT_RESULTS]);
const rule = z.enum(Object.keys(SECRECY_MARKING_RULES) as [SecrecyMarkingRule]);

/** A file that was refused for its marking; nothing of what it says. */
export const secrecyIncidentSchema = z.object({
  incidentId: z.string(),
  occurredAt: z.string(),
  actorId: z.string(),
  /** The name on the account; null: not one of ours. */
  actorName: z.string().nullable(),
  /** What the file was uploaded for. */
  source: z.string(),
  fileNameHash: z.string(),
  fileHash: z.string(),
  rule,
  level: z.enum(SECRECY_LEVELS).nullable(),
  status: z.enum(['open', 'closed']),
  result: incidentResult.nullable(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
});

export type SecrecyIncident = z.infer<typeof secrecyIncidentSchema>;

const agency = z.object({ code: agencyCodeSchema });

export const SECRECY_ROUTES = {
  listSecrecyIncidents: {
    method: 'get',
    path: '/agencies/{code}/secrecy-incidents',
    summary: '因涉密标志拒收文件的事件，新的在前',
    tag: 'system',
    permission: 'secrecyIncident.view',
    audit: { none: '只有时间、账号、规则和摘要值，没有文件内容和个人信息。' },
    params: agency,
    query: z.object({
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: pageOf(secrecyIncidentSchema),
  },
  closeSecrecyIncident: {
    method: 'post',
    path: '/agencies/{code}/secrecy-incidents/{incidentId}/close',
    summary: '办结一个保密事件',
    tag: 'system',
    permission: 'secrecyIncident.handle',
    audit: 'incident.closed',
    params: agency.extend({ incidentId: z.string().min(1).max(100) }),
    body: z.object({ result: incidentResult }),
    response: secrecyIncidentSchema,
  },
} as const satisfies Record<string, ApiRoute>;
