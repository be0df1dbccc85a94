import { localDateSchema } from '@gongkai/core';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { call } from '../api/call.js';
import { useAction } from '../api/use-action.js';
import { documentPath, pagePath } from '../ui/address.js';
import { Page } from '../ui/Page.js';
import { usePlace, useWorkplace } from '../ui/place.js';
import { ProblemNote } from '../ui/states.js';
import { EMPTY_FIELDS, readFields, type DocumentFields, type FieldName } from './document-fields.js';
import { DocumentForm } from './DocumentForm.js';

/** Enters a draft; everything else happens on its own page. */
export function NewDocumentPage() {
  const place = usePlace();
  const { status } = useWorkplace();
  const [, navigate] = useLocation();
  const [fields, setFields] = useState<DocumentFields>({
    ...EMPTY_FIELDS,
    formedOn: localDateSchema.parse(status.today),
  });
  const [issues, setIssues] = useState<Readonly<Partial<Record<FieldName, string>>>>({});
  const save = useAction(async () => {
    const read = readFields(fields);
    setIssues(read.issues ?? {});
    if (read.draft === null) return;
    const made = await call('createDocument', { params: { code: place.code }, body: read.draft });
    navigate(documentPath(place, made.documentId));
  });
  return (
    <Page
      title="起草文稿"
      lead="公开属性在拟稿时确定，随文报批"
      actions={<Link href={pagePath(place, 'documents')}>回到公文登记簿</Link>}
    >
      <DocumentForm fields={fields} issues={issues} onChange={setFields} />
      <ProblemNote error={save.error} />
      {Object.keys(issues).length > 0 && (
        <p role="alert">还有{Object.keys(issues).length}处需要填写，见上面标出的地方。</p>
      )}
      <Button type="primary" loading={save.isRunning} onClick={() => void save.run()}>
        保存文稿
      </Button>
    </Page>
  );
}
