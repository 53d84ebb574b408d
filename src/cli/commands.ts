/** All commands, in the order of the help. A new one is one entry. */

import { checkCommand } from './check.ts'
import { classesCommand } from './classes.ts'
import type { Command } from './command.ts'
import { claimsCommand } from './claims.ts'
import { exportCommand } from './export.ts'
import { fixesCommand } from './fixes.ts'
import { guaranteesCommand } from './guarantees.ts'
import { listCommand } from './list.ts'
import { runCommand } from './run.ts'

export const commands: readonly Command[] = [
  listCommand,
  runCommand,
  checkCommand,
  claimsCommand,
  guaranteesCommand,
  fixesCommand,
  classesCommand,
  exportCommand,
]
