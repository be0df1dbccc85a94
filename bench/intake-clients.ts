import { Worker } from 'node:worker_threads';

/** Hands in applications from a thread of its own, on several connections that each wait for their answer. */
const SCRIPT = `
const { Agent, request } = require('node:http');
const { randomUUID } = require('node:crypto');
const { parentPort, workerData } = require('node:worker_threads');
const { url, secret, submittedOn, connections } = workerData;
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const handIn = () => new Promise((resolve, reject) => {
  const reference = randomUUID();
  const body = JSON.stringify({
    reference, submittedOn, applicantClass: 'naturalPerson', applicantName: '公孙示范',
    applicantDetails: { telephone: '13900000000' }, request: '云山路改造项目的批复、环评文件和资金安排',
  });
  const sent = request(url, {
    agent, method: 'POST',
    headers: {
      authorization: 'Bearer ' + secret, 'idempotency-key': reference, 'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    },
  }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (chunk) => { text += chunk; });
    response.on('end', () => response.statusCode === 200 ? resolve() : reject(new Error(text)));
  });
  sent.on('error', reject);
  sent.end(body);
});
parentPort.on('message', async (milliseconds) => {
  const start = performance.now();
  let done = 0;
  try {
    if (milliseconds === null) await handIn();
    else await Promise.all(Array.from({ length: connections }, async () => {
      while (performance.now() - start < milliseconds) {
        await handIn();
        done += 1;
      }
    }));
    parentPort.postMessage({ rate: (done * 1000) / (performance.now() - start), failed: null });
  } catch (error) {
    parentPort.postMessage({ rate: 0, failed: error.message });
  }
});`;

export interface IntakeClients {
  /** Applications a second, each until its answer has come. */
  readonly rate: (milliseconds: number) => Promise<number>;
  /** One application. */
  readonly once: () => Promise<unknown>;
  readonly stop: () => Promise<unknown>;
}

export function startIntakeClients(workerData: {
  readonly url: string;
  readonly secret: string;
  readonly submittedOn: string;
  readonly connections: number;
}): IntakeClients {
  const worker = new Worker(SCRIPT, { eval: true, workerData });
  const ask = (milliseconds: number | null) =>
    new Promise<number>((resolve, reject) => {
      worker.once('message', ({ rate, failed }: { rate: number; failed: string | null }) => {
        if (failed === null) resolve(rate);
        else reject(new Error(`An intake failed: ${failed}`));
      });
      worker.postMessage(milliseconds);
    });
  return { rate: ask, once: () => ask(null), stop: () => worker.terminate() };
}
