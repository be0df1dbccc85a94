import type { Topic, TopicTree } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { useCall } from '../api/use-call.js';
import { pagePath } from '../ui/address.js';
import { DataTable } from '../ui/DataTable.js';
import { ChoiceField, Field } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { rolesWith, useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { ProblemNote, Shown } from '../ui/states.js';
import { freeTopicId, placedTopics, topicOptions, withoutTopic, wordsOf } from './topic-tree.js';

interface EditorProps {
  readonly topic: Topic;
  readonly topics: readonly Topic[];
  readonly onChange: (changed: Topic) => void;
  readonly onRemove: () => void;
}

function Editor({ topic, topics, onChange, onRemove }: EditorProps) {
  const others = withoutTopic(topics, topic.topicId);
  return (
    <fieldset>
      <legend>{topic.name}</legend>
      <Field label="名称" hint="改名后，用旧名称登记的申请仍归入这一主题。">
        {(control) => (
          <Input
            {...control}
            value={topic.name}
            onChange={({ target }) => onChange({ ...topic, name: target.value })}
          />
        )}
      </Field>
      <ChoiceField
        label="上级主题"
        empty="没有上级"
        value={topic.parentId ?? ''}
        options={topicOptions(others)}
        onChange={(value) => onChange({ ...topic, parentId: value === '' ? null : value })}
      />
      <Field label="其他说法" isOptional hint="旧台账里的写法，用顿号隔开。">
        {(control) => (
          <Input
            {...control}
            defaultValue={topic.aliases.join('、')}
            onBlur={({ target }) => onChange({ ...topic, aliases: wordsOf(target.value) })}
          />
        )}
      </Field>
      <Field label="关键词" isOptional hint="申请内容含有这些词时建议这一主题，用顿号隔开。">
        {(control) => (
          <Input
            {...control}
            defaultValue={topic.keywords.join('、')}
            onBlur={({ target }) => onChange({ ...topic, keywords: wordsOf(target.value) })}
          />
        )}
      </Field>
      <Button danger onClick={onRemove}>
        删除这一主题及其下级
      </Button>
    </fieldset>
  );
}

function Tree({ tree, onSaved }: { readonly tree: TopicTree; readonly onSaved: (tree: TopicTree) => void }) {
  const place = usePlace();
  const mayManage = useMay('topic.manage');
  const [topics, setTopics] = useState<readonly Topic[]>(tree.topics);
  const [openId, setOpenId] = useState<string | null>(null);
  const save = useAction(async () => {
    const saved = await call('saveTopics', {
      params: { code: place.code },
      body: { revision: tree.revision, topics: [...topics] },
    });
    setTopics(saved.topics);
    onSaved(saved);
  });
  const isChanged = JSON.stringify(topics) !== JSON.stringify(tree.topics);
  const add = (name: string): void => {
    const topicId = freeTopicId(topics);
    setTopics([...topics, { topicId, parentId: null, name, aliases: [], keywords: [] }]);
    setOpenId(topicId);
  };
  const open = topics.find(({ topicId }) => topicId === openId);
  return (
    <>
      {tree.isShipped && <p className="muted">现在使用系统自带的分类。保存一次后成为本机关自己的分类。</p>}
      {!mayManage && <p className="muted">分类由{rolesWith('topic.manage')}修改。</p>}
      <ul className="plain-list" aria-label="主题分类">
        {placedTopics(topics).map(({ topic, depth }) => (
          <li key={topic.topicId} className={`tree-depth-${depth}`}>
            {mayManage ? (
              <button type="button" className="link-button" onClick={() => setOpenId(topic.topicId)}>
                {topic.name}
              </button>
            ) : (
              topic.name
            )}{' '}
            <span className="muted small">{[...topic.aliases, ...topic.keywords].join('、')}</span>
          </li>
        ))}
      </ul>
      {mayManage && open !== undefined && (
        <Editor
          key={`${open.topicId} ${open.aliases.join('、')}`}
          topic={open}
          topics={topics}
          onChange={(changed) =>
            setTopics(topics.map((it) => (it.topicId === changed.topicId ? changed : it)))
          }
          onRemove={() => {
            setTopics(withoutTopic(topics, open.topicId));
            setOpenId(null);
          }}
        />
      )}
      {mayManage && (
        <p>
          <Button onClick={() => add('新主题')}>增加主题</Button>{' '}
          <Button
            type="primary"
            disabled={!isChanged}
            loading={save.isRunning}
            onClick={() => void save.run()}
          >
            保存分类
          </Button>
        </p>
      )}
      <ProblemNote error={save.error} />
      <h2>台账里没有归入分类的说法</h2>
      {tree.unknown.length === 0 ? (
        <p className="muted">没有。台账里的主题都在分类中。</p>
      ) : (
        <DataTable
          caption="没有归入分类的说法"
          rows={tree.unknown}
          keyOf={({ words }) => words}
          columns={[
            {
              key: 'words',
              title: '说法',
              render: ({ words }) => (
                <Link href={pagePath(place, 'register', { year: 'all', topic: words })}>{words}</Link>
              ),
            },
            { key: 'count', title: '件数', isNumeric: true, render: ({ count }) => count },
            {
              key: 'add',
              title: '',
              render: ({ words }) =>
                mayManage &&
                !topics.some(({ name, aliases }) => name === words || aliases.includes(words)) ? (
                  <>
                    {open !== undefined && (
                      <Button
                        size="small"
                        onClick={() => {
                          const aliases = [...open.aliases, words];
                          setTopics(
                            topics.map((it) => (it.topicId === open.topicId ? { ...open, aliases } : it)),
                          );
                        }}
                      >
                        归入“{open.name}”
                      </Button>
                    )}{' '}
                    <Button size="small" onClick={() => add(words)}>
                      新建为主题
                    </Button>
                  </>
                ) : null,
            },
          ]}
        />
      )}
    </>
  );
}

/** The agency's tree of topics, and words in the register that it does not know yet. */
export function TopicsPage() {
  const place = usePlace();
  const agency = useAgency();
  const found = useCall('getTopics', { params: { code: place.code } });
  return (
    <Page title="主题分类" lead={agency?.name ?? place.code}>
      <p>申请按主题统计。分类可以分级，每个主题可以有旧台账里的其他说法，以及用来建议主题的关键词。</p>
      <Shown of={found} what="主题分类">
        {(tree) => <Tree key={tree.revision} tree={tree} onSaved={found.put} />}
      </Shown>
    </Page>
  );
}
