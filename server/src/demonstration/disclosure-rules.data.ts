import type { GivenDocumentDraft } from '@gongkai/core';

type Rule = Omit<GivenDocumentDraft, 'mode' | 'formedOn' | 'topic'> & { readonly formedOn: string };

/** What every organ of the demonstration made about disclosure itself. All of it is invented. */
export function disclosureRules(organ: string): Rule[] {
  const common = { kind: 'policy', genre: '通知', duty: 'rulesAndDocuments' } as const;
  return [
    {
      ...common,
      title: `${organ}依申请公开工作规程（演示）`,
      formedOn: '2019-11-04',
      summary: '收到申请以后怎样登记、补正、征求意见、答复和归档。',
      keywords: ['依申请公开', '工作规程'],
      body: '一、登记\n收到申请当日登记，给申请人编号和查询码。\n二、补正\n内容不明确的，七个工作日内一次告知需要补正的事项和期限。\n三、办理\n责任科室五个工作日内提出意见，公开工作机构拟写答复，法规科审核。\n四、答复和送达\n按申请人要求的方式送达，写明救济途径。\n五、归档\n答复送达后三十日内一件一卷归档。',
    },
    {
      ...common,
      title: `${organ}公文公开属性源头认定办法（演示）`,
      formedOn: '2020-03-16',
      summary: '起草公文时怎样确定主动公开、依申请公开或者不予公开。',
      keywords: ['公开属性', '源头认定'],
      body: '一、谁来认定\n起草人在拟稿时提出公开属性，不予公开的写明理由和依据。\n二、谁来审核\n科室负责人和公开工作机构逐件审核，不同意的退回说明。\n三、定期评估\n不予公开的公文每年重新评估一次，情形消失的及时公开。',
    },
    {
      ...common,
      title: `${organ}政府信息公开保密审查办法（演示）`,
      formedOn: '2020-06-08',
      summary: '公开以前由谁审查、怎样审查、出了问题怎样处理。',
      keywords: ['保密审查', '先审后发'],
      body: '一、原则\n先审查、后公开，一事一审，谁公开谁负责。\n二、程序\n起草科室自审，保密审查员专审，分管负责人批准，三个环节留名留时。\n三、补救\n发现不应当公开的，立即撤下并报告。',
    },
    {
      ...common,
      title: `${organ}政府信息公开工作考核和责任追究办法（演示）`,
      formedOn: '2021-02-01',
      summary: '公开工作怎样考核、评议，违反规定怎样追究责任。',
      keywords: ['考核', '社会评议', '责任追究'],
      body: '一、考核内容\n主动公开的及时率、依申请公开的按期答复率、年度报告的质量。\n二、社会评议\n每年听取企业和群众的意见，结果向社会公布。\n三、责任追究\n不依法履行公开义务的，责令改正；情节严重的，依法给予处分。',
    },
  ];
}
