import { IDENTITY_KINDS, REPRESENTATIVE_RELATIONS } from '@gongkai/core';
import { Button, Radio } from 'antd';
import { CLASS_OPTIONS } from '../application/register-filters.js';
import { ChoiceField } from '../ui/Field.js';
import { TextField, type Issues } from './fields.js';
import { NOBODY, type IntakeTyped, type PersonTyped } from './intake-typed.js';

/** Those who act for an applicant. */
const RELATIONS = ['legalRepresentative', 'agent', 'guardian'] as const;
const AUTHORITY: Readonly<Record<string, string>> = {
  agent: '委托的权限和期限',
  guardian: '监护关系的依据',
  legalRepresentative: '职务',
};
const KIND_OPTIONS = IDENTITY_KINDS.map((kind) => ({ value: kind, label: kind }));

interface PersonProps {
  readonly of: PersonTyped;
  readonly isOrganisation: boolean;
  /** Before each path of an issue. */
  readonly path: string;
  readonly issues: Issues;
  readonly nameLabel: string;
  readonly onChange: (of: PersonTyped) => void;
}

/** Name, identity paper and contact of one person or organisation (条例第二十九条第二款第一项). */
function PersonFields({ of, isOrganisation, path, issues, nameLabel, onChange }: PersonProps) {
  const set = (field: keyof PersonTyped) => (value: string) => onChange({ ...of, [field]: value });
  const issue = (field: keyof PersonTyped): string | undefined => issues[`${path}.${field}`];
  return (
    <>
      <TextField label={nameLabel} value={of.name} issue={issue('name')} onChange={set('name')} />
      {isOrganisation ? (
        <TextField
          label="统一社会信用代码"
          value={of.organisationCode}
          issue={issue('organisationCode')}
          onChange={set('organisationCode')}
        />
      ) : (
        <div className="field-row">
          <ChoiceField
            label="证件种类"
            empty="没有提供"
            value={of.identityKind}
            options={KIND_OPTIONS}
            onChange={set('identityKind')}
          />
          <TextField
            label="证件号码"
            value={of.identityNumber}
            issue={issue('identityNumber')}
            onChange={set('identityNumber')}
          />
        </div>
      )}
      <div className="field-row">
        <TextField
          label="联系电话"
          value={of.telephone}
          issue={issue('telephone')}
          onChange={set('telephone')}
        />
        <TextField
          label="电子邮箱"
          value={of.email}
          issue={issue('email')}
          onChange={set('email')}
          isOptional
        />
      </div>
      <TextField
        label="通信地址"
        value={of.address}
        issue={issue('address')}
        onChange={set('address')}
        isOptional
      />
    </>
  );
}

interface ApplicantsProps {
  readonly typed: IntakeTyped;
  readonly issues: Issues;
  readonly set: (change: Partial<IntakeTyped>) => void;
}

/** One applicant or several with the one they chose, and who acts for them. */
export function ApplicantFields({ typed, issues, set }: ApplicantsProps) {
  const { applicants, representative, relation } = typed;
  const isOrganisation = typed.applicantClass !== '' && typed.applicantClass !== 'naturalPerson';
  const isTogether = applicants.length > 1;
  const change = (index: number, of: PersonTyped): void =>
    set({ applicants: applicants.map((it, at) => (at === index ? of : it)) });
  const drop = (index: number): void =>
    set({
      applicants: applicants.filter((_, at) => at !== index),
      representative:
        representative > index ? representative - 1 : representative === index ? 0 : representative,
    });
  return (
    <fieldset>
      <legend>申请人</legend>
      <ChoiceField
        label="申请人类别"
        empty="请选择"
        value={typed.applicantClass}
        options={CLASS_OPTIONS}
        issue={issues.applicantClass === undefined ? undefined : '请选择申请人类别。'}
        onChange={(applicantClass) => set({ applicantClass })}
      />
      {applicants.map((of, index) => (
        <div key={index} className={isTogether ? 'intake-person' : undefined}>
          {isTogether && (
            <p className="intake-person-head">
              <strong>第 {index + 1} 位</strong>{' '}
              <Radio checked={representative === index} onChange={() => set({ representative: index })}>
                推选的代表人
              </Radio>
              <Button size="small" aria-label={`去掉第${index + 1}位申请人`} onClick={() => drop(index)}>
                去掉
              </Button>
            </p>
          )}
          <PersonFields
            of={of}
            isOrganisation={isOrganisation}
            path={`applicants.${index}`}
            issues={issues}
            nameLabel={isOrganisation ? '单位名称' : '姓名'}
            onChange={(changed) => change(index, changed)}
          />
        </div>
      ))}
      <p>
        <Button onClick={() => set({ applicants: [...applicants, NOBODY] })}>再加一位共同申请人</Button>
      </p>
      {isTogether && (
        <p className="hint">
          几人共同申请的推选代表人，由代表人联系和接收文书；推选的材料在下面“收到的材料”上传。
        </p>
      )}
      <ChoiceField
        label="由谁代为办理"
        isOptional
        empty="本人"
        value={relation}
        options={RELATIONS.map((value) => ({ value, label: REPRESENTATIVE_RELATIONS[value] }))}
        onChange={(chosen) => set({ relation: chosen })}
      />
      {relation !== '' && (
        <div className="intake-person">
          <PersonFields
            of={typed.agent}
            isOrganisation={false}
            path="agent.values"
            issues={issues}
            nameLabel="代为办理的人的姓名"
            onChange={(agent) => set({ agent })}
          />
          <TextField
            label={AUTHORITY[relation] ?? ''}
            isOptional
            value={typed.authority}
            issue={issues['agent.authority']}
            onChange={(authority) => set({ authority })}
          />
        </div>
      )}
    </fieldset>
  );
}
