import {
  CASE_STATUSES,
  intakeSchema,
  localDateSchema,
  ONLINE_ACTS,
  RIGHTS_KINDS,
  rightsRequestSchema,
  type CaseStatus,
  type RightsKind,
} from '@gongkai/core';
import { z } from 'zod';

const statuses = Object.keys(CASE_STATUSES) as [CaseStatus, ...CaseStatus[]];
const agencyCode = z.string();
const reference = z.string();
const day = localDateSchema;
const text = z.string();

/** What an agency's guide says at the inbox (条例第十二条). */
export const inboxGuideSchema = z.object({
  ...{
    officeName: text,
    officeAddress: text,
    postalCode: text,
    officeHours: text,
    telephone: text,
    fax: text,
  },
  ...{ email: text, waysToObtain: text, classification: text, reconsiderationUrl: text },
  /** Whether applications over the net are taken. */
  isOnlineOpen: z.boolean(),
});
export type InboxGuide = z.infer<typeof inboxGuideSchema>;

const feeSchema = z.object({
  ...{ status: text, amountYuan: z.number(), noticeOn: day, payBy: day, paidOn: day.nullable() },
  ...{ paymentCode: text.nullable(), basis: text, lines: z.array(text) },
});

/** A file that can be downloaded at the inbox; its parts come in messages of their own. */
const letterFileSchema = z.object({
  ...{ fileId: text, label: text, fileName: text, sha256: text },
  ...{ size: z.number().int(), parts: z.number().int() },
});

/** A letter that was served. */
const letterSchema = z.object({
  ...{ title: text, documentNumber: text.nullable(), servedOn: day },
  files: z.array(letterFileSchema),
});

/** How a case stands, as its applicant sees it at the office's own pages. */
export const inboxProgressSchema = z.object({
  ...{ caseId: text, status: z.enum(statuses) },
  ...{
    receivedOn: day.nullable(),
    dueOn: day.nullable(),
    lapsesOn: day.nullable(),
    closedOn: day.nullable(),
  },
  ...{ officeConfirmedOn: day.nullable(), dueReason: text.nullable(), isProvisional: z.boolean() },
  derivation: z.array(text),
  timeline: z.array(z.object({ on: day, text })),
  acts: z.array(text),
  fees: z.array(feeSchema),
  payment: z.object({ payee: text, how: text }).nullable(),
  remedies: z.array(text),
  letters: z.array(letterSchema),
  /** What was done here and came too late or had no place any more. */
  refused: z.array(z.object({ on: day.nullable(), kind: text, reason: text })),
});
export type InboxProgress = z.infer<typeof inboxProgressSchema>;

const rightsKinds = Object.keys(RIGHTS_KINDS) as [RightsKind, ...RightsKind[]];

/** How a demand for correction or a suggestion stands (条例第四十一条、第四十四条). */
export const inboxRightsSchema = rightsRequestSchema
  .pick({ requestId: true, submittedOn: true, status: true, outcome: true })
  .extend({
    events: z.array(z.object({ on: day, text })),
    answeredOn: day.nullable(),
    /** What was kept before letters were told has none. */
    letters: z.array(letterSchema).default([]),
  });
export type InboxRights = z.infer<typeof inboxRightsSchema>;

const filePart = z.strictObject({
  ...{ agencyCode, reference, fileId: z.string() },
  ...{ part: z.number().int().nonnegative(), parts: z.number().int().positive() },
  ...{ fileName: z.string(), purpose: z.string(), content: z.base64() },
});

/** What an inbox tells its office. */
const TO_OFFICE = {
  application: z.strictObject({ agencyCode, intake: intakeSchema, submittedAt: z.iso.datetime() }),
  applicantFile: filePart,
  confirmed: z.strictObject({ agencyCode, reference, on: day }),
  act: z.strictObject({
    ...{ agencyCode, reference, actId: z.uuid(), kind: z.enum(ONLINE_ACTS) },
    ...{ actedAt: z.iso.datetime(), text: z.string().max(5000) },
  }),
  opinion: z.strictObject({
    ...{ agencyCode, token: z.string(), answer: z.enum(['agrees', 'objects', 'other']) },
    ...{ opinion: z.string().max(8000), on: day },
  }),
  /** A file of a third party, beside its answer. */
  opinionFile: filePart.omit({ reference: true, purpose: true }).extend({ token: text }),
  rightsRequest: z.strictObject({
    ...{ agencyCode, reference, kind: z.enum(rightsKinds), on: day },
    lines: z.array(z.strictObject({ label: text, text: text.max(5000), name: text })).max(50),
  }),
  /** How the handling was; only counts of it are kept. */
  rating: z.strictObject({ agencyCode, reference, grade: z.number().int().min(1).max(5), on: day }),
} as const;

/** What an office tells its inbox. */
const TO_INBOX = {
  agencies: z.strictObject({
    items: z.array(z.strictObject({ code: z.string(), name: z.string(), guide: inboxGuideSchema })),
  }),
  progress: z.strictObject({ agencyCode, reference, version: z.number().int(), state: inboxProgressSchema }),
  rightsProgress: z.strictObject({
    ...{ agencyCode, reference, version: z.number().int(), state: inboxRightsSchema },
  }),
  letterFile: filePart.omit({ fileName: true, purpose: true }),
  /** The case is nobody's any more: what is known of it here goes. */
  forget: z.strictObject({ agencyCode, reference }),
  /** Everybody who is being asked, by the digest of his link; whoever is not named is asked no longer. */
  opinions: z.strictObject({
    items: z.array(
      z.strictObject({
        ...{
          agencyCode,
          linkHash: z.string(),
          agencyName: z.string(),
          kind: z.string(),
          addressee: z.string(),
        },
        ...{ asked: z.string(), sentOn: day, lapseOn: day.nullable() },
      }),
    ),
  }),
} as const;

/** What either side tells the other. */
const TO_BOTH = {
  /** With what it signs and to what packages for it are encrypted, once the other side knows. */
  newKey: z.strictObject({ nodeId: text, signKey: text, boxKey: text }),
} as const;

/** Every kind with its body. */
export const MESSAGES = { ...TO_OFFICE, ...TO_INBOX, ...TO_BOTH } as const;
export type MessageKind = keyof typeof MESSAGES;
export type MessageBody<Kind extends MessageKind> = z.output<(typeof MESSAGES)[Kind]>;
export type OpinionAsked = MessageBody<'opinions'>['items'][number];
