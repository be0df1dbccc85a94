import {
  APPLICANT_CLASSES,
  CHANNELS,
  CHANNELS_NEEDING_CONFIRMATION,
  CHANNEL_LABELS,
  ITEM_FINDING_LABELS,
  OUTCOME_ROWS,
  SERVICE_WAY_LABELS,
  TABLE3_COLUMN_LABELS,
  TABLE3_ROW_LABELS,
  orderByDay,
  type ApplicantClass,
  type CaseEvent,
  type Channel,
  type ItemFinding,
  type LocalDate,
  type Unit,
} from '@gongkai/core';
import type { CaseToLoad } from '../application/service.js';
import {
  CHANNEL_SYNONYMS,
  CLASS_SYNONYMS,
  FINDING_SYNONYMS,
  SERVICE_WAY_SYNONYMS,
} from './cell-labels.data.js';
import {
  addFault,
  byLabel,
  labelIndex,
  normaliseLabel,
  readCount,
  readDay,
  readLabel,
  readOptional,
  readRequired,
  type Fields,
} from './read-fields.js';

const CLASS_LABELS = APPLICANT_CLASSES.map((it) => TABLE3_COLUMN_LABELS[it].zh);
const CLASSES: ReadonlyMap<string, ApplicantClass> = labelIndex(
  CLASS_SYNONYMS,
  Object.fromEntries(APPLICANT_CLASSES.map((it) => [TABLE3_COLUMN_LABELS[it].zh, it])),
);
const CHANNEL_INDEX: ReadonlyMap<string, Channel> = labelIndex(CHANNEL_SYNONYMS, byLabel(CHANNEL_LABELS));
const FINDINGS: ReadonlyMap<string, ItemFinding> = labelIndex<ItemFinding>(
  Object.fromEntries(OUTCOME_ROWS.map((row) => [TABLE3_ROW_LABELS[row].zh, row])),
  FINDING_SYNONYMS,
  byLabel<ItemFinding>(ITEM_FINDING_LABELS),
);
const WAYS = labelIndex(SERVICE_WAY_SYNONYMS, byLabel(SERVICE_WAY_LABELS));
const AGREEMENTS = labelIndex({
  同意: 'yes',
  同意公开: 'yes',
  是: 'yes',
  不同意: 'no',
  不同意公开: 'no',
  否: 'no',
} as const);
const REVIEWERS = labelIndex({
  复议: 'reconsideration',
  行政复议: 'reconsideration',
  复议机关: 'reconsideration',
  法院: 'court',
  人民法院: 'court',
  诉讼: 'court',
} as const);

/** A row of the register as the events that it tells; its faults are left with the fields. */
export function readCase(fields: Fields, units: readonly Unit[]): CaseToLoad {
  const events: CaseEvent[] = [];
  readReceipt(fields, events);
  readSteps(fields, events);
  readClose(fields, events);
  readRedecision(fields, events);
  return {
    caseId: readRequired(fields, 'caseId', 60),
    applicantClass: readApplicantClass(fields),
    applicantName: readOptional(fields, 'applicantName', 200),
    request: readRequired(fields, 'request', 5000),
    topic: readOptional(fields, 'topic', 50),
    unitCode: readUnit(fields, units),
    // Recorded in the order in which they happened; of one day, in the order of the procedure.
    events: orderByDay(events),
  };
}

export function readApplicantClass(fields: Fields): ApplicantClass {
  if (fields.text('applicantClass') === null) addFault(fields, 'applicantClass', '不能为空。');
  return readLabel(fields, 'applicantClass', CLASSES, CLASS_LABELS) ?? 'naturalPerson';
}

/** One finding, or several between semicolons. */
export function readFindings(fields: Fields, key: string): ItemFinding[] {
  const words = (fields.text(key) ?? '').split(/[;；\n]/).map((word) => word.trim());
  return words
    .filter((word) => word !== '')
    .flatMap((word) => {
      const finding = FINDINGS.get(normaliseLabel(word));
      if (finding !== undefined) return [finding];
      addFault(
        fields,
        key,
        `“${word}”不认识，应填：${Object.values(ITEM_FINDING_LABELS).join('、')}；几项之间用分号隔开。`,
      );
      return [];
    });
}

