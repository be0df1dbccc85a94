import { CHANNEL_LABELS, may, REPRESENTATIVE_RELATIONS, type IntakeRecord } from '@gongkai/core';
import { Link } from 'wouter';
import { useCall } from '../api/use-call.js';
import type { CaseSectionProps } from '../application/case-section.js';
import { casePath } from '../ui/address.js';
import { Instant } from '../ui/Day.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { Shown } from '../ui/states.js';
import { deskPaper } from './desk-files.js';

function factsOf({ details, companions, gaps }: IntakeRecord): [string, string][] {
  const facts: [string, string][] = companions.map(({ relation, name }) => [
    REPRESENTATIVE_RELATIONS[relation],
    name ?? '没有写明',
  ]);
  if (details === null) facts.push(['登记的内容', '已按规定删除']);
  else {
    facts.push(['邮件号', details.mailNumber], ['发来的号码或者邮箱', details.sentFrom]);
    facts.push(['形式和途径', details.provision], ['权限或者依据', details.authority]);
    facts.push(['书写的困难', details.hardship], ['申请人的确认', details.agreed], ['说明', details.note]);
  }
  if (gaps.length > 0) facts.push(['收到时还缺', `${gaps.join('、')}（条例第三十条：一次性告知补正）`]);
  return facts.filter(([, value]) => value !== '');
}

/** 收件: how a case was taken in at the desk, and the papers for the applicant. */
export function IntakeSection({ of }: CaseSectionProps) {
  const place = usePlace();
  const { access } = useWorkplace();
  const params = { code: of.agencyCode, caseId: of.caseId };
  const found = useCall('getIntakeRecord', { params });
  const isApprover = may(access, 'case.approve', { agencyCode: of.agencyCode, unitCode: of.unitCode });
  return (
    <Shown of={found} what="收件登记">
      {({ record }) => (
        <>
          {record === null ? (
            <p className="muted">这件申请没有收件登记：从网上、外部系统或者台账文件来。</p>
          ) : (
            <>
              <p>
                {CHANNEL_LABELS[record.channel]}，<Instant at={record.takenAt} /> 由{record.takenBy}
                登记。
              </p>
              <dl className="facts">
                {factsOf(record).map(([name, value], index) => (
                  <div key={`${name} ${index}`}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              {record.duplicateOf !== null && of.status !== 'duplicate' && (
                <p className="note">
                  登记时提请认定为{' '}
                  <Link href={casePath(place, record.duplicateOf)}>{record.duplicateOf}</Link>{' '}
                  的同日重复提交。
                  {isApprover ? '请在' : '由负责人在'}
                  <a href="#links">并案与重复提交</a>说明理由、署名认定；认定之前仍计入新收。
                </p>
              )}
            </>
          )}
          <p>
            登记回执：<a href={deskPaper(of.agencyCode, of.caseId, 'receipt', 'pdf')}>PDF</a>{' '}
            <a href={deskPaper(of.agencyCode, of.caseId, 'receipt', 'docx')}>Word</a>
            {record?.channel === 'oral' && (
              <>
                {' '}
                口头申请记录：<a href={deskPaper(of.agencyCode, of.caseId, 'oral-record', 'pdf')}>PDF</a>
              </>
            )}
          </p>
        </>
      )}
    </Shown>
  );
}
