import { runCli } from '../src/cli.js';

// A server of its own, to be told to end: serve-child.ts FOLDER.
process.exitCode = await runCli(['serve', '--port', '0', '--data', process.argv[2] ?? ''], {
  write: (text) => {
    console.log(text);
  },
});
