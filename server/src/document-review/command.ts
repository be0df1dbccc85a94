import { basename } from 'node:path';
import type { Command } from 'commander';
import { describeFinding, exitForFindings, type CommandContext } from '../command-line.js';
import { checkFile } from './service.js';

export function addCheckCommand(program: Command, context: CommandContext): void {
  program
    .command('check')
    .argument('<FILE>', '要公开的文件：docx、xlsx、pdf、html、txt、csv')
    .description(
      '公开前检查个人信息和密级标志 / personal data and secrecy markings in a file to be published',
    )
    .option('--json', '输出 JSON / print JSON')
    .action(async (path: string, options: { readonly json?: true }) => {
      const fileName = basename(path);
      const { findings } = await checkFile(path, fileName);
      exitForFindings(context, findings);
      if (options.json === true) {
        context.write(JSON.stringify({ file: fileName, findings }, null, 2));
        return;
      }
      for (const finding of findings) {
        const place = finding.part === 'hidden' ? '（文件中看不见的部分）' : '';
        context.write(describeFinding(finding) + place);
      }
      const blocking = findings.filter(({ severity }) => severity === 'error').length;
      context.write(
        findings.length === 0
          ? '没有发现个人信息和密级标志。图片、扫描件里的文字不在检查之列。'
          : `共 ${findings.length} 处，其中 ${blocking} 处须处理后才能公开。`,
      );
    });
}
