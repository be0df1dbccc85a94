import {
  parseLocalDate,
  type Actor,
  type CaseDetail,
  type LetterAddressee,
  type LetterDetail,
  type LetterDraft,
  type LetterSetting,
} from '@gongkai/core';
import { testActor } from '../../../testing/test-actor.js';
import { registerCase } from '../../application/service.js';
import { upsertSetting } from '../../letter-template/queries.js';
import type { AppContext } from '../../platform/context.js';
import { inTransaction } from '../../platform/database/with-transaction.js';
import { pdfOf } from '../../storage/testing/sample-files.js';
import {
  approveLetter,
  decideSeal,
  draftLetter,
  keepSealedLetter,
  requestSeal,
  serveLetter,
  submitLetter,
} from '../service.js';

export const AGENCY = 'YSJ';
const at = { agencyCode: AGENCY } as const;
export const officer: Actor = testActor({ id: 'officer', roles: ['disclosureOfficer'], ...at });
export const secondOfficer: Actor = testActor({ id: 'officer-2', roles: ['disclosureOfficer'], ...at });
export const head: Actor = testActor({ id: 'head', roles: ['officeHead'], ...at });
export const chief: Actor = testActor({ id: 'chief', roles: ['agencyHead'], ...at });

export function scan(name: string): { fileName: string; bytes: Uint8Array<ArrayBuffer> } {
  return { fileName: `${name}.pdf`, bytes: new Uint8Array(pdfOf(name)) };
}

export function applicant(name = '欧阳示范'): LetterAddressee {
  const address = '临江市示范路9号';
  return { partyId: null, name, address, postcode: '999000', telephone: null };
}

const BODY: Omit<LetterSetting, 'effectiveFrom'> = {
  ...{ organName: '临江市云山局', organKind: 'localDepartment', officeName: '临江市云山局办公室' },
  ...{ numberScheme: '云山公开〔{年}〕{号}号', numberSchemeByLetter: {} },
  reconsideration: [{ name: '临江市人民政府', address: '临江市示范路1号' }],
  onlineReconsideration: 'https://fuyi.example.cn/apply',
  courts: [{ name: '临江市示范区人民法院', address: '临江市示范路2号' }],
  competentDepartment: '临江市人民政府办公室',
  contact: {
    address: '临江市示范路3号',
    postcode: '999999',
    phone: '0999-1234567',
    hours: '工作日9:00—17:00',
  },
  payment: null,
};

/** What the agency's letters say of it: before 2024 two authorities to choose from, since then the government. */
export async function setUpLetters(
  ctx: AppContext,
  agencyId: string = AGENCY,
  more: Partial<LetterSetting> = {},
): Promise<void> {
  const upper = { name: '省云山厅', address: '省城示范路8号' };
  const changed = { agencyId, changedBy: 'cli', changedAt: ctx.now().toISOString() };
  await inTransaction(ctx.db, async (db) => {
    const before = { ...BODY, reconsideration: [...BODY.reconsideration, upper] };
    await upsertSetting(db, { ...changed, effectiveFrom: parseLocalDate('2019-05-15'), body: before });
    await upsertSetting(db, {
      ...changed,
      effectiveFrom: parseLocalDate('2024-01-01'),
      body: { ...BODY, ...more },
    });
  });
}

/** A refusal under 条例第十六条第一款, with its reasons. */
export function refusal(given: Partial<LetterDraft> = {}): LetterDraft {
  return {
    letter: 'replyRefuse',
    addressees: [applicant()],
    serviceWay: 'post',
    request: null,
    fields: {
      items: [
        {
          asked: '2025年人员考核结果',
          finding: 'refused.internalAffairs',
          kinds: ['personnel'],
          reasons: '该信息是本机关内部人事管理形成的考核记录，对外不产生影响',
        },
      ],
    },
    ...given,
  };
}

/** A case that was handed in on the day. */
export function makeCase(
  ctx: AppContext,
  caseId: string,
  on = '2026-02-06',
  unitCode: string | null = null,
): Promise<CaseDetail> {
  return registerCase(ctx, testActor(), AGENCY, {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null, unitCode },
    request: '2025年人员考核结果',
    events: [{ type: 'submitted', on: parseLocalDate(on), channel: 'counter' }],
  });
}

const seen = ({ letterId, version }: LetterDetail) => ({ agencyCode: AGENCY, letterId, version });

/** A letter that waits for approval. */
export async function submitted(
  ctx: AppContext,
  caseId: string,
  draft: LetterDraft,
  correctsLetterId: string | null = null,
): Promise<LetterDetail> {
  const begun = await draftLetter(ctx, officer, AGENCY, caseId, { draft, correctsLetterId });
  return submitLetter(ctx, officer, seen(begun));
}

/** A letter with its text, day and number. */
export async function approved(ctx: AppContext, caseId: string, draft: LetterDraft): Promise<LetterDetail> {
  return approveLetter(ctx, head, seen(await submitted(ctx, caseId, draft)));
}

/** A letter under seal, ready to go. */
export async function sealed(ctx: AppContext, caseId: string, draft: LetterDraft): Promise<LetterDetail> {
  const asked = await requestSeal(ctx, officer, seen(await approved(ctx, caseId, draft)));
  const allowed = await decideSeal(ctx, head, seen(asked), { approves: true });
  return keepSealedLetter(ctx, officer, seen(allowed), 2, scan('sealed'));
}

/** Registers a posting slip. */
export function posted(
  ctx: AppContext,
  letter: LetterDetail,
  on: string,
  addressee = 0,
): Promise<LetterDetail> {
  const service = {
    addressee,
    way: 'post',
    on: parseLocalDate(on),
    trackingNumber: '1000000000001',
  } as const;
  return serveLetter(ctx, officer, seen(letter), { ...service, recordsEvent: true }, scan('slip'));
}

export { seen };
