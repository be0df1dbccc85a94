import {
  addDays,
  isWorkingDay,
  type ApplicantClass,
  type CaseEvent,
  type LocalDate,
  type OutcomeRow,
  type WorkingDayCalendar,
} from '@gongkai/core';
import { unitOf } from './agency-cases.js';
import { makeText } from './case-texts.js';
import { seedOf, type CityAgency } from './city.js';
import { FIELDS, type Field } from './fields.js';
import type { MadeCase } from './made-case.js';
import { createRandom } from './random.js';

/** `back(n)`: the working day n working days before today (or before the last one up to today). */
type Back = (days: number) => LocalDate;

interface Scene {
  readonly about: string;
  readonly applicant?: ApplicantClass;
  readonly row?: OutcomeRow;
  readonly events: (back: Back) => readonly CaseEvent[];
}

function received(on: LocalDate): CaseEvent {
  return { type: 'submitted', on, channel: 'counter' };
}

function answered(decidedOn: LocalDate, servedOn: LocalDate): CaseEvent[] {
  return [
    { type: 'decided', on: decidedOn, items: [{ finding: 'disclosed' }] },
    { type: 'served', on: servedOn, way: 'post' },
  ];
}

/** One case for each state in which an office finds its cases on an ordinary morning. */
const SCENES: readonly Scene[] = [
  { about: '今日网上收到，待确认', events: (back) => [{ type: 'submitted', on: back(0), channel: 'web' }] },
  { about: '传真收到四日仍未确认', events: (back) => [{ type: 'submitted', on: back(4), channel: 'fax' }] },
  { about: '刚刚收到', events: (back) => [received(back(2))] },
  { about: '办理过半', events: (back) => [received(back(11))] },
  { about: '还剩两个工作日', events: (back) => [received(back(18))] },
  { about: '今日到期', events: (back) => [received(back(20))] },
  { about: '逾期未答复', events: (back) => [received(back(26))] },
  {
    about: '同日重复提交的一份，已剔除',
    events: (back) => [
      received(back(3)),
      { type: 'duplicateExcluded', on: back(1), ofCaseId: '同日先收到的一件' },
    ],
  },
  {
    about: '已延期，在办',
    events: (back) => [received(back(22)), { type: 'extension', on: back(4), days: 15 }],
  },
  {
    about: '补正告知发得太晚',
    events: (back) => [received(back(14)), { type: 'correctionNotice', on: back(3), termDays: 10 }],
  },
  {
    about: '正在征求第三方意见',
    applicant: 'commercial',
    events: (back) => [received(back(9)), { type: 'thirdPartyConsulted', on: back(7), receivedOn: back(5) }],
  },
  {
    about: '正在征求其他机关意见',
    events: (back) => [received(back(12)), { type: 'agencyConsulted', on: back(9), receivedOn: back(8) }],
  },
  {
    about: '等待申请人补正',
    events: (back) => [
      received(back(8)),
      { type: 'correctionNotice', on: back(4), receivedOn: back(2), termDays: 10 },
    ],
  },
  {
    about: '等待申请人缴费',
    applicant: 'legalService',
    events: (back) => [received(back(15)), { type: 'feeNotice', on: back(6), receivedOn: back(4) }],
  },
  {
    about: '逾期未补正，尚未办结',
    row: 'other.lapsedCorrection',
    events: (back) => [
      received(back(24)),
      { type: 'correctionNotice', on: back(19), receivedOn: back(17), termDays: 10 },
    ],
  },
  {
    about: '已决定，待送达',
    events: (back) => [
      received(back(13)),
      { type: 'decided', on: back(1), items: [{ finding: 'notExist' }] },
    ],
  },
  { about: '按期答复', events: (back) => [received(back(21)), ...answered(back(5), back(3))] },
  { about: '答复晚了', events: (back) => [received(back(33)), ...answered(back(9), back(7))] },
  {
    about: '未征求第三方意见即不予公开',
    row: 'refused.thirdPartyRights',
    events: (back) => [
      received(back(30)),
      { type: 'decided', on: back(16), items: [{ finding: 'refused.thirdPartyRights' }] },
      { type: 'served', on: back(15), way: 'direct' },
    ],
  },
  { about: '申请人撤回', events: (back) => [received(back(16)), { type: 'withdrawn', on: back(6) }] },
  {
    about: '被复议撤销，重新答复中',
    row: 'refused.processInformation',
    events: (back) => [
      received(back(90)),
      { type: 'decided', on: back(75), items: [{ finding: 'refused.processInformation' }] },
      { type: 'served', on: back(74), way: 'post' },
      { type: 'overturned', on: back(9), by: 'reconsideration', redoDays: 20 },
    ],
  },
  {
    about: '判决撤销后逾期未重新答复',
    row: 'unable.notHeld',
    events: (back) => [
      received(back(170)),
      { type: 'decided', on: back(155), items: [{ finding: 'notExist' }] },
      { type: 'served', on: back(153), way: 'post' },
      { type: 'overturned', on: back(28), by: 'court', redoDays: 20 },
    ],
  },
];

/** Cases around today, so that lists and filters have something to show on whatever day the demonstration runs. */
export function makeShowcase(agency: CityAgency, today: LocalDate, calendar: WorkingDayCalendar): MadeCase[] {
  const random = createRandom(seedOf('showcase', agency.code));
  const field: Field = FIELDS[agency.field];
  const topics = Object.fromEntries(
    Object.entries(field.matters).map(([topic, { requests }]) => [topic, requests]),
  );
  const back = backFrom(today, calendar);
  return SCENES.map(({ about, applicant = 'naturalPerson', row = null, events }) => {
    const { name, topic, request } = makeText(random, applicant, topics);
    return {
      ...{ applicantClass: applicant, applicantName: name, topic, row, unitCode: unitOf(agency, topic) },
      request: `${request}（演示：${about}）`,
      events: events(back),
    };
  });
}

/** Counts working days back from the last one up to today. */
export function backFrom(today: LocalDate, calendar: WorkingDayCalendar): Back {
  return (days) => {
    let day = today;
    while (!isWorkingDay(calendar, day)) day = addDays(day, -1);
    for (let left = days; left > 0; left -= 1) {
      do day = addDays(day, -1);
      while (!isWorkingDay(calendar, day));
    }
    return day;
  };
}