function readUnit(fields: Fields, units: readonly Unit[]): string | null {
  const text = fields.text('unit');
  if (text === null) return null;
  const unit = units.find(({ code, name }) => code === text || name === text);
  if (unit) return unit.code;
  addFault(fields, 'unit', `没有登记处室“${text}”，请先登记处室或者改正。`);
  return null;
}

function readReceipt(fields: Fields, events: CaseEvent[]): void {
  const labels = CHANNELS.map((it) => CHANNEL_LABELS[it]);
  const channel = readLabel(fields, 'channel', CHANNEL_INDEX, labels);
  const submittedOn = readDay(fields, 'submittedOn');
  const confirmedOn = readDay(fields, 'confirmedOn');
  const receivedOn = readDay(fields, 'receivedOn');
  if (fields.text('channel') === null) addFault(fields, 'channel', '不能为空。');
  if (channel === null) return;
  if ((CHANNELS_NEEDING_CONFIRMATION as readonly Channel[]).includes(channel)) {
    if (submittedOn === null) {
      if (fields.text('submittedOn') === null)
        addFault(fields, 'submittedOn', `${CHANNEL_LABELS[channel]}提交的，请填写提交日期。`);
      return;
    }
    events.push({ type: 'submitted', on: submittedOn, channel });
    if (confirmedOn !== null && receivedOn !== null && confirmedOn !== receivedOn) {
      addFault(
        fields,
        'receivedOn',
        `${CHANNEL_LABELS[channel]}提交的以双方确认之日为收到之日（条例第三十一条），与确认日期不一致。`,
      );
    }
    const on = confirmedOn ?? receivedOn;
    if (on !== null) events.push({ type: 'receiptConfirmed', on });
    return;
  }
  if (fields.text('confirmedOn') !== null) {
    addFault(
      fields,
      'confirmedOn',
      `${CHANNEL_LABELS[channel]}提交的没有双方确认这一步（条例第三十一条），请去掉。`,
    );
  }
  // Registered mail: the day of the organ's signature counts, not the day of posting.
  const on = channel === 'registeredMail' ? (receivedOn ?? submittedOn) : (submittedOn ?? receivedOn);
  if (on !== null) events.push({ type: 'submitted', on, channel });
  else if (fields.text('submittedOn') === null && fields.text('receivedOn') === null) {
    addFault(fields, 'submittedOn', '请填写提交日期或者收到日期。');
  }
  if (
    channel !== 'registeredMail' &&
    submittedOn !== null &&
    receivedOn !== null &&
    submittedOn !== receivedOn
  ) {
    addFault(
      fields,
      'receivedOn',
      '当面或者口头提交的以提交之日为收到之日（条例第三十一条），与提交日期不一致。',
    );
  }
}

function received(on: LocalDate | null): { readonly receivedOn?: LocalDate } {
  return on === null ? {} : { receivedOn: on };
}

function readSteps(fields: Fields, events: CaseEvent[]): void {
  const day = (key: string): LocalDate | null => readDay(fields, key);
  const push = (on: LocalDate | null, make: (on: LocalDate) => CaseEvent): void => {
    if (on !== null) events.push(make(on));
  };
  const correctionDays = readCount(fields, 'correctionDays');
  push(day('correctionNoticeOn'), (on) => ({
    type: 'correctionNotice',
    on,
    ...received(day('correctionNoticeReceivedOn')),
    ...(correctionDays !== null && { termDays: correctionDays }),
  }));
  push(day('supplementOn'), (on) => ({ type: 'supplement', on }));
  push(day('thirdPartyConsultedOn'), (on) => ({
    type: 'thirdPartyConsulted',
    on,
    ...received(day('thirdPartyReceivedOn')),
  }));
  push(day('thirdPartyAnsweredOn'), (on) => ({
    type: 'thirdPartyAnswered',
    on,
    agrees: readAgreement(fields, 'thirdPartyAgrees'),
  }));
  push(day('coProducerConsultedOn'), (on) => ({
    type: 'coProducerConsulted',
    on,
    ...received(day('coProducerReceivedOn')),
  }));
  push(day('coProducerAnsweredOn'), (on) => ({
    type: 'coProducerAnswered',
    on,
    agrees: readAgreement(fields, 'coProducerAgrees'),
  }));
  push(day('agencyConsultedOn'), (on) => ({ type: 'agencyConsulted', on }));
  push(day('agencyAnsweredOn'), (on) => ({ type: 'agencyAnswered', on }));
  const extensionDays = readCount(fields, 'extensionDays');
  push(day('extensionOn'), (on) => {
    if (fields.text('extensionDays') === null)
      addFault(fields, 'extensionDays', '填写了延期日期，请同时填写延期天数。');
    return { type: 'extension', on, days: extensionDays ?? 1 };
  });
  push(day('reasonsDemandedOn'), (on) => ({ type: 'reasonsDemanded', on }));
  const until = day('delayUntil');
  push(day('delayNoticeOn'), (on) => {
    if (fields.text('delayUntil') === null)
      addFault(fields, 'delayUntil', '填写了延迟答复告知日期，请同时填写延迟答复至。');
    return { type: 'delayNotice35', on, until: until ?? on };
  });
  push(day('feeNoticeOn'), (on) => ({ type: 'feeNotice', on, ...received(day('feeNoticeReceivedOn')) }));
  push(day('feePaidOn'), (on) => ({ type: 'feePaid', on }));
  push(day('withdrawnOn'), (on) => ({ type: 'withdrawn', on }));
}

