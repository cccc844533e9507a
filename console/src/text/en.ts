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
    generic: (message) => `Not done: ${message}`, retry: 'Retry', load: 'Could not load', crash: 'This page has failed', reload: 'Reload',
  },
  link: { lost: 'Connection lost, reconnecting… What you see may be out of date.', back: 'Connected again' },

  presence: { online: 'Taking chats', offline: 'Away', hint: 'New conversations come to you only while you are available', load: (n) => `${n} in hand`, none: 'Nobody yet' },
  alerts: {
    settings: 'Alerts', sound: 'Sound', desktop: 'Desktop notifications', denied: 'Notifications are blocked in the browser; allow them beside the address bar', waiting: (name) => `${name} is waiting for a person`,
    said: (name) => `${name} wrote`,
  },
  theme: { dark: 'Dark', light: 'Light', auto: 'As the system', name: 'Appearance' },

  list: {
    queue: 'Queue', mine: 'Mine', all: 'All', search: 'Customer, text, ticket number', emptyQueue: 'Nobody is waiting', emptyMine: 'Nothing in hand',
    emptyAll: 'No conversations', emptySearch: 'Nothing found', more: 'Load more', waited: (time) => `waiting ${time}`, unread: (n) => `${n} unread`,
    anonymous: 'Unnamed customer', you: 'You: ', bot: 'Bot: ', agent: 'Agent: ', keys: 'Keyboard shortcuts',
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
    left: 'Handed over', more: 'More', details: 'Customer and tickets', back: 'Back', newMessages: 'New messages', handover: 'Handover to a person', reason: 'Reason',
    today: 'Today', yesterday: 'Yesterday', empty: 'No messages yet',
  },
  message: {
    customer: 'Customer', bot: 'Bot', agent: 'Agent', system: 'System', ai: 'AI', me: 'You', cite: (title, clause) => `${title}, clause ${clause}`,
    citeDetail: (version, from) => `version ${version} · in force from ${from}`, understood: 'Understood', sure: 'sure', choices: 'Choices',
    image: 'Image', voice: 'Voice', video: 'Video', file: 'File', open: 'Open', noPreview: 'The original is kept; no preview here', transcript: 'Transcript', noTranscript: 'no transcript',
    location: 'Location', unknown: (kind) => `Unknown kind of message: ${kind}`, raw: 'Show as received', joined: 'The customer joined', left: 'The customer left',
    event: (detail) => `Channel event: ${detail}`, empty: '(empty message)',
  },
  delivery: {
    pending: 'Waiting', sending: 'Sending', sent: 'Sent', delivered: 'Delivered', read: 'Read', failed: 'Failed', ambiguous: 'May or may not have arrived',
    refused: 'Not sent', ambiguousHint: 'The customer may have it already; check before sending again', refusedHint: 'Somebody else took over before it left, so the customer did not get it', resend: 'Try again', discard: 'Discard',
  },
  composer: {
    reply: 'Reply', note: 'Internal note', replyHint: 'Enter sends, Shift + Enter starts a new line', noteHint: 'Colleagues only; never sent to the customer', send: 'Send', save: 'Save note',
    saved: 'Note saved', botSpeaks: 'The bot is answering. Take the conversation and the bot stops speaking.', waits: 'The customer is waiting for a person.', otherSpeaks: (name) => `${name} is with this customer. You can read, not write.`,
    suggested: 'Suggested answers', use: 'Put into the box', draft: 'Draft',
  },

  side: {
    customer: 'Customer', channel: 'Channel', account: 'Account', pack: 'Business', language: 'Language', id: 'Customer id', since: 'Current state since', tickets: 'Tickets', noTicket: 'No ticket in this conversation yet',
    openConversation: 'Open conversation', consent: 'Messages',
  },
  ticket: {
    number: 'Number', copy: 'Copy the number', copied: 'Copied', kind: 'Kind', category: 'Category', subject: 'Subject', severity: 'Severity', flags: 'Flags', department: 'Department',
    status: 'Status', assignee: 'Assignee', nobody: 'nobody', assignMe: 'Assign to me', unassign: 'Unassign', opened: 'Opened', fields: 'Details', addField: 'Add a detail', none: 'empty',
    story: 'In the customer’s words', urges: 'Urged', urged: (n) => `urged ${n}×`, history: 'History', deadlines: 'Deadlines', why: 'How it is reckoned', edit: 'Edit', save: 'Save', cancel: 'Cancel',
    moveTitle: (number, status) => `${number} to “${status}”`, moveNote: 'What was done, and the outcome', tell: 'Tell the customer as well', changed: 'Updated', noteRequired: 'Please add a line of explanation',
    final: 'Final; cannot be changed', remaining: (time) => `${time} left`, overdue: (time) => `${time} overdue`, done: 'Done', noDeadline: 'No deadline', remove: 'Clear',
    met: 'Responded',
  },
  history: {
    opened: 'Opened', said: 'Customer added', set: (field, value) => `${field}: ${value}`, unset: (field) => `${field} cleared`, raised: 'Raised', classified: 'Reclassified',
    urged: 'Urged by the customer', withdrawn: 'Withdrawn by the customer', assigned: (name) => `Assigned to ${name}`, unassigned: 'Unassigned', moved: (status) => `To “${status}”`, noted: 'Note',
    deadlines: 'Deadlines reckoned anew', bot: 'Bot', customer: 'Customer', system: 'System',
  },
  table: {
    all: 'All', overdueOnly: 'Overdue only', search: 'Number, text, customer', pack: 'Business', deadline: 'Deadline', conversation: 'Conversation', empty: 'No tickets match', count: (n) => `${n} listed`,
    reset: 'Clear filters',
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
  deadlines: { 'first-response': 'First response', resolution: 'Resolution', 'public-opinion': 'Public opinion' },
  langs: { 'zh-CN': 'Simplified Chinese', 'zh-TW': 'Traditional Chinese', en: 'English' },
}
