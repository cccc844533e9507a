/** How the mail door is held to the contract: a mailbox is fetched rather than posted to, so most clauses are held against real mail servers beside it. */
import { door } from '../../../channels/email/index.ts'
import { CLAUSES, type Descriptor } from '../contract.ts'

const WHY = 'a mailbox is fetched, nothing is posted to the door; tests/channels/email-*.test.ts hold it to this against Dovecot and an SMTP server'

export const descriptor: Descriptor = {
  door,
  open: async () => ({
    settings: {
      address: 'service@example.com', password: 'a-mailbox-password', imapHost: '127.0.0.1', imapPort: '993', imapSecurity: 'tls', mailboxes: 'INBOX', smtpHost: '127.0.0.1', smtpPort: '465',
      smtpSecurity: 'tls', plusAddress: 'off', answersPerHour: '30', answersPerThread: '50', firstDays: '1', syncSeconds: '300',
    },
    joined: () => {},
    deliver: async () => 'refused',
    forgeries: [], garbage: [], faults: {},
    shown: () => [],
    close: async () => {},
  }),
  wrong: { imapPort: 'many', smtpSecurity: 'perhaps' },
  skip: Object.fromEntries(CLAUSES.filter((clause) => clause !== 'settings errors').map((clause) => [clause, WHY])),
}
