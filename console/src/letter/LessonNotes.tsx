import type { Letter } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { remedyPath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { useMay } from '../ui/permission.js';
import { usePlace } from '../ui/place.js';
import { lessonsFor, lessonSubject } from './lessons.js';
import type { FieldValues } from './letter-fields.js';

interface LessonNotesProps {
  readonly letter: Letter;
  readonly fields: FieldValues;
}

/** What reconsiderations and suits have taught about this letter and its grounds, while it is written. */
export function LessonNotes({ letter, fields }: LessonNotesProps) {
  const place = usePlace();
  const mayViewRemedy = useMay('remedy.view');
  const known = useCall('listRemedyLessons', { params: { code: place.code }, query: {} }).data;
  const lessons = lessonsFor(letter, fields, known?.items ?? []);
  if (lessons.length === 0) return null;
  return (
    <section aria-label="以往的教训" className="letter-entry">
      <h3>以往的教训</h3>
      <ul className="plain-list">
        {lessons.map(({ lessonId, remedyId, text, learntOn, ...about }) => (
          <li key={lessonId}>
            <strong>{lessonSubject(about)}</strong>：{text}（<Day on={learntOn} />
            {mayViewRemedy && (
              <>
                ，<Link href={remedyPath(place, remedyId)}>看这件复议诉讼</Link>
              </>
            )}
            ）
          </li>
        ))}
      </ul>
    </section>
  );
}
