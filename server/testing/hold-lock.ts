import { takeLock } from '../src/platform/database/lock-file.js';

// Takes the lock that its argument names, says so, and keeps it until it is killed.

await takeLock(process.argv[2] ?? '');
console.log('held');
setInterval(() => undefined, 60_000);