function readAgreement(fields: Fields, key: string): boolean {
  if (fields.text(key) === null) addFault(fields, key, '填写了答复日期，请同时填写同意或者不同意。');
  return readLabel(fields, key, AGREEMENTS, ['同意', '不同意']) === 'yes';
}

function readClose(fields: Fields, events: CaseEvent[]): void {
  const decidedOn = readDay(fields, 'decidedOn');
  const servedOn = readDay(fields, 'servedOn');
  const findings = readFindings(fields, 'findings');
  if (decidedOn !== null) {
    if (fields.text('findings') === null)
      addFault(fields, 'findings', '填写了决定日期，请同时填写办理结果。');
    if (findings.length > 0) events.push(decisionOf(fields, decidedOn, findings));
  } else if (
    findings.length > 0 &&
    fields.text('decidedOn') === null &&
    fields.text('withdrawnOn') === null
  ) {
    addFault(fields, 'decidedOn', '填写了办理结果，请同时填写决定日期。');
  }
  if (servedOn !== null) events.push(serviceOf(fields, servedOn, 'servedWay'));
}

function decisionOf(fields: Fields, on: LocalDate, findings: readonly ItemFinding[]): CaseEvent {
  const [main] = readFindings(fields, 'mainFinding');
  const mainItem = main === undefined ? -1 : findings.indexOf(main);
  if (main !== undefined && mainItem < 0) addFault(fields, 'mainFinding', '主要结论应是办理结果中的一项。');
  return {
    type: 'decided',
    on,
    items: findings.map((finding) => ({ finding })),
    ...(mainItem >= 0 && { mainItem }),
  };
}

function serviceOf(fields: Fields, on: LocalDate, key: string): CaseEvent {
  const way = readLabel(fields, key, WAYS, Object.values(SERVICE_WAY_LABELS));
  return { type: 'served', on, ...(way !== null && { way }) };
}

function readRedecision(fields: Fields, events: CaseEvent[]): void {
  const overturnedOn = readDay(fields, 'overturnedOn');
  if (overturnedOn === null) return;
  if (fields.text('overturnedBy') === null)
    addFault(fields, 'overturnedBy', '填写了纠正日期，请同时填写复议或者法院。');
  const by = readLabel(fields, 'overturnedBy', REVIEWERS, ['复议', '法院']) ?? 'court';
  const redoDays = readCount(fields, 'redoDays');
  events.push({ type: 'overturned', on: overturnedOn, by, ...(redoDays !== null && { redoDays }) });
  const redecidedOn = readDay(fields, 'redecidedOn');
  const findings = readFindings(fields, 'redecidedFindings');
  if (redecidedOn !== null && findings.length > 0) {
    events.push({ type: 'decided', on: redecidedOn, items: findings.map((finding) => ({ finding })) });
  } else if (redecidedOn !== null && fields.text('redecidedFindings') === null) {
    addFault(fields, 'redecidedFindings', '填写了重新决定日期，请同时填写重新办理结果。');
  }
  const reservedOn = readDay(fields, 'reservedOn');
  if (reservedOn !== null) events.push(serviceOf(fields, reservedOn, 'reservedWay'));
}
