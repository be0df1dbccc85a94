import type { LetterText, LocalDate } from '@gongkai/core';

type Part = LetterText['parts'][number];

function PartView({ part }: { readonly part: Part }) {
  const { paragraphs, table } = part;
  return (
    <>
      {paragraphs.map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
      {table !== undefined && (
        <table className="data-table">
          <thead>
            <tr>
              {table.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index}>
                {row.map((cell, at) => (
                  <td key={at}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

/** A day as papers write it: 2026年3月5日. GB/T 9704 */
function paperDay(day: LocalDate): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** A letter as it will be read; its layout is that of the file. */
export function LetterTextView({ text }: { readonly text: LetterText }) {
  const { title, documentNumber, addressee, parts, attachments, appendices, signature } = text;
  return (
    <article className="letter-text" aria-label={`${title}的正文`}>
      {text.letterhead !== null && <p className="letter-head">{text.letterhead}</p>}
      {documentNumber !== null && <p className="letter-number">{documentNumber}</p>}
      <h3>{title}</h3>
      {addressee !== null && <p className="letter-to">{addressee}</p>}
      {parts.map((part, index) => (
        <PartView key={index} part={part} />
      ))}
      {attachments.length > 0 && (
        <ol className="numbered" aria-label="附件">
          {attachments.map((attachment) => (
            <li key={attachment}>{attachment}</li>
          ))}
        </ol>
      )}
      {signature !== null && (
        <p className="letter-signature">
          {signature.organ}
          <br />
          {paperDay(signature.signedOn)}
        </p>
      )}
      {appendices.map((appendix) => (
        <section key={appendix.title} aria-label={appendix.title}>
          <h4>{appendix.title}</h4>
          {appendix.parts.map((part, index) => (
            <PartView key={index} part={part} />
          ))}
        </section>
      ))}
    </article>
  );
}
