import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { LOCALHOST } from './localhost-certificate.js';

/** What a mail server answers to a recipient or a message; `drop`: it takes the message and the line breaks. */
export type MailAnswer = 'accept' | 'drop' | { readonly code: number; readonly words: string };

export interface TestMailServer {
  readonly url: string;
  /** Whole messages that were accepted, in order. */
  readonly messages: string[];
  /** Every message that came over the line, accepted or not. */
  readonly attempts: string[];
  /** What is answered next, first to last; then everything is accepted. */
  readonly answerRecipient: (...answers: MailAnswer[]) => void;
  readonly answerMessage: (...answers: MailAnswer[]) => void;
  readonly stop: () => Promise<void>;
}

/** A real mail server on a port of its own, which keeps what it is given. */
export async function startMailServer(
  given: {
    readonly tls?: 'none' | 'starttls' | 'wrapped';
    readonly user?: string;
    readonly password?: string;
  } = {},
): Promise<TestMailServer> {
  const { tls = 'none', user, password } = given;
  const messages: string[] = [];
  const attempts: string[] = [];
  const forRecipients: MailAnswer[] = [];
  const forMessages: MailAnswer[] = [];
  const server = new SMTPServer({
    ...LOCALHOST,
    secure: tls === 'wrapped',
    authOptional: user === undefined,
    disabledCommands: [...(tls === 'none' ? ['STARTTLS'] : []), ...(user === undefined ? ['AUTH'] : [])],
    logger: false,
    onAuth(auth, _session, done) {
      if (auth.username === user && auth.password === password) done(null, { user });
      else done(new Error('no'));
    },
    onRcptTo(_address, _session, done) {
      const answer = forRecipients.shift() ?? 'accept';
      done(typeof answer === 'object' ? failure(answer) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const message = Buffer.concat(chunks).toString();
        attempts.push(message);
        const answer = forMessages.shift() ?? 'accept';
        if (answer === 'drop') {
          // Taken, but the sender never hears of it.
          messages.push(message);
          for (const connection of server.connections) {
            if (connection.session.id === session.id) connection.close();
          }
          return;
        }
        if (answer === 'accept') messages.push(message);
        done(typeof answer === 'object' ? failure(answer) : null);
      });
    },
  });
  // A client that turns away from the certificate ends its line; that is no fault of the server.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const credentials = user === undefined ? '' : `${user}:${encodeURIComponent(password ?? '')}@`;
  return {
    url: `${tls === 'wrapped' ? 'smtps' : 'smtp'}://${credentials}127.0.0.1:${port}`,
    messages,
    attempts,
    answerRecipient: (...answers) => void forRecipients.push(...answers),
    answerMessage: (...answers) => void forMessages.push(...answers),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function failure({ code, words }: { readonly code: number; readonly words: string }): Error {
  return Object.assign(new Error(words), { responseCode: code });
}
