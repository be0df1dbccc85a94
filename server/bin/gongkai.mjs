#!/usr/bin/env node
// Committed, unlike dist: npm links a command only when its file exists at install time.
import { existsSync } from 'node:fs';

const cli = new URL('../dist/cli.js', import.meta.url);

if (existsSync(cli)) {
  const { runCli } = await import(cli.href);
  try {
    process.exitCode = await runCli(process.argv.slice(2));
  } catch (error) {
    // A fault of the program must not look like 1, a finding about the report.
    console.error('程序出错，请报告以下内容。The program failed; please report what follows.');
    console.error(error);
    process.exitCode = 2;
  }
} else {
  console.error('gongkai 还没有编译。请先在项目根目录运行：npm run build');
  console.error('gongkai has not been built. Run this in the project root first: npm run build');
  process.exitCode = 2;
}
