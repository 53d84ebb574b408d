/** Time, and who moves it. */

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
    </footer>
  )
}
