/** The console's words in English. It must hold words only. */
import type { Words } from './zh-cn.ts'

export const en: Words = {
  product: 'Yingda',
  desk: 'Conversations',
  tickets: 'Tickets',
  team: 'Team',
  languageName: 'English',

  login: {
    title: 'Agent console', name: 'User name', password: 'Password', submit: 'Sign in', needed: 'Required', wrong: 'Wrong user name or password. Please try again.',
    failed: 'Cannot sign in right now: ', expired: 'Your session has expired. Please sign in again; your unsent replies are kept.', logout: 'Sign out',
  },
  errors: {
    network: 'Cannot reach the server. Check the network and try again.', broken: 'The server sent an answer we cannot read. Try again shortly.', forbidden: 'You are not allowed to do this',
    generic: (message) => `Not done: ${message}`, refused: {
      'not-allowed': 'Not possible in the present state', 'not-found': 'Not found', taken: 'Already taken', 'not-yours': 'Not yours', 'too-many': 'Too many attempts; wait a minute',
      'bad-request': 'The input is not accepted', 'no-csrf': 'Your sign-in has changed; reload the page', final: 'Final; cannot be changed', 'not-your-role': 'This needs somebody with the authority', 'no-stage': 'Nothing follows here',
      'missing-fields': 'Something is still to be filled in', 'needs-approval': 'This needs an approval first', 'choose-next': 'Choose the next stage', unknown: 'There is no such thing here',
      'beyond-authority': 'The sum is beyond what has been granted; ask for an approval on the ticket first', 'not-pending': 'It has been decided already', 'own-request': 'Somebody else decides what you asked for',
      paused: 'The clock is paused; resume first', 'not-paused': 'The clock is running', 'no-extension': 'No further extension is allowed', 'no-result': 'Tell the customer the result first', already: 'It is so already',
    }, retry: 'Retry', load: 'Could not load', crash: 'This page has failed', reload: 'Reload',
  },
  link: { lost: 'Connection lost, reconnecting… What you see may be out of date.', back: 'Connected again' },

  presence: { online: 'Taking chats', offline: 'Away', hint: 'New conversations come to you only while you are available', load: (n) => `${n} in hand`, none: 'Nobody yet' },
  alerts: {
    settings: 'Alerts', sound: 'Sound', desktop: 'Desktop notifications', denied: 'Notifications are blocked in the browser; allow them beside the address bar', waiting: (name) => `${name} is waiting for a person`,
    said: (name) => `${name} wrote`, trouble: (name) => `A message to ${name} did not arrive`,
  },
  theme: { dark: 'Dark', light: 'Light', auto: 'As the system', name: 'Appearance' },

  list: {
    queue: 'Queue', mine: 'Mine', all: 'All', search: 'Customer, text, ticket number', emptyQueue: 'Nobody is waiting', emptyMine: 'Nothing in hand',
    emptyAll: 'No conversations', emptySearch: 'Nothing found', more: 'Load more', waited: (time) => `waiting ${time}`, unread: (n) => `${n} unread`,
    capped: 'Only these are listed; narrow them by searching', anonymous: 'Unnamed customer', you: 'You: ', bot: 'Bot: ', agent: 'Agent: ', keys: 'Keyboard shortcuts',
  },
  keys: [
    ['J / K', 'next, previous conversation'], ['C', 'take this conversation'], ['R', 'write a reply'], ['/', 'search'], ['1 2 3', 'queue, mine, all'], ['Enter', 'send'],
    ['Shift + Enter', 'new line'], ['?', 'show this list'],
  ],

  holder: {
    bot: 'Bot is answering', queue: (queue) => `Waiting · ${queue}`, me: 'Yours', agent: (name) => `With ${name}`, queueAny: 'Waiting for a person',
  },
  thread: {
    pick: 'Choose a conversation', pickHint: 'J and K move, ? shows all shortcuts', claim: 'Take', claimed: 'Yours now. The customer is speaking with you.',
    taken: (who) => `Too late: ${who} has just taken this conversation`, takenSomeone: 'another agent', toBot: 'Back to the bot', toQueue: 'To another queue', close: 'Close',
    closeSure: 'The conversation goes back to the bot; a new message from the customer is served afresh.', notYours: 'This conversation is no longer yours. The message was not sent; your text is still in the box.',
    reasons: { 'the customer asked for a person': 'The customer asked for a person', emergency: 'Emergency', 'the bot failed on this message': 'The bot failed on this message' },
    transferred: (who) => `Transferred by ${who}`, whole: 'more', folded: 'less',
    left: 'Handed over', more: 'More', details: 'Customer and tickets', back: 'Back', newMessages: 'New messages', handover: 'Handover to a person', reason: 'Reason',
    today: 'Today', yesterday: 'Yesterday', empty: 'No messages yet',
  },
  message: {
    customer: 'Customer', bot: 'Bot', agent: 'Agent', system: 'System', ai: 'AI', me: 'You', cite: (title, clause) => `${title}, clause ${clause}`,
    citeDetail: (version, from) => `version ${version} · in force from ${from}`, understood: 'Understood', sure: 'sure', choices: 'Choices',
    image: 'Image', voice: 'Voice', video: 'Video', file: 'File', open: 'Open', noPreview: 'The original is kept; no preview here', transcript: 'Transcript', noTranscript: 'no transcript',
    location: 'Location', unknown: (kind) => `Unknown kind of message: ${kind}`, raw: 'Show as received', joined: 'The customer joined', left: 'The customer left',
    event: (detail) => `Channel event: ${detail}`, empty: '(empty message)', speaker: { bot: 'The bot answers', queue: 'Handed to a person, waiting', agent: (name) => `${name} has joined` },
    note: 'Internal note', abstained: 'no source found, not answered', evidence: 'The words for it', also: 'also', entities: 'Recognised', clauses: 'Clauses', unanswerable: 'not sure enough to answer',
  },
  delivery: {
    pending: 'Waiting', sending: 'Sending', sent: 'Sent', delivered: 'Delivered', read: 'Read', failed: 'Failed', ambiguous: 'May or may not have arrived',
    refused: 'Not sent', ambiguousHint: 'The customer may have it already; check before sending again', refusedHint: 'Somebody else took over before it left, so the customer did not get it', resend: 'Try again', discard: 'Discard', reuse: 'Put into the box', unreadable: 'Unknown state',
  },
  composer: {
    reply: 'Reply', note: 'Internal note', replyHint: 'Enter sends, Shift + Enter starts a new line', noteHint: 'Colleagues only; never sent to the customer', send: 'Send', save: 'Save note',
    saved: 'Note saved', botSpeaks: 'The bot is answering. Take the conversation and the bot stops speaking.', waits: 'The customer is waiting for a person.', otherSpeaks: (name) => `${name} is with this customer. You can read, not write.`,
    suggested: 'Suggested answers', use: 'Put into the box', draft: 'Draft', kept: 'Your unsent reply is kept: ', claimAndReply: 'Take and reply',
  },

  side: {
    customer: 'Customer', channel: 'Channel', account: 'Account', pack: 'Business', language: 'Language', id: 'Customer id', since: 'Current state since', tickets: 'Tickets', noTicket: 'No ticket in this conversation yet',
    openConversation: 'Open conversation',
  },
  ticket: {
    number: 'Number', copy: 'Copy the number', copied: 'Copied', kind: 'Kind', category: 'Category', subject: 'Subject', severity: 'Severity', flags: 'Flags', department: 'Department',
    status: 'Status', assignee: 'Assignee', nobody: 'nobody', assignMe: 'Assign to me', unassign: 'Unassign', opened: 'Opened', fields: 'Details', addField: 'Add a detail', none: 'empty',
    story: 'In the customer’s words', urges: 'Urged', urged: (n) => `urged ${n}×`, history: 'History', deadlines: 'Deadlines', why: 'How it is reckoned', edit: 'Edit', save: 'Save', cancel: 'Cancel',
    moveTitle: (number, status) => `${number} to “${status}”`, moveNote: 'What was done, and the outcome', changed: 'Updated', noteRequired: 'Please add a line of explanation',
    final: 'Final; cannot be changed', remaining: (time) => `${time} left`, overdue: (time) => `${time} overdue`, done: 'Done', noDeadline: 'No deadline', remove: 'Clear',
    met: 'Responded', acts: 'More', classify: 'Reclassify', note: 'Add a note', accept: 'Accept', tellResult: 'Tell the result', tellHint: 'The customer is told this and asked whether it settles the matter', tellLabel: 'What the customer is told', transfer: 'To another department', transferTo: 'To',
    reason: 'Reason', close: 'Close', reopen: 'Reopen', pause: 'Pause the clock', resume: 'Resume the clock', paused: 'The clock is paused', result: 'Result', satisfied: 'Customer is satisfied', unsatisfied: 'Customer is not satisfied', awaiting: 'Awaiting the customer', stage: 'Stage',
    approvals: 'Approvals', grant: 'Grant', refuse: 'Refuse', opinions: 'Opinions', decided: { pending: 'pending', granted: 'granted', refused: 'refused' }, yuan: (n) => `¥${n}`,
    move: (status) => `To “${status}”`, noteHint: 'Colleagues only', notePlaceholder: 'Whom you spoke to, what was said, what comes next',
    due: (time) => `by ${time}`, last: (time) => `last ${time}`, more: (n) => `${n} more`, missing: 'There is no such ticket', unclassified: 'unclassified',
  },
  history: {
    types: {
      opened: 'Opened', said: 'Customer added', raised: 'Raised', classified: 'Reclassified', urged: 'Urged by the customer', withdrawn: 'Withdrawn by the customer', noted: 'Note',
      'deadlines.set': 'Deadlines reckoned anew', accepted: 'Accepted', declined: 'Declined', recorded: 'Record filled in', 'opinion.given': 'Opinion', 'approval.asked': 'Approval asked for',
      'approval.decided': 'Approval decided', 'approval.climbed': 'Approval moved up', paused: 'Clock paused', resumed: 'Clock resumed', transferred: 'To another department', linked: 'Linked',
      'result.told': 'Result told to the customer', 'result.answered': 'Customer’s verdict', reopened: 'Reopened', 'paper.issued': 'Supervision', 'stage.entered': 'Stage entered',
    },
    set: (field, value) => `${field}: ${value}`, unset: (field) => `${field} cleared`, assigned: (name) => `Assigned to ${name}`, unassigned: 'Unassigned',
    moved: (status) => `To “${status}”`, by: { customer: 'Customer', desk: 'System', bot: 'Bot' },
  },
  table: {
    all: 'All', overdueOnly: 'Overdue only', search: 'Number, text, customer', pack: 'Business', deadline: 'Deadline', conversation: 'Conversation', empty: 'No tickets match', count: (n) => `${n} listed`,
    reset: 'Clear filters', number: 'Ticket', opened: 'Opened', live: 'Unfinished', more: 'Load more', mine: 'Mine',
  },

  people: {
    nav: 'Accounts', title: 'Accounts and departments', add: 'Add an account', name: 'User name', nameHint: 'Customers see this name', role: 'Role', departments: 'Departments', departmentsHint: 'These count as staffed while the person is available', password: 'Password', passwordHint: 'At least 8 characters',
    newPassword: 'New password (leave empty to keep)', save: 'Save', added: (name) => `${name} added`, changed: 'Saved', taken: 'There is an account of this name', load: 'In hand', state: 'State', edit: 'Edit', none: 'no department', me: 'you',
    hint: 'To lock somebody out, set a new password. A session that is open ends within 12 hours.', lastAdmin: 'There has to be at least one administrator',
  },
  roles: { agent: 'Agent', supervisor: 'Supervisor', admin: 'Administrator' },
  entities: {
    phone: 'phone', waybill: 'waybill', order: 'order', part: 'part', card: 'card', ticket: 'ticket', date: 'date', amount: 'amount', quantity: 'quantity', address: 'address', email: 'email', name: 'name', idcard: 'ID card',
  },

  units: { day: ' d', hour: ' h', minute: ' min', second: ' s', now: 'now' },
  intents: {
    question: 'question', complaint: 'complaint', emergency: 'emergency', service_request: 'request', track: 'track', ticket_status: 'ticket status', ticket_urge: 'urge', ticket_withdraw: 'withdraw',
    human: 'wants a person', suggestion: 'suggestion', praise: 'praise', report: 'report', opt_out: 'opt out', opt_in: 'opt in', greeting: 'greeting', thanks: 'thanks', goodbye: 'goodbye', out_of_scope: 'out of scope',
  },
  severities: { emergency: 'emergency', major: 'major', normal: 'normal', minor: 'minor' },
  flags: { regulator: 'regulator', media: 'media', legal: 'legal', vulnerable: 'vulnerable', repeat: 'repeat', group: 'group' },
  kinds: { complaint: 'complaint', emergency: 'emergency', request: 'request', suggestion: 'suggestion', praise: 'praise', report: 'report', callback: 'callback' },
  statuses: { open: 'open', in_progress: 'in progress', resolved: 'resolved', closed: 'closed', withdrawn: 'withdrawn' },
  deadlines: { 'first-response': 'First response', resolution: 'Resolution', 'public-opinion': 'Public opinion', handling: 'Handling', repair: 'Repair', arrival: 'Arrival', investigation: 'Investigation', stage: 'This stage', 'network-ordinary': 'Ordinary fault', 'network-major': 'Major fault' },
  langs: { 'zh-CN': 'Simplified Chinese', 'zh-TW': 'Traditional Chinese', en: 'English' },
}
