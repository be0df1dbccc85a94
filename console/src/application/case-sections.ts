import type { CaseDetail } from '@gongkai/core';
import type { ComponentType } from 'react';
import type { CaseSectionProps } from './case-section.js';
import { DerivationSection, FindingsSection, ReasonsSection, RemediesSection } from './FollowingSections.js';
import { CaseBundleSection } from '../case-bundle/CaseBundleSection.js';
import { CaseRemedySection } from '../remedy/CaseRemedySection.js';
import { LettersSection } from '../letter/LettersSection.js';
import { SimilarSection } from '../similarity/SimilarSection.js';
import { LinksSection } from '../handling/LinksSection.js';
import { FeesSection } from '../handling/FeesSection.js';
import {
  ConferenceSection,
  ContactSection,
  CooperationSection,
  SearchSection,
  SpecialSection,
} from '../handling/HandlingSections.js';
import { OnlineSection } from '../online-application/OnlineSection.js';
import { TopicSection } from '../topic/TopicSection.js';
import { AttachmentsSection } from '../intake/AttachmentsSection.js';
import { IntakeSection } from '../intake/IntakeSection.js';
import { StepsSection } from './StepsSection.js';
import { TimelineSection } from './TimelineSection.js';
import { TraceSection } from './TraceSection.js';

interface CaseSection {
  /** The part of the address after `#`. */
  readonly id: string;
  readonly title: string;
  readonly Body: ComponentType<CaseSectionProps>;
  /** A number beside the title, e.g. how many findings there are; none at 0. */
  readonly count?: (of: CaseDetail) => number;
}

/** The parts of the case page, in their order on it: one line each. A slice adds its own. */
export const CASE_SECTIONS: readonly CaseSection[] = [
  { id: 'timeline', title: '时间线', Body: TimelineSection },
  { id: 'steps', title: '办理', Body: StepsSection },
  { id: 'intake', title: '收件登记', Body: IntakeSection },
  { id: 'attachments', title: '附件', Body: AttachmentsSection },
  { id: 'online', title: '网上申请', Body: OnlineSection },
  { id: 'findings', title: '核对结果', Body: FindingsSection, count: ({ findings }) => findings.length },
  { id: 'letters', title: '文书', Body: LettersSection },
  { id: 'topic', title: '主题', Body: TopicSection },
  { id: 'similar', title: '重复申请核对', Body: SimilarSection },
  { id: 'cooperation', title: '协办与征求意见', Body: CooperationSection },
  { id: 'searches', title: '检索记录', Body: SearchSection },
  { id: 'conferences', title: '会商', Body: ConferenceSection },
  { id: 'links', title: '并案与重复提交', Body: LinksSection },
  { id: 'fees', title: '费用', Body: FeesSection },
  { id: 'contacts', title: '联系记录', Body: ContactSection },
  { id: 'special', title: '说明理由、转交和涉密', Body: SpecialSection },
  { id: 'remedies', title: '申请人的救济途径', Body: RemediesSection },
  { id: 'sought', title: '复议诉讼', Body: CaseRemedySection },
  { id: 'bundle', title: '案卷和归档', Body: CaseBundleSection },
  { id: 'derivation', title: '期限推导', Body: DerivationSection },
  { id: 'reasons', title: '为什么在这一格', Body: ReasonsSection },
  { id: 'trace', title: '留痕', Body: TraceSection },
];
