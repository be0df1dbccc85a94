import { REGISTER_COLUMN_NAMES, REGISTER_COLUMNS, type RegisterView } from '@gongkai/core';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { ProblemNote } from '../ui/states.js';
import type { RegisterViews } from './use-register-view.js';

function ColumnChoice({ of }: { readonly of: RegisterViews }) {
  const { columns, setColumns } = of;
  return (
    <details className="note">
      <summary>选择列（{columns.length}）</summary>
      <fieldset className="filters">
        <legend className="visually-hidden">台账的列</legend>
        {REGISTER_COLUMN_NAMES.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={columns.includes(name)}
              disabled={name === 'caseId'}
              onChange={({ target }) =>
                setColumns(
                  REGISTER_COLUMN_NAMES.filter((it) => (it === name ? target.checked : columns.includes(it))),
                )
              }
            />{' '}
            {REGISTER_COLUMNS[name].title}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

/** The person's own views: take one, keep the present one under a name, choose columns. */
export function RegisterViewBar(props: {
  readonly of: RegisterViews;
  readonly onTake: (view: RegisterView) => void;
}) {
  const { of, onTake } = props;
  const [name, setName] = useState('');
  const named = (of.views.data?.items ?? []).filter((view) => view.name !== '');
  return (
    <div className="register-views">
      {named.length > 0 && (
        <ul className="steps" aria-label="我的视图">
          {named.map((view) => (
            <li key={view.name}>
              <Button size="small" onClick={() => onTake(view)}>
                {view.name}
              </Button>{' '}
              <Button
                size="small"
                type="text"
                aria-label={`删除视图：${view.name}`}
                onClick={() => void of.remove.run(view.name)}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ColumnChoice of={of} />
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void of.save.run(name.trim()).then(() => setName(''));
        }}
      >
        <Input
          aria-label="把现在的筛选、顺序和列存为视图，名称"
          placeholder="存为视图：名称"
          maxLength={40}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button htmlType="submit">保存视图</Button>
      </form>
      <ProblemNote error={of.save.error ?? of.remove.error} />
    </div>
  );
}
