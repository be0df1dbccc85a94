import type { LetterTextState, TemplateText } from '@gongkai/core';
import { useState } from 'react';
import { Day, Instant } from '../ui/Day.js';
import { ChoiceField } from '../ui/Field.js';
import { diffLines, textLines } from './text-lines.js';

const MARKS = { same: '　', added: '＋', removed: '－' } as const;
const WORDS = { same: '', added: '增加：', removed: '删去：' } as const;

/** The versions of a text, and what differs between one of them and what is being written. */
export function VersionList({ of, text }: { readonly of: LetterTextState; readonly text: TemplateText }) {
  const [chosen, setChosen] = useState(String(of.inUse));
  const older = of.versions.find(({ version }) => String(version) === chosen)?.text ?? of.shipped;
  const differing = diffLines(textLines(older), textLines(text)).filter(({ kind }) => kind !== 'same');
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">版本</h2>
      {of.versions.length === 0 ? (
        <p>还没有启用过自己的文本。</p>
      ) : (
        <ul>
          {of.versions.map(({ version, effectiveFrom, publishedAt, writtenBy, publishedBy }) => (
            <li key={version}>
              第{version}版，自 <Day on={effectiveFrom} /> 起使用；{writtenBy} 拟写，{publishedBy} 于{' '}
              <Instant at={publishedAt} /> 启用
            </li>
          ))}
        </ul>
      )}
      <ChoiceField
        label="与哪一版对照"
        value={chosen}
        onChange={setChosen}
        options={[
          { value: '0', label: '随程序带来的文本' },
          ...of.versions.map(({ version }) => ({ value: String(version), label: `第${version}版` })),
        ]}
      />
      {differing.length === 0 ? (
        <p role="status">没有差别。</p>
      ) : (
        <ul className="diff" role="status">
          {differing.map(({ kind, text: line }, index) => (
            <li key={index}>
              <span aria-hidden="true">{MARKS[kind]} </span>
              <span className="visually-hidden">{WORDS[kind]}</span>
              {kind === 'removed' ? <del>{line}</del> : <ins>{line}</ins>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
