/**
 * The embeddable web chat: reads its own script tag and puts one widget on the page. Wires only.
 *
 *   <script src="https://desk.example.com/widget.js" data-account="main" data-color="#0f766e" defer></script>
 *
 * The page gets `window.yingda` with open() and close() for links of its own.
 */
import { createChat } from './chat/chat.ts'
import { createMemory } from './chat/memory.ts'
import { readOptions } from './options.ts'
import { createWidget, type Widget } from './view/widget.ts'

// Only while the script runs does the document say which tag it came from.
const tag = document.currentScript as HTMLScriptElement | null
const page = window as Window & { yingda?: Widget }

function start(): void {
  if (!tag?.src || page.yingda) return
  const options = readOptions(tag.dataset, tag.src, navigator.languages)
  const { desk, account, lang, remember } = options
  const tab = createMemory(() => sessionStorage, `${desk}/${account}`)
  const memory = remember === 'tab' ? tab : createMemory(() => localStorage, `${desk}/${account}`)
  const chat = createChat({ desk, account, locale: lang, memory, tab })
  page.yingda = createWidget(chat, options)
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
else start()
