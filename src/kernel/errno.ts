/** Error numbers as kernel functions return them; the listing prints the name. */

import { named } from '../build/wrap.ts'

export const negENOMEM = named(-12, '-ENOMEM')
export const negEBUSY = named(-16, '-EBUSY')
export const negEINVAL = named(-22, '-EINVAL')
