import {
  compileLetter,
  deriveFields,
  eventsInForce,
  letterInputSchema,
  letterTextOf,
  maskName,
  may,
  REPLY_LETTERS,
  type Actor,
  type Finding,
  type LetterAddressee,
  type LetterContent,
  type LetterDraft,
  type LetterInput,
  type LetterText,
  type LocalDate,
  type PermissionPlace,
} from '@gongkai/core';
import { feeToNotice } from '../handling/service.js';
import { lettersMaterials } from '../letter-template/service.js';
import type { LetterFacts } from './matter.js';
import { findingsOfMerged, mergedOpenCases, numbersOfMerged } from './merged-cases.js';
import type { OpenCase } from './queries.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { readParty } from '../party/service.js';
import type { Keyring } from '../platform/secrets/keyring.js';

/** A letter as it would stand on a day; without input or content: the findings say what is missing. */
export interface ComposedLetter {
  readonly input: LetterInput | null;
  readonly content: LetterContent | null;
  readonly findings: readonly Finding[];
}

/**
 * Composes a draft with what its case says, the agency's settings and its text of the letter, as of a day.
 * @param approver the name that an extension prints; null while nobody has approved it
 */
export async function composeLetter(
  ctx: Pick<AppContext, 'keyring'> & { readonly db: Connection },
  draft: LetterDraft,
  detail: LetterFacts,
  on: LocalDate,
  approver: string | null = null,
): Promise<ComposedLetter> {
  const { agencyCode } = detail;
  const { settings, template, calendar, successions } = await lettersMaterials(
    ctx.db,
    agencyCode,
    draft.letter,
    on,
  );
  const addressees = await fillAddressees(ctx.db, ctx.keyring, agencyCode, draft.addressees);
  const fee = draft.letter === 'feeNotice' ? await feeOf(ctx.db, detail) : null;
  if (draft.letter === 'feeNotice' && fee === null)
    return { input: null, content: null, findings: [NO_APPROVED_FEE] };
  const merged =
    REPLIES.has(draft.letter) && detail.caseId !== null
      ? await mergedOpenCases(ctx.db, { agencyId: agencyCode, caseId: detail.caseId })
      : [];
  const parsed = letterInputSchema.safeParse({
    ...draft.fields,
    ...deriveFields(draft, detail, { on, calendar, approver, fee }),
    letter: draft.letter,
    addressees: addressees.map(({ name }) => name),
    application: restated(detail, draft, merged),
    decidedOn: on,
    serviceWay: draft.serviceWay,
    settings,
    successions,
  });
  if (!parsed.success) {
    const findings = parsed.error.issues.map((issue): Finding => ({
      rule: `field:${issue.path.join('.')}`,
      severity: 'error',
      message: `${fieldName(issue.path)}${issue.message}`,
    }));
    return { input: null, content: null, findings };
  }
  const { content, findings } = compileLetter(parsed.data, template, calendar);
  const ofMerged = findingsOfMerged(parsed.data, [detail.number, ...merged.map(({ caseId }) => caseId)]);
  return {
    input: parsed.data,
    content: ofMerged.length === 0 ? content : null,
    findings: [...findings, ...ofMerged],
  };
}

const REPLIES: ReadonlySet<string> = new Set(REPLY_LETTERS);
const NO_APPROVED_FEE: Finding = {
  rule: 'feeNotApproved',
  severity: 'error',
  message: '这件申请没有已经审批的信息处理费：请先在案件的“信息处理费”提出收费并审批，再拟收费通知书。',
  source: '国办函〔2020〕109号',
};

async function feeOf(db: Connection, { agencyCode, caseId }: LetterFacts) {
  if (caseId === null) return null;
  const fee = await feeToNotice(db, { agencyCode, caseId });
  if (fee === null) return null;
  const { paymentCode, ...said } = fee;
  return { ...said, ...(paymentCode !== null && { paymentCode }) };
}

/** The names and addresses of parties of the case, as they are kept today; what was typed wins over an empty value. */
export async function fillAddressees(
  db: Connection,
  keyring: Keyring,
  agencyCode: string,
  addressees: readonly LetterAddressee[],
): Promise<LetterAddressee[]> {
  const filled: LetterAddressee[] = [];
  for (const given of addressees) {
    const party = await readParty(db, keyring, agencyCode, given.partyId);
    filled.push({
      ...given,
      name: party?.name ?? given.name,
      address: given.address ?? party?.address ?? null,
      telephone: given.telephone ?? party?.telephone ?? null,
    });
  }
  return filled;
}

/** The application as the letter restates it. */
function restated(detail: LetterFacts, draft: LetterDraft, merged: readonly OpenCase[]): object {
  const events = eventsInForce(detail);
  const submitted = events.find(({ type }) => type === 'submitted');
  const supplementedOn = events.filter(({ type }) => type === 'supplement').at(-1)?.on;
  return {
    number: numbersOfMerged({ caseId: detail.number, receivedOn: detail.receivedOn }, merged),
    receivedOn: detail.receivedOn ?? undefined,
    channel: submitted?.type === 'submitted' ? submitted.channel : undefined,
    request: draft.request ?? detail.request ?? undefined,
    ...(supplementedOn !== undefined && { supplementedOn }),
  };
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  items: '第',
  asked: '所申请的内容',
  finding: '处理结论',
  reasons: '理由',
  receivedOn: '收到申请的日期',
  settings: '文书固定信息',
  itemsToCorrect: '需要补正的内容',
  termDays: '期限',
  request: '申请内容',
  addressees: '收件人',
};

function fieldName(path: readonly PropertyKey[]): string {
  const names = path.map((part) =>
    typeof part === 'number' ? `${part + 1}项` : (FIELD_NAMES[String(part)] ?? ''),
  );
  const name = names.join('');
  return name === '' ? '' : `${name}：`;
}

/** Whether somebody may see the names of the parties in full. */
export function seesNames(actor: Actor, place: PermissionPlace): boolean {
  return may(actor, 'personalData.unmask', place);
}

/** Hides the parties' names and addresses in what is shown. */
export function maskedDraft(draft: LetterDraft, names: readonly LetterAddressee[]): LetterDraft {
  const addressees = draft.addressees.map((given, index) =>
    given.partyId === null
      ? given
      : {
          ...given,
          name: maskName(names[index]?.name ?? given.name) ?? given.name,
          address: null,
          telephone: null,
        },
  );
  return { ...draft, addressees };
}

/** The text with the parties' names hidden, wherever they stand in it. */
export function maskedText(content: LetterContent, addressees: readonly LetterAddressee[]): LetterText {
  const names = addressees.flatMap(({ partyId, name }) => (partyId === null ? [] : [name]));
  const hide = (text: string): string =>
    names.reduce((shown, name) => shown.replaceAll(name, maskName(name) ?? ''), text);
  return JSON.parse(
    JSON.stringify(letterTextOf(content), (_, value: unknown) =>
      typeof value === 'string' ? hide(value) : value,
    ),
  ) as LetterText;
}
