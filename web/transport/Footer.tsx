/** Time, and who moves it; and the search of all that could happen. */

import { FindRaces } from '../findings/FindRaces.tsx'
import { ExplainRun } from './ExplainRun.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { NextSteps } from './NextSteps.tsx'
import { StepSlider } from './StepSlider.tsx'
import { Transport } from './Transport.tsx'
import './transport.css'

export function Footer() {
  return (
    <footer className="footer">
      <Transport />
      <StepSlider />
      <NextSteps />
      <ExplainRun />
      <MoreMenu />
      <FindRaces />
    </footer>
  )
}
