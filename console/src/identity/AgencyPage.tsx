import {
  AGENCY_KIND_LABELS,
  SUCCESSION_KINDS,
  SUCCESSION_REACHES,
  mayWithin,
  type AgencyDetail,
  type Unit,
} from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import { placePath } from '../ui/address.js';
import { RetentionTermsSection } from '../personal-data/RetentionTermsSection.js';
import { DataTable } from '../ui/DataTable.js';
import { Day } from '../ui/Day.js';
import { Page } from '../ui/Page.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { NewAgencyDialog } from './NewAgencyDialog.js';
import { RenameDialog } from './RenameDialog.js';
import { SuccessionDialog } from './SuccessionDialog.js';
import { UnitDialog } from './UnitDialog.js';
import { useMyAccess } from './use-my-access.js';

type Dialog =
  | { readonly kind: 'rename' | 'succession' | 'agency' }
  | { readonly kind: 'unit'; readonly unit: Unit | null };

/** An agency in its tree, its units with their liaison officers, and what became of its name and duties. */
export function AgencyPage() {
  const { code } = usePlace();
  const detail = useCall('getAgency', { params: { code } });
  const actor = useMyAccess();
  const mayManage = mayWithin(actor, 'agency.manage', code);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  return (
    <Page
      title="机关与处室"
      lead="隶属、处室和联络员，以及更名、合并、拆分。"
      actions={
        mayManage && (
          <>
            <Button onClick={() => setDialog({ kind: 'rename' })}>更名</Button>
            <Button onClick={() => setDialog({ kind: 'succession' })}>合并或者拆分</Button>
            <Button onClick={() => setDialog({ kind: 'agency' })}>登记下级机关</Button>
          </>
        )
      }
    >
      <Shown of={detail} what="机关">
        {(agency) => {
          const onDone = (changed: AgencyDetail): void => {
            setDialog(null);
            if (changed.code === code) detail.put(changed);
          };
          const closing = { onClose: () => setDialog(null), onDone };
          return (
            <>
              <Facts agency={agency} />
              <section>
                <div className="section-head">
                  <h2>处室</h2>
                  {mayManage && (
                    <Button onClick={() => setDialog({ kind: 'unit', unit: null })}>登记处室</Button>
                  )}
                </div>
                <Units
                  units={agency.units}
                  {...(mayManage && { onEdit: (unit: Unit) => setDialog({ kind: 'unit', unit }) })}
                />
              </section>
              <History agency={agency} />
              <RetentionTermsSection code={code} actor={actor} />
              {dialog?.kind === 'rename' && <RenameDialog agency={agency} {...closing} />}
              {dialog?.kind === 'succession' && <SuccessionDialog agency={agency} {...closing} />}
              {dialog?.kind === 'agency' && <NewAgencyDialog parent={agency} {...closing} />}
              {dialog?.kind === 'unit' && <UnitDialog code={code} unit={dialog.unit} {...closing} />}
            </>
          );
        }}
      </Shown>
    </Page>
  );
}

function Facts({ agency }: { readonly agency: AgencyDetail }) {
  const { year } = usePlace();
  const { agencies } = useWorkplace();
  const parent = agencies.find(({ code }) => code === agency.parentCode);
  const children = agencies.filter(({ parentCode }) => parentCode === agency.code);
  const link = ({ code, name }: { readonly code: string; readonly name: string }) => (
    <Link key={code} href={`${placePath({ code, year })}/agency`}>
      {name}
    </Link>
  );
  return (
    <dl className="facts">
      <dt>名称</dt>
      <dd>{agency.name}</dd>
      <dt>代码</dt>
      <dd className="figures">{agency.code}</dd>
      <dt>类别</dt>
      <dd>{AGENCY_KIND_LABELS[agency.kind]}</dd>
      <dt>上级机关</dt>
      <dd>{parent === undefined ? '—' : link(parent)}</dd>
      <dt>下级机关</dt>
      <dd>
        {children.length === 0 ? (
          '—'
        ) : (
          <ul className="plain-list">
            {children.map((it) => (
              <li key={it.code}>{link(it)}</li>
            ))}
          </ul>
        )}
      </dd>
      <dt>成立</dt>
      <dd>
        <Day on={agency.existsFrom} />
      </dd>
      {agency.existsUntil !== null && (
        <>
          <dt>撤销（最后一日）</dt>
          <dd>
            <Day on={agency.existsUntil} />
          </dd>
        </>
      )}
    </dl>
  );
}

function Units({
  units,
  onEdit,
}: {
  readonly units: AgencyDetail['units'];
  readonly onEdit?: (unit: Unit) => void;
}) {
  if (units.length === 0) {
    return (
      <Nothing title="还没有登记处室">
        <p>登记处室之后，可以把案件分到处室，并为处室指定联络员。</p>
      </Nothing>
    );
  }
  return (
    <DataTable
      caption="处室"
      rows={units}
      keyOf={({ code }) => code}
      columns={[
        { key: 'name', title: '处室', render: ({ name }) => name },
        { key: 'code', title: '代码', render: ({ code }) => <span className="figures">{code}</span> },
        {
          key: 'liaison',
          title: '联络员',
          render: ({ liaisonOfficers }) =>
            liaisonOfficers.length === 0 ? (
              <span className="muted">未指定</span>
            ) : (
              liaisonOfficers.map(({ name }) => name).join('、')
            ),
        },
        { key: 'from', title: '起', render: ({ existsFrom }) => <Day on={existsFrom} /> },
        { key: 'until', title: '止', render: ({ existsUntil }) => <Day on={existsUntil} /> },
        ...(onEdit === undefined
          ? []
          : [
              {
                key: 'actions',
                title: '办理',
                render: (unit: Unit) => (
                  <Button size="small" onClick={() => onEdit(unit)}>
                    变更
                  </Button>
                ),
              },
            ]),
      ]}
    />
  );
}

function History({ agency }: { readonly agency: AgencyDetail }) {
  const { year } = usePlace();
  const { formerNames, successors, predecessors } = agency;
  if (formerNames.length + successors.length + predecessors.length === 0) return null;
  const line = ({ code, name, ...it }: AgencyDetail['successors'][number], verb: string) => (
    <li key={`${verb} ${code}`}>
      <Day on={it.fromOn} /> 起{verb}
      <Link href={`${placePath({ code, year })}/agency`}>{name}</Link>（{SUCCESSION_KINDS[it.kind]}，
      {SUCCESSION_REACHES[it.takes]}，{it.basis}）
    </li>
  );
  return (
    <section>
      <h2>沿革</h2>
      <ul>
        {formerNames.map(({ name, untilOn }) => (
          <li key={untilOn}>
            至 <Day on={untilOn} /> 名为“{name}”，当时的报告和文书仍印这个名称
          </li>
        ))}
        {predecessors.map((it) => line(it, '承接'))}
        {successors.map((it) => line(it, '职责由下列机关承接：'))}
      </ul>
      {successors.length > 0 && (
        <p className="muted">
          在办案件保留原编号，由承接机关的人员继续办理，期限不变；新的申请在承接机关登记。
        </p>
      )}
    </section>
  );
}
