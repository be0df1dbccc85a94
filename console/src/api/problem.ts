import { problemSchema, type Problem } from '@gongkai/core';

/** A call that the server refused or that never reached it; `message` is plain Chinese. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.message);
    this.name = 'ApiError';
  }
  /** Someone else changed it in the meantime. */
  get isConflict(): boolean {
    return this.problem.code === 'CHANGED_MEANWHILE';
  }
}

const NO_ANSWER = '没有连上服务器，所填内容仍在页面上。请检查网络后再试。';
const BY_STATUS: Readonly<Record<number, string>> = {
  401: '登录已失效，请重新登录后再试；所填内容仍在页面上。',
  403: '没有办理这一事项的权限，请联系本机关管理员。',
  404: '没有找到所要的内容，可能已被移动，或者地址写错。',
  409: '内容已被他人改动，请对照后再保存；所填内容仍在页面上。',
  413: '文件过大，请分成几个文件上传。',
};

export function unreachable(): ApiError {
  return new ApiError(0, { code: 'UNREACHABLE', message: NO_ANSWER });
}

/** A file that was saved again after it was chosen can't be read through the old choice. */
export function fileChanged(): ApiError {
  return new ApiError(0, {
    code: 'FILE_CHANGED',
    message: '文件在选定之后又有改动，请重新选择这个文件再上传。',
  });
}

/** The problem in an answer's body; a body that is none becomes a plain sentence by its status. */
export function toApiError(status: number, body: unknown): ApiError {
  const parsed = problemSchema.safeParse(body);
  if (parsed.success) return new ApiError(status, parsed.data);
  return new ApiError(status, {
    code: `HTTP_${status}`,
    message: BY_STATUS[status] ?? '服务器出错，没有办成。请稍后再试；仍不行请把时间和所做的操作告诉管理员。',
  });
}

/** What to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) {
    const reference = error.problem.reference;
    return reference === undefined ? error.message : `${error.message}（编号 ${reference}）`;
  }
  return '页面出错，没有办成。请刷新后再试。';
}

/** Messages of single fields, by the path of the field. */
export function issuesOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries((error.problem.issues ?? []).map(({ path, message }) => [path, message]));
}
