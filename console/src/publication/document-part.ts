import type { DocumentDetail } from '@gongkai/core';

/** What each part of a document's page is given: the document, and where a changed one goes. */
export interface DocumentPartProps {
  readonly of: DocumentDetail;
  readonly onChange: (changed: DocumentDetail) => void;
}
