/** Who may run next: a button per thread, also for those that cannot, which say why. */

import { useId } from 'react'
import { laneClass } from '../diagram/lane-class.ts'
import { runLane } from '../store/choose.ts'
import { type NextChoice, nextChoices } from '../store/next-steps.ts'
import { useApp, useFact, useRun } from '../store/use-app.ts'

export function NextSteps() {
  const run = useRun()
  const cursor = useFact((state) => state.cursor)
  const recordedId = useId()
  const choices = run === undefined ? [] : nextChoices(run, cursor)
  return (
    <fieldset className="next" aria-label="Next step">
      {choices.length > 0 && (
        <span className="next-label" aria-hidden="true">
          Next:
        </span>
      )}
      {choices.map((choice) => (
        <NextButton key={choice.key} choice={choice} recordedId={recordedId} />
      ))}
      <span id={recordedId} className="visually-hidden">
        recorded
      </span>
    </fieldset>
  )
}

interface NextButtonProps {
  readonly choice: NextChoice
  /** Element whose text describes the recorded choice. */
  readonly recordedId: string
}

/**
 * What is seen beside the text is drawn by the style sheet, so that all text of the button is part of its
 * name: people who speak to their computer say what they read.
 */
function NextButton({ choice, recordedId }: NextButtonProps) {
  const app = useApp()
  const { lane, letter, digit, option, name, text, label, able, recorded } = choice
  const classes = ['next-button', laneClass(lane)]
  if (recorded) classes.push('next-recorded')
  if (!able) classes.push('next-unable')
  return (
    <button
      type="button"
      className={classes.join(' ')}
      aria-label={name}
      aria-disabled={!able}
      aria-describedby={recorded ? recordedId : undefined}
      title={recorded ? `${name} – recorded` : name}
      onClick={() => runLane(app, lane, option)}
    >
      <span className="next-content" aria-hidden="true">
        {digit !== undefined && <kbd className="drawn" data-text={digit} />}
        <span className="next-letter drawn" data-text={letter} />
        <span className="next-text">{text}</span>
        {label !== undefined && <span className="next-choice">({label})</span>}
        {recorded && <span className="next-mark drawn" data-text="recorded" />}
      </span>
    </button>
  )
}
