import { may, type CaseDetail } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { ChoiceField } from '../ui/Field.js';
import { useWorkplace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import { topicOptions } from './topic-tree.js';

interface TopicSectionProps {
  readonly of: CaseDetail;
  readonly onChange: (changed: CaseDetail) => void;
}

/** What the case is about, with what suggests a topic; the officer assigns it. */
export function TopicSection({ of, onChange }: TopicSectionProps) {
  const { access } = useWorkplace();
  const params = { code: of.agencyCode, caseId: of.caseId };
  const tree = useCall('getTopics', { params: { code: of.agencyCode } });
  const [isAsked, setAsked] = useState(false);
  const suggested = useCall('suggestTopics', isAsked ? { params } : null);
  const assign = useAction(async (topicId: string | null) => {
    onChange(await call('assignTopic', { params, body: { topicId } }));
  });
  const mayAssign = may(access, 'case.record', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  const topics = tree.data?.topics ?? [];
  const current = topics.find(({ name, aliases }) => name === of.topic || aliases.includes(of.topic ?? ''));
  if (!mayAssign) return <p>{of.topic ?? '没有归类'}</p>;
  return (
    <>
      <ChoiceField
        label={current === undefined && of.topic !== null ? `主题（现在登记为“${of.topic}”）` : '主题'}
        empty="没有归类"
        value={current?.topicId ?? ''}
        options={topicOptions(topics)}
        onChange={(topicId) => void assign.run(topicId === '' ? null : topicId)}
      />
      {isAsked ? (
        <Shown of={suggested} what="建议">
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">没有可以建议的主题。</p>
            ) : (
              <ul className="plain-list" aria-label="建议的主题">
                {items.map(({ topicId, name, reasons }) => (
                  <li key={topicId}>
                    <Button size="small" onClick={() => void assign.run(topicId)}>
                      归入“{name}”
                    </Button>{' '}
                    <span className="muted">{reasons.join('；')}</span>
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      ) : (
        <Button onClick={() => setAsked(true)}>看看建议</Button>
      )}
      <ProblemNote error={assign.error} />
    </>
  );
}
