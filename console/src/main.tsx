/** Starts the console in the page. It must not hold any state of its own. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'

const place = document.getElementById('console')
if (!place) throw new Error('index.html has no #console')
createRoot(place).render(<StrictMode><App /></StrictMode>)
