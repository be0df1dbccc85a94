import { describe, expect, it } from 'vitest';
import type { ReportDocument } from './document-blocks.js';
import { readHead, readsAsAnnualReport } from './title.js';

function documentOf(titles: readonly string[] = []): ReportDocument {
  return { blocks: [], titles, publishedOn: null, publisher: null };
}

describe('what a report says about itself', () => {
  it.each([
    ['临河市水务局2022年度政府信息公开工作年度报告\n一、总体情况', '临河市水务局', 2022],
    ['临河市人民政府\n2024 年政府信息公开工作年度报告\n', '临河市人民政府', 2024],
    ['2020年青石区教育局政府信息公开工作年度报告\n', '青石区教育局', 2020],
    ['白塔镇人民政府\n2021年\n政府信息公开工作\n年度报告\n', '白塔镇人民政府', 2021],
    ['标题: 南溪县财政局2019年政府信息公开年度报告\n发布时间: 2020-01-17 10:46\n', '南溪县财政局', 2019],
    [
      '当前位置： 首页 >政务公开 >年报 南溪县公安局2023年政府信息公开年度报告 来源：本站',
      '南溪县公安局',
      2023,
    ],
    ['南溪县林业局二〇二二年政府信息公开工作年度报告\n', '南溪县林业局', 2022],
  ])('%j', (text, agency, year) => {
    expect(readHead(documentOf(), text)).toMatchObject({ agency, year });
  });

  it('takes the title of a page without its navigation', () => {
    const head = readHead(
      documentOf(['青石区卫健委2022年政府信息公开工作年度报告_部门年报_青石区人民政府']),
      '正文',
    );
    expect(head).toMatchObject({
      title: '青石区卫健委2022年政府信息公开工作年度报告',
      agency: '青石区卫健委',
      year: 2022,
    });
  });

  it('knows the year by the statistical period, not by the day of publication', () => {
    const text = '发布时间：2024-01-09\n本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n';
    expect(readHead(documentOf(), text)).toMatchObject({ year: 2023, publishedOn: '2024-01-09' });
  });

  it('takes agency and day from the signature where the head names none', () => {
    const text = `按照条例编制。统计期限为2021年1月1日至12月31日。${'工作情况良好。'.repeat(400)}\n南溪县民政局\n2022年1月14日\n`;
    expect(readHead(documentOf(), text)).toEqual({
      title: null,
      agency: '南溪县民政局',
      year: 2021,
      publishedOn: '2022-01-14',
    });
  });
});

describe('a text without tables', () => {
  const words =
    '根据《政府信息公开条例》编制。主动公开30条，依申请公开2件，行政复议0件，行政诉讼0件。存在的主要问题：培训不够。';
  it.each([
    ['南溪县司法局2018年政府信息公开工作年度报告', true],
    ['我县发布2018年政府信息公开工作年度报告', false],
    ['关于报送2018年政府信息公开工作年度报告的通知', false],
    ['2018年法治政府建设年度报告', false],
  ])('%s is a report: %s', (title, isReport) => {
    const text = `${title}\n${words}`;
    expect(readsAsAnnualReport(readHead(documentOf(), text), text)).toBe(isReport);
  });
});
