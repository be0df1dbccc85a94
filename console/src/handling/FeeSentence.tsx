import { FEE_SENTENCE } from '@gongkai/core';
import { Typography } from 'antd';
import { useCall } from '../api/use-call.js';
import { usePlace } from '../ui/place.js';

interface FeeSentenceProps {
  /** The texts of the report's sections with their bound figures. */
  readonly templates: readonly string[];
}

/** The bound sentence on the year's processing fees, for a section 六 that does not have it yet; nothing without fees. */
export function FeeSentence({ templates }: FeeSentenceProps) {
  const { code, year } = usePlace();
  const totals = useCall('getFeeTotals', { params: { code, year } });
  const sentence = totals.data?.sentence ?? null;
  if (sentence === null || templates.some((text) => text.includes('{{fee.collectedYuan}}'))) return null;
  return (
    <div className="note">
      <p>
        第六部分还没有报告信息处理费。复制下面一句放进第六部分，数字随收费登记变动，点开可以看到每件申请：
      </p>
      <Typography.Paragraph copyable={{ text: FEE_SENTENCE, tooltips: ['复制这一句', '已复制'] }}>
        {sentence}
      </Typography.Paragraph>
    </div>
  );
}
