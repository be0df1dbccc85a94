import { channelQuestions, PROVISION_FORMS, PROVISION_ROUTES } from '@gongkai/core';
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { ChoiceField, Field } from '../ui/Field.js';
import { TextField, type PartProps } from './fields.js';

/** What is asked for; a letter may bring several applications. 条例第二十九条第二款第二、三项 */
export function RequestFields({
  typed,
  issues,
  set,
  children,
}: PartProps & { readonly children: ReactNode }) {
  const isEnvelope = channelQuestions(typed.channel).isEnvelope === true;
  const requests = isEnvelope ? typed.requests : typed.requests.slice(0, 1);
  const change = (index: number, text: string): void =>
    set({ requests: typed.requests.map((it, at) => (at === index ? text : it)) });
  return (
    <fieldset>
      <legend>申请的信息</legend>
      {requests.map((request, index) => (
        <Field
          key={index}
          label={
            requests.length > 1
              ? `第 ${index + 1} 件：所需政府信息的名称、文号或者特征描述`
              : '所需政府信息的名称、文号或者特征描述'
          }
          issue={issues[`requests.${index}`]}
        >
          {(control) => (
            <Input.TextArea
              {...control}
              rows={3}
              value={request}
              onChange={({ target }) => change(index, target.value)}
            />
          )}
        </Field>
      ))}
      {isEnvelope && (
        <p className="buttons">
          <Button onClick={() => set({ requests: [...typed.requests, ''] })}>信封里还有一件</Button>{' '}
          <Button
            disabled={requests.length < 2}
            onClick={() => set({ requests: typed.requests.slice(0, -1) })}
          >
            去掉最后一件
          </Button>
        </p>
      )}
      {issues.requests !== undefined && <p className="issue">{issues.requests}</p>}
      {children}
      <div className="field-row">
        <ChoiceField
          label="信息的形式"
          empty="没有写明"
          value={typed.form}
          options={PROVISION_FORMS}
          onChange={(form) => set({ form })}
        />
        <ChoiceField
          label="获取信息的途径"
          empty="没有写明"
          value={typed.route}
          options={PROVISION_ROUTES}
          onChange={(route) => set({ route })}
        />
      </div>
      {typed.form === 'other' && (
        <TextField
          label="什么形式"
          value={typed.formOther}
          issue={issues.formOther}
          onChange={(formOther) => set({ formOther })}
        />
      )}
    </fieldset>
  );
}
