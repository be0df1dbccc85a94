import { LETTERS, type Letter, type LetterDraft, type LetterStart } from '@gongkai/core';
import { Link, useLocation, useSearchParams } from 'wouter';
import { useCall } from '../api/use-call.js';
import { answeredPath, casePath, letterPath } from '../ui/address.js';
import { ChoiceField } from '../ui/Field.js';
import { Page } from '../ui/Page.js';
import { usePlace } from '../ui/place.js';
import { Nothing, Shown } from '../ui/states.js';
import { answeredWords } from './answered-words.js';
import { DRAFTED_LETTERS, firstFields } from './letter-fields.js';
import { LetterEditor } from './LetterEditor.js';

const OPTIONS = DRAFTED_LETTERS.map((value) => ({ value, label: LETTERS[value] }));

function firstDraft(letter: Letter, start: LetterStart): LetterDraft {
  const nobody = { partyId: null, name: '', address: null, postcode: null, telephone: null };
  return {
    letter,
    addressees: start.addressees.length === 0 ? [nobody] : start.addressees,
    serviceWay: 'post',
    request: null,
    fields: { ...firstFields(letter, start.request), ...start.fields },
  };
}

interface BeginProps {
  readonly caseId: string;
  readonly letter: Letter;
  readonly correctsLetterId: string | null;
}

function Begin({ caseId, letter, correctsLetterId }: BeginProps) {
  const place = usePlace();
  const [, navigate] = useLocation();
  const start = useCall('startLetter', { params: { code: place.code, caseId, kind: letter } });
  return (
    <Shown of={start} what="案件已有的内容">
      {(given) => (
        <LetterEditor
          key={letter}
          answered={{ caseId, rightsRequestId: null }}
          initial={firstDraft(letter, given)}
          of={null}
          correctsLetterId={correctsLetterId}
          others={given.others}
          onSaved={({ letterId }) => navigate(letterPath(place, letterId))}
        />
      )}
    </Shown>
  );
}

/** A new letter of a case: its kind, what was found, the letter that follows. */
export function NewLetterPage({ caseId }: { readonly caseId: string }) {
  const place = usePlace();
  const [search, setSearch] = useSearchParams();
  const letter = DRAFTED_LETTERS.find((one) => one === search.get('kind'));
  return (
    <Page
      title="拟写文书"
      lead={`申请 ${caseId}`}
      actions={<Link href={casePath(place, caseId)}>回到申请</Link>}
    >
      <ChoiceField
        label="文书种类"
        empty="请选择"
        value={letter ?? ''}
        options={OPTIONS}
        onChange={(value) => {
          const next = new URLSearchParams(search);
          next.set('kind', value);
          setSearch(next);
        }}
      />
      {letter === undefined ? (
        <Nothing title="请先选择文书种类" />
      ) : (
        <Begin caseId={caseId} letter={letter} correctsLetterId={search.get('corrects')} />
      )}
    </Page>
  );
}

/** The letter that answers a demand for correction (条例第四十一条): what was demanded and why stands in it already. */
export function CorrectionLetterPage({ requestId }: { readonly requestId: string }) {
  const place = usePlace();
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const answered = { caseId: null, rightsRequestId: requestId };
  const start = useCall('startCorrectionLetter', { params: { code: place.code, requestId } });
  return (
    <Page
      title={`拟写《${LETTERS.correctionOfRecord}》`}
      lead={answeredWords(answered)}
      actions={<Link href={answeredPath(place, answered)}>回到更正要求</Link>}
    >
      <Shown of={start} what="更正要求的内容">
        {(given) => (
          <LetterEditor
            answered={answered}
            initial={firstDraft('correctionOfRecord', given)}
            of={null}
            correctsLetterId={search.get('corrects')}
            onSaved={({ letterId }) => navigate(letterPath(place, letterId))}
          />
        )}
      </Shown>
    </Page>
  );
}
