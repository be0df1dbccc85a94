import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DomainError, parseWordList, wordsOf, type WrongWord } from '@gongkai/core';
import type { Command } from 'commander';
import { describeFinding, exitForFindings, type CommandContext } from '../command-line.js';
import { checkFile } from './service.js';

interface CheckOptions {
  readonly json?: true;
  readonly words?: string;
  readonly text?: string;
}

export function addCheckCommand(program: Command, context: CommandContext): void {
  program
    .command('check')
    .argument('<FILE>', '要公开的文件：docx、xlsx、pdf、html、txt、csv')
    .description(
      '公开前检查个人信息、密级标志、错词和隐藏信息 / personal data, secrecy markings, wrong words and hidden data in a file to be published',
    )
    .option(
      '--words <FILE>',
      '本机关的错词和敏感词，一行一个：错词=>正词 / own wrong and sensitive words, one a line',
    )
    .option(
      '--text <OUT>',
      '把读出的文字写到文件：start 和 end 按它计 / write the text in which start and end count',
    )
    .option('--json', '输出 JSON / print JSON')
    .action(async (path: string, options: CheckOptions) => {
      const fileName = basename(path);
      const words = wordsOf({ words: await ownWords(options.words), usesShipped: true });
      const { findings, text, links } = await checkFile(path, fileName, words);
      if (options.text !== undefined) await writeFile(options.text, text);
      exitForFindings(context, findings);
      if (options.json === true) {
        context.write(JSON.stringify({ file: fileName, findings, links }, null, 2));
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

async function ownWords(path: string | undefined): Promise<readonly WrongWord[]> {
  if (path === undefined) return [];
  const { words, faults } = parseWordList(await readFile(path, 'utf8'));
  if (faults.length > 0)
    throw new DomainError('INVALID_INPUT', `词表有${faults.length}行有误：${faults[0] ?? ''}`);
  return words;
}
