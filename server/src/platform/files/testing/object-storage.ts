import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Settings } from '../s3-store.js';
import { verifyingProxy } from './verifying-proxy.js';

const SECRET = 'gongkai-secret';

export interface TestObjectStorage {
  readonly settings: S3Settings;
  readonly close: () => Promise<void>;
}

/** A real S3 server on this machine with one empty bucket, which refuses what is not signed as the specification says. */
export async function startObjectStorage(): Promise<TestObjectStorage> {
  const directory = await mkdtemp(join(tmpdir(), 'gongkai-s3-'));
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory },
    configureBuckets: [{ name: 'gongkai' }],
  });
  const target = await server.run();
  const proxy = verifyingProxy(target.port, SECRET);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  return {
    settings: {
      ...{ origin: `http://127.0.0.1:${port}`, bucket: 'gongkai', prefix: 'files/', region: 'us-east-1' },
      ...{ accessKeyId: 'S3RVER', secretAccessKey: SECRET },
    },
    close: async () => {
      proxy.closeAllConnections();
      proxy.close();
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
