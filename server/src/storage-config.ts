import { join, resolve } from 'node:path';
import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import type { FileSettings } from './platform/files/file-host.js';
import type { S3Settings } from './platform/files/s3-store.js';
import type { ScannerAddress } from './platform/files/scan-virus.js';

const text = z.string().min(1).optional();

/** What the environment says of files. */
export const STORAGE_ENVIRONMENT = {
  GONGKAI_STORAGE_URL: z
    .url({ protocol: /^https?$/, error: '写法如 https://主机/存储桶 或 https://主机/存储桶/前缀。' })
    .optional(),
  GONGKAI_STORAGE_REGION: z.string().min(1).default('us-east-1'),
  GONGKAI_STORAGE_KEY_ID: text,
  GONGKAI_STORAGE_SECRET: text,
  GONGKAI_CLAMD: z
    .string()
    .regex(/^(unix:\/.+|tcp:\/\/[^/:]+:\d{1,5})$/, {
      error: '写法如 unix:/run/clamav/clamd.ctl 或 tcp://127.0.0.1:3310。',
    })
    .optional(),
};

interface StorageEnvironment {
  readonly GONGKAI_DATA_DIR: string;
  readonly GONGKAI_STORAGE_URL?: string | undefined;
  readonly GONGKAI_STORAGE_REGION: string;
  readonly GONGKAI_STORAGE_KEY_ID?: string | undefined;
  readonly GONGKAI_STORAGE_SECRET?: string | undefined;
  readonly GONGKAI_CLAMD?: string | undefined;
}

/** @throws DomainError INVALID_INPUT when the address of an object storage lacks its bucket or its keys */
export function fileSettingsOf(settings: StorageEnvironment): FileSettings {
  return {
    directory: resolve(join(settings.GONGKAI_DATA_DIR, 'files')),
    s3: s3Of(settings),
    scanner: scannerOf(settings.GONGKAI_CLAMD),
  };
}

function s3Of(settings: StorageEnvironment): S3Settings | null {
  if (settings.GONGKAI_STORAGE_URL === undefined) return null;
  const { origin, pathname } = new URL(settings.GONGKAI_STORAGE_URL);
  const [bucket = '', ...folders] = pathname.split('/').filter((part) => part !== '');
  const { GONGKAI_STORAGE_KEY_ID: accessKeyId, GONGKAI_STORAGE_SECRET: secretAccessKey } = settings;
  if (bucket === '' || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new DomainError(
      'INVALID_INPUT',
      '设置有误。使用对象存储时，GONGKAI_STORAGE_URL 应带存储桶名称，并且设置 GONGKAI_STORAGE_KEY_ID 和 GONGKAI_STORAGE_SECRET。',
    );
  }
  const prefix = folders.map((folder) => `${folder}/`).join('');
  return { origin, bucket, prefix, region: settings.GONGKAI_STORAGE_REGION, accessKeyId, secretAccessKey };
}

function scannerOf(address: string | undefined): ScannerAddress | null {
  if (address === undefined) return null;
  if (address.startsWith('unix:')) return { socket: address.slice('unix:'.length) };
  const { hostname, port } = new URL(address);
  return { host: hostname, port: Number(port) };
}
