import { readMail } from '../../../lib/drill/stand-ins/mime';

test('reads parts, encoded words and quoted text', () => {
  const mail = readMail([
    'Subject: =?utf-8?q?Gr=C3=B6=C3=9Fe?= =?utf-8?b?ISE=?=', 'To: a@b', 'Content-Type: multipart/alternative;  boundary=xyz', 'X-Long: a', '  b', '',
    '--xyz', 'Content-Transfer-Encoding: quoted-printable', 'Content-Type: text/plain; charset=UTF-8', '', 'caf=C3=A9 =', 'und mehr', '',
    '--xyz', 'Content-Transfer-Encoding: base64', 'Content-Type: text/html; charset=UTF-8', '', Buffer.from('<b>ö</b>').toString('base64'), '--xyz--', '',
  ].join('\r\n'));
  expect(mail).toEqual({ subject: 'Größe!!', to: 'a@b', text: 'café und mehr', html: '<b>ö</b>' });
});

test('reads a mail without parts, and one that is none', () => {
  expect(readMail('Subject: a\r\n\r\nhello\r\n')).toEqual({ subject: 'a', to: '', text: 'hello', html: '' });
  expect(readMail('')).toEqual({ subject: '', to: '', text: '', html: '' });
});
