/** Catches a page that threw, so that an agent sees a way on instead of white. It must not hide the error from the browser's log. */
import { Component, type ReactNode } from 'react'
import type { Words } from './text/index.ts'

/** React offers error boundaries as classes only. */
export class Broken extends Component<{ words: Words; children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }
  static getDerivedStateFromError(error: Error) {
    return { error }
  }
  override render() {
    const { words, children } = this.props
    if (!this.state.error) return children
    return (
      <div className="centre" role="alert">
        <p>{words.errors.crash}</p>
        <p className="faint">{this.state.error.message}</p>
        <button type="button" className="link" onClick={() => location.reload()}>{words.errors.reload}</button>
      </div>
    )
  }
}
