import {
  calendarWith,
  WORKING_DAY_NOTICES,
  yearOf,
  parseLocalDate,
  type AddedNotice,
  type LocalDate,
  type NoticeDays,
  type WorkingDayNotice,
} from '@gongkai/core';
import { useState } from 'react';
import { DataTable } from '../ui/DataTable.js';
import { daysWords } from './notice-draft.js';
import { markOf, monthsOf, reasonOf, type MonthDays } from './year-days.js';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];

function Month({
  year,
  of,
  today,
}: {
  readonly year: number;
  readonly of: MonthDays;
  readonly today: string;
}) {
  return (
    <table className="month">
      <caption>
        <span className="visually-hidden">{year}年</span>
        {of.month}月
      </caption>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.weeks.map((week, index) => (
          <tr key={index}>
            {week.map((day, weekday) => {
              if (day === null) return <td key={weekday} />;
              const mark = markOf(day);
              return (
                <td
                  key={weekday}
                  className={day.isWorkingDay ? undefined : 'day-off'}
                  title={reasonOf(day)}
                  aria-current={day.date === today ? 'date' : undefined}
                >
                  {Number(day.date.slice(8))}
                  {mark !== null && <small className={mark === '班' ? 'at-work' : 'off'}>{mark}</small>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function asDays(ranges: WorkingDayNotice['off']): NoticeDays[] {
  return ranges.map(([from, to, holiday]) => ({ from: from as LocalDate, to: to as LocalDate, holiday }));
}

/** The working days of a year at a glance, and the notices brought along that made them so. */
export function YearCalendar({
  added,
  today,
}: {
  readonly added: readonly AddedNotice[];
  readonly today: string;
}) {
  const [year, setYear] = useState(() => yearOf(parseLocalDate(today)));
  const [region, setRegion] = useState('');
  const calendar = calendarWith(added, region === '' ? [] : [region]);
  const years = Array.from(
    { length: calendar.lastYear + 2 - calendar.firstYear },
    (_, index) => calendar.lastYear + 1 - index,
  );
  const regions = [...new Set(added.map(({ regionCode }) => regionCode).filter((code) => code !== null))];
  return (
    <section aria-labelledby="year-calendar-title">
      <h2 id="year-calendar-title">{year}年的工作日</h2>
      <div className="toolbar">
        <label>
          年份{' '}
          <select value={year} onChange={({ target }) => setYear(Number(target.value))}>
            {years.map((one) => (
              <option key={one} value={one}>
                {one}年
              </option>
            ))}
          </select>
        </label>
        {regions.length > 0 && (
          <label>
            地区{' '}
            <select value={region} onChange={({ target }) => setRegion(target.value)}>
              <option value="">全国</option>
              {regions.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </select>
          </label>
        )}
        <span className="muted">“休”为平日放假，“班”为双休日上班；指着一天看依据。</span>
      </div>
      {year > calendar.lastYear && (
        <p className="note" role="note">
          {year}年的放假通知尚未印发，现在只按法定节假日推算；印发后由系统管理员在本页登记，届时期限会移动。
        </p>
      )}
      <div className="months">
        {monthsOf(calendar, year).map((of) => (
          <Month key={of.month} {...{ year, of, today }} />
        ))}
      </div>
      <DataTable
        caption={`程序自带的${year}年放假调休通知`}
        rows={WORKING_DAY_NOTICES.filter((notice) => notice.year === year)}
        keyOf={({ number, issuedOn }) => `${number}${issuedOn}`}
        columns={[
          {
            key: 'number',
            title: '程序自带的通知',
            render: ({ number, isNumberVerified, amends }: WorkingDayNotice) => (
              <>
                {number}
                {!isNumberVerified && <span className="muted">（文号未核实）</span>}
                {amends !== undefined && <span className="muted">，修改{amends}</span>}
              </>
            ),
          },
          { key: 'issued', title: '印发', render: ({ issuedOn }: WorkingDayNotice) => issuedOn },
          { key: 'off', title: '放假', render: ({ off }: WorkingDayNotice) => daysWords(asDays(off)) },
          { key: 'work', title: '调休上班', render: ({ work }: WorkingDayNotice) => daysWords(asDays(work)) },
        ]}
      />
    </section>
  );
}
