import { CASE_STATUSES, rowName, SIMILARITY_GRADES, type SimilarRequest } from '@gongkai/core';
import { Tag } from 'antd';
import { Link } from 'wouter';
import { casePath } from '../ui/address.js';
import { Day } from '../ui/Day.js';
import { usePlace } from '../ui/place.js';
import { Nothing } from '../ui/states.js';

type Pieces = SimilarRequest['here'];

function Text({ of, label }: { readonly of: Pieces; readonly label: string }) {
  return (
    <div>
      <p className="muted small">{label}</p>
      <p className="compared-text">
        {of.map(({ text, isShared }, index) =>
          isShared ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </p>
    </div>
  );
}

/** What the register tells of the earlier one, in words; what to do about it is the officer's to decide. */
export function adviceOn(it: SimilarRequest): string {
  if (it.mayBeRepeat) {
    return '同一申请人、内容几乎相同，且此前的答复已经送达：可以依照条例第三十六条第（六）项告知不予重复处理。请核对下面两段文字后决定。';
  }
  if (it.grade === 'otherNumber') return '文字相近，但年份或者文号不同，一般不是同一项信息，请核对。';
  if (it.isSameApplicant === true && it.repliedOn === null) {
    return it.isReceivedSameDay
      ? '同一申请人同日提交的相近申请，可能是重复提交，请核对后关联。'
      : '同一申请人的相近申请还没有送达答复，不能作为重复申请处理，可以征求申请人意见后合并答复。';
  }
  if (it.repliedOn !== null) return '此前已有答复，可以参照；申请人不同，不是重复申请。';
  return '相近的申请正在办理，请注意答复口径一致。';
}

function Match({ of }: { readonly of: SimilarRequest }) {
  const place = usePlace();
  return (
    <li className="similar">
      <p className="finding-head">
        <Tag color={of.mayBeRepeat ? 'warning' : 'default'}>{SIMILARITY_GRADES[of.grade]}</Tag>{' '}
        {of.source === 'case' ? (
          <Link href={casePath(place, of.caseId)}>{of.caseId}</Link>
        ) : (
          <span>{of.caseId}（旧系统）</span>
        )}
        <span className="muted">
          {' '}
          收到 <Day on={of.receivedOn} />
          {of.status !== null && `，${CASE_STATUSES[of.status]}`}
          {of.repliedOn !== null && (
            <>
              ，答复送达 <Day on={of.repliedOn} />
            </>
          )}
          {of.row !== null && `，${rowName(of.row)}`}
          {of.isSameApplicant === true && '，同一申请人'}
        </span>
      </p>
      <p>{adviceOn(of)}</p>
      <div className="compared">
        <Text label="这一件" of={of.here} />
        <Text label={of.caseId} of={of.there} />
      </div>
    </li>
  );
}

/** Earlier requests beside the one at hand; what both share is marked. */
export function SimilarList({ items }: { readonly items: readonly SimilarRequest[] }) {
  if (items.length === 0) return <Nothing title="没有找到相近的申请" />;
  return (
    <ul className="plain-list similar-list" aria-label="相近的申请">
      {items.map((it) => (
        <Match key={`${it.source} ${it.caseId}`} of={it} />
      ))}
    </ul>
  );
}
