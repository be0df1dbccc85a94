import {
  APPLICANT_CLASSES,
  CHANNELS,
  needsConfirmation,
  channelQuestions,
  PARTY_FIELD_NAMES,
  RIGHTS_KINDS,
  type Channel,
  type PartyField,
} from '@gongkai/core';

/** Somebody as he is typed in: empty answers are empty. */
export type PersonTyped = Readonly<Record<PartyField, string>>;

/** What comes to the desk: an application, or what is none and has a register of its own. */
export const INTAKE_MATTERS = {
  application: '公开申请',
  correction: `${RIGHTS_KINDS.correction}的要求`,
  suggestion: RIGHTS_KINDS.suggestion,
} as const;
export type IntakeMatter = keyof typeof INTAKE_MATTERS;
export const INTAKE_MATTER_NAMES = Object.keys(INTAKE_MATTERS) as IntakeMatter[];

/** The form of the desk as it is typed; kept as it is in the draft. */
export interface IntakeTyped {
  readonly matter: IntakeMatter;
  readonly channel: Channel;
  readonly on: string;
  readonly officeReceivedOn: string;
  readonly mailNumber: string;
  readonly sentFrom: string;
  readonly applicantClass: string;
  readonly applicants: readonly PersonTyped[];
  readonly representative: number;
  readonly relation: string;
  readonly agent: PersonTyped;
  readonly authority: string;
  readonly requests: readonly string[];
  readonly form: string;
  readonly route: string;
  readonly formOther: string;
  readonly hardship: string;
  readonly hasReadBack: boolean;
  readonly agreed: string;
  readonly hasContact: boolean;
  readonly contactOn: string;
  readonly contactTime: string;
  readonly contactWay: string;
  readonly hasReached: string;
  readonly contactSummary: string;
  readonly note: string;
  /** Of a demand or a suggestion, by the fields of its public form. */
  readonly answers: Readonly<Record<string, string>>;
  readonly caseId: string;
  readonly topic: string;
  readonly unitCode: string;
  readonly duplicateOf: string;
}

export const NOBODY = Object.fromEntries(PARTY_FIELD_NAMES.map((field) => [field, ''])) as PersonTyped;

export function emptyIntake(today: string, channel: Channel = 'counter'): IntakeTyped {
  return {
    ...{ matter: 'application', answers: {} },
    ...{ channel, on: today, officeReceivedOn: '', mailNumber: '', sentFrom: '', applicantClass: '' },
    ...{ applicants: [NOBODY], representative: 0, relation: '', agent: NOBODY, authority: '' },
    ...{ requests: [''], form: '', route: '', formOther: '', hardship: '', hasReadBack: false, agreed: '' },
    ...{ hasContact: false, contactOn: today, contactTime: '', contactWay: 'telephone', hasReached: '' },
    ...{ contactSummary: '', note: '', caseId: '', topic: '', unitCode: '', duplicateOf: '' },
  };
}

/** What a draft holds; answers that are missing or of another kind are those of an empty form. */
export function readTyped(text: string, empty: IntakeTyped): IntakeTyped {
  let kept: Record<string, unknown>;
  try {
    kept = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return empty;
  }
  const read = Object.entries(empty).map(([key, value]: [string, unknown]): [string, unknown] => {
    const found = kept[key];
    const fits = typeof found === typeof value && Array.isArray(found) === Array.isArray(value);
    return [key, fits && found !== null ? found : value];
  });
  return { ...empty, ...Object.fromEntries(read) };
}

function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function personOf(typed: PersonTyped): object {
  return Object.fromEntries(PARTY_FIELD_NAMES.map((field) => [field, textOrNull(typed[field])]));
}

/** How it came: answers to questions that the channel does not ask are left out. */
function arrivalOf(typed: IntakeTyped): object {
  const { channel } = typed;
  const asks = channelQuestions(CHANNELS.find((known) => known === channel) ?? 'counter');
  return {
    ...{ channel, on: typed.on, note: typed.note },
    officeReceivedOn: asks.asksHandOver === true ? textOrNull(typed.officeReceivedOn) : null,
    mailNumber: asks.mailNumber === undefined ? '' : typed.mailNumber,
    sentFrom: asks.sentFrom === undefined ? '' : typed.sentFrom,
    oral:
      channel === 'oral'
        ? { hardship: typed.hardship, hasReadBack: typed.hasReadBack, agreed: typed.agreed }
        : null,
    contact: typed.hasContact && needsConfirmation(channel) ? contactOf(typed) : null,
  };
}

/** A demand for correction or a suggestion as it is sent. */
export function rightsBody(typed: IntakeTyped): unknown {
  return { ...arrivalOf(typed), kind: typed.matter, answers: typed.answers };
}

/** An application as it is sent. */
export function intakeBody(typed: IntakeTyped): unknown {
  const { channel, applicants, requests, representative } = typed;
  const asks = channelQuestions(CHANNELS.find((known) => known === channel) ?? 'counter');
  const isEnvelope = asks.isEnvelope === true;
  return {
    ...arrivalOf(typed),
    applicantClass: APPLICANT_CLASSES.find((known) => known === typed.applicantClass),
    applicants: applicants.map(personOf),
    representative: Math.min(representative, applicants.length - 1),
    agent:
      typed.relation === ''
        ? null
        : { relation: typed.relation, values: personOf(typed.agent), authority: typed.authority },
    requests: isEnvelope ? requests : requests.slice(0, 1),
    ...{ form: textOrNull(typed.form), route: textOrNull(typed.route), formOther: typed.formOther },
    ...{ caseId: textOrNull(typed.caseId), topic: textOrNull(typed.topic) },
    ...{ unitCode: textOrNull(typed.unitCode), duplicateOf: textOrNull(typed.duplicateOf) },
  };
}

function contactOf(typed: IntakeTyped): object {
  return {
    ...{ kind: 'contact', purpose: 'confirm', on: typed.contactOn, time: typed.contactTime },
    ...{ way: typed.contactWay, summary: typed.contactSummary },
    hasReached: typed.hasReached === '' ? undefined : typed.hasReached === 'yes',
  };
}
