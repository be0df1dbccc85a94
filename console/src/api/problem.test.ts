import { expect, test } from 'vitest';
import { issuesOf, messageOf, toApiError, unreachable } from './problem.js';

test('the words of the server are shown, with the reference of an unexpected failure', () => {
  const error = toApiError(500, { code: 'UNEXPECTED', message: '系统出错。', reference: 'A1' });
  expect(messageOf(error)).toBe('系统出错。（编号 A1）');
});

test('an answer that is no problem becomes a plain sentence', () => {
  expect(toApiError(413, '<html>').message).toBe('文件过大，请分成几个文件上传。');
  expect(toApiError(502, null).message).toMatch(/^服务器出错/);
  expect(unreachable().message).toMatch(/所填内容仍在页面上/);
});

test('only a change by somebody else is a conflict, not every answer with its status', () => {
  expect(toApiError(409, { code: 'CHANGED_MEANWHILE', message: '已被改动' }).isConflict).toBe(true);
  expect(toApiError(409, { code: 'ALREADY_EXISTS', message: '编号已有' }).isConflict).toBe(false);
});

test('issues are found by the path of their field', () => {
  const issues = [{ path: 'events.0.on', message: '日期不存在' }];
  const error = toApiError(422, { code: 'INVALID_INPUT', message: '有误', issues });
  expect(issuesOf(error)).toEqual({ 'events.0.on': '日期不存在' });
  expect(issuesOf(new Error('other'))).toEqual({});
});
