import {
  formatLocalDate,
  REMEDY_KINDS,
  REMEDY_LEVELS,
  REMEDY_OUTCOMES,
  REMEDY_PROCEDURES,
  REMEDY_ROLES,
  REMEDY_SIDES,
  TABLE4_COLUMN_LABELS,
  type RemedyDetail,
  timeInChina,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { casePath, pagePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { Due } from '../ui/Due.js';
import { Page } from '../ui/Page.js';
import { useMay } from '../ui/permission.js';
import { useAgency, usePlace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { LessonPart, OrderPart, PaperPart } from './RemedyParts.js';
import { RemedyDialog } from './RemedyDialog.js';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type Stage = RemedyDetail['stages'][number];

function StagePart({ of }: { readonly of: Stage }) {
  const { answer, answeredOn, concludedOn, outcome, appearances } = of;
  return (
    <section>
      <h3>{REMEDY_LEVELS[of.level]}</h3>
      <dl className="case-head">
        <Fact name={of.level === 'reconsideration' ? '复议机关' : '法院'}>{of.authority ?? '—'}</Fact>
        <Fact name="案号">{of.number ?? '—'}</Fact>
        {of.level === 'reconsideration' && (
          <Fact name="审理程序">{of.procedure === null ? '未填写' : REMEDY_PROCEDURES[of.procedure]}</Fact>
        )}
        <Fact name="提起">
          <Day on={of.filedOn} />
        </Fact>
        <Fact name="提交答复和证据">
          {answer === null ? (
            '尚未收到副本'
          ) : (
            <Due
              on={answer.dueOn}
              what={`${REMEDY_LEVELS[of.level]}提交答复的期限`}
              isOver={answeredOn !== null || concludedOn !== null}
              derivation={answer.derivation}
            />
          )}
          {answeredOn !== null && <span className="block">已于 {formatLocalDate(answeredOn)} 提交</span>}
        </Fact>
        <Fact name="结果">
          {outcome === null ? '尚未审结' : REMEDY_OUTCOMES[outcome].label} <Day on={concludedOn} />
        </Fact>
        {of.effectiveOn !== null && (
          <Fact name="生效">
            <Day on={of.effectiveOn} />
          </Fact>
        )}
        {of.costsFen > 0 && <Fact name="费用">{(of.costsFen / 100).toFixed(2)} 元</Fact>}
        {appearances.length > 0 && (
          <Fact name="出庭、听证">
            {appearances.map(({ on, name, post, isHead }) => (
              <span key={`${on} ${name}`} className="block">
                {on} {name}（{post}
                {isHead && '，机关负责人'}）
              </span>
            ))}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function countedWords({ counted, role }: RemedyDetail): string {
  if (role !== 'originalOrgan') return '本机关是共同被告的复议机关，只由原行为机关统计，不计入表四。';
  if (counted.length === 0) return '不计入表四。';
  return counted.map(({ year, column }) => `${year}年度计入“${TABLE4_COLUMN_LABELS[column].zh}”`).join('；');
}

function RemedyBody({ of, onChange }: { of: RemedyDetail; onChange: (changed: RemedyDetail) => void }) {
  const place = usePlace();
  return (
    <>
      <dl className="case-head">
        <Fact name="类别">{REMEDY_KINDS[of.kind]}</Fact>
        <Fact name="本机关的地位">{REMEDY_ROLES[of.role]}</Fact>
        <Fact name="由谁提起">{REMEDY_SIDES[of.side]}</Fact>
        <Fact name="申请">
          {of.caseId === null ? '—' : <Link href={casePath(place, of.caseId)}>{of.caseId}</Link>}
        </Fact>
        <Fact name="表四">{countedWords(of)}</Fact>
        {of.redecision !== null && (
          <Fact name="重新答复">
            {of.redecision.on} 起，期限 {of.redecision.dueOn}
          </Fact>
        )}
      </dl>
      {of.stages.map((stage) => (
        <StagePart key={stage.level} of={stage} />
      ))}
      <OrderPart of={of} onChange={onChange} />
      <LessonPart of={of} onChange={onChange} />
      <PaperPart of={of} onChange={onChange} />
      <section>
        <h2>修改记录</h2>
        <ul className="plain-list">
          {of.versions.map(({ version, recordedAt, recorderName }) => (
            <li key={version}>
              第{version}版 {timeInChina(recordedAt)} {recorderName}
            </li>
          ))}
          {of.versions.length === 0 && <li>从台账文件导入，没有修改过。</li>}
        </ul>
      </section>
    </>
  );
}

/** One reconsideration or suit: its proceedings, what it ordered, what was learnt, its papers. */
export function RemedyPage({ remedyId }: { readonly remedyId: string }) {
  const place = usePlace();
  const agency = useAgency();
  const [isChanging, setChanging] = useState(false);
  const found = useCall('getRemedy', { params: { code: place.code, remedyId } });
  const mayRecord = useMay('remedy.record');
  return (
    <Page
      title={`复议诉讼 ${remedyId}`}
      lead={agency?.name ?? place.code}
      actions={
        <>
          {mayRecord && found.data !== null && <Button onClick={() => setChanging(true)}>修改</Button>}
          <Link href={pagePath(place, 'remedies')}>回到复议诉讼台账</Link>
        </>
      }
    >
      <Shown of={found} what="复议诉讼">
        {(of) => (
          <>
            <RemedyBody of={of} onChange={found.put} />
            {isChanging && (
              <RemedyDialog
                of={of}
                onClose={() => setChanging(false)}
                onDone={(saved) => {
                  found.put(saved);
                  setChanging(false);
                }}
              />
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}
