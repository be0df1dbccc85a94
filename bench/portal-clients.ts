import { Worker } from 'node:worker_threads';

/** Keeps connections busy from a thread of its own, so that the servers that are compared do not share one with it. */
const SCRIPT = `
const { connect } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const { port, connections } = workerData;
parentPort.on('message', ({ path, milliseconds, isUnique }) => {
  let done = 0, bytes = 0, open = connections, failed = null;
  const end = performance.now() + milliseconds;
  const start = performance.now();
  for (let at = 0; at < connections; at += 1) {
    const socket = connect(port, '127.0.0.1');
    let held = Buffer.alloc(0);
    const ask = () => {
      const query = isUnique ? '?n=' + at + '-' + done + '-' + Math.random() : '';
      socket.write('GET ' + path + query + ' HTTP/1.1\\r\\nHost: bench.example\\r\\n\\r\\n');
    };
    const finish = () => {
      socket.destroy();
      open -= 1;
      if (open === 0) parentPort.postMessage({ rate: (done * 1000) / (performance.now() - start), bytes: bytes / done, failed });
    };
    socket.on('error', (error) => { failed = error.message; finish(); });
    socket.on('connect', ask);
    socket.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      for (;;) {
        const headEnd = held.indexOf('\\r\\n\\r\\n');
        if (headEnd < 0) return;
        const head = held.subarray(0, headEnd).toString('latin1');
        const length = /\\r\\ncontent-length: *(\\d+)/i.exec(head);
        if (!head.startsWith('HTTP/1.1 200') || length === null) { failed = head; return finish(); }
        const whole = headEnd + 4 + Number(length[1]);
        if (held.length < whole) return;
        held = held.subarray(whole);
        done += 1;
        bytes += Number(length[1]);
        if (performance.now() >= end) return finish();
        ask();
      }
    });
  }
});`;

export interface Load {
  readonly path: string;
  readonly milliseconds: number;
  /** Every request under an address of its own. */
  readonly isUnique?: boolean;
}
export interface Clients {
  /** Answers a second, each read to its end. */
  readonly rateOf: (load: Load) => Promise<{ readonly rate: number; readonly bytes: number }>;
  readonly stop: () => Promise<unknown>;
}

export function startClients(port: number, connections: number): Clients {
  const worker = new Worker(SCRIPT, { eval: true, workerData: { port, connections } });
  return {
    rateOf: (load) =>
      new Promise((resolve, reject) => {
        worker.once('message', (told: { rate: number; bytes: number; failed: string | null }) => {
          if (told.failed === null) resolve(told);
          else reject(new Error(`A request failed: ${told.failed}`));
        });
        worker.postMessage(load);
      }),
    stop: () => worker.terminate(),
  };
}
