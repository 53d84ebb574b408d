/** An error in the drawing must not leave an empty page: it says so, and the way out. */

import { Component, type ReactNode } from 'react'

interface Props {
  /** Which part of the page it is. */
  readonly part: string
  readonly children: ReactNode
}

interface Caught {
  readonly error: unknown
}

export class ErrorBoundary extends Component<Props, Caught> {
  override state: Caught = { error: undefined }

  static getDerivedStateFromError(error: unknown): Caught {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    const reason = error instanceof Error ? error.message : 'no reason given'
    return (
      <div className="failure" role="alert">
        <h2>{this.props.part} could not be drawn</h2>
        <p>
          This is an error in Heddle, not in what you did. The address still holds your run: reload
          the page, or try again.
        </p>
        <code>{reason}</code>
        <button
          type="button"
          className="button"
          onClick={() => this.setState({ error: undefined })}
        >
          Try again
        </button>
      </div>
    )
  }
}
