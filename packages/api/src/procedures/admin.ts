import { advanceClock } from '../actions/admin/advance-clock.ts'
import { banUser, unbanUser } from '../actions/admin/ban-user.ts'
import { grantPoints } from '../actions/admin/grant-points.ts'
import { purgeExpired } from '../actions/admin/purge-expired.ts'
import { setOpeningPrice } from '../actions/admin/set-opening-price.ts'
import { setQuota } from '../actions/admin/set-quota.ts'
import { setRole } from '../actions/admin/set-role.ts'
import { type Attendant, NOBODY } from '../attendant.ts'
import type { OperatorServices } from '../operator-services.ts'
import { audit } from '../reads/admin/audit.ts'
import { type Diagnosis, diagnoseDatabase } from '../reads/admin/diagnose-database.ts'
import { exportConversation } from '../reads/admin/export-conversation.ts'
import { readStats } from '../reads/admin/read-stats.ts'
import { searchUsers } from '../reads/admin/search-users.ts'
import { showClock } from '../reads/admin/show-clock.ts'
import { requireUserId, showUser } from '../reads/admin/show-user.ts'
import { readQuota } from '../reads/read-quota.ts'
import { adminProcedure, router } from '../trpc.ts'
import { ADMIN_INPUTS } from './admin-inputs.ts'

export type AdminOptions = {
  attendant?: Attendant
  /** What else `doctor` should look at, beside the database. */
  diagnose?: () => Promise<Diagnosis[]>
}

/** What operators do: over the network with the role `admin`, or on the command line, which is made of this router. */
export function adminRouter(services: OperatorServices, options: AdminOptions = {}) {
  const { attendant = NOBODY, diagnose = async () => [] } = options
  const about = (description: string) => adminProcedure.meta({ description })
  const pageAbout = (description: string) => adminProcedure.meta({ description, isLarge: true })
  return router({
    users: router({
      find: pageAbout('Find people by name, e-mail or id')
        .input(ADMIN_INPUTS.users.find)
        .query(({ input }) => searchUsers(services, input.query, input.limit)),
      show: about('Show one person, with their quota')
        .input(ADMIN_INPUTS.users.one)
        .query(({ input }) => showUser(services, input.user)),
      ban: about('Keep somebody out; all their sign-ins end at once')
        .input(ADMIN_INPUTS.users.one)
        .mutation(async ({ ctx, input }) => {
          await attendant.confirm(`Ban ${input.user} and end all their sign-ins?`)
          return await banUser(services, ctx.session.userId, input.user)
        }),
      unban: about('Let somebody in again')
        .input(ADMIN_INPUTS.users.one)
        .mutation(({ ctx, input }) => unbanUser(services, ctx.session.userId, input.user)),
      setRole: about('Make somebody a member, a host or an admin')
        .input(ADMIN_INPUTS.users.setRole)
        .mutation(async ({ ctx, input }) => {
          if (input.role === 'admin')
            await attendant.confirm(`Let ${input.user} do everything that operators do?`)
          return await setRole(services, ctx.session.userId, input.user, input.role)
        }),
    }),
    wallet: router({
      grant: about('Put points into a wallet')
        .input(ADMIN_INPUTS.wallet.grant)
        .mutation(({ ctx, input }) => grantPoints(services, ctx.session.userId, input)),
    }),
    quota: router({
      show: about('Show what somebody may still send today')
        .input(ADMIN_INPUTS.users.one)
        .query(async ({ input }) => {
          const userId = await requireUserId(services, input.user)
          return { userId, ...(await readQuota(services, userId)) }
        }),
      set: about('Give somebody an allowance or a price of their own')
        .input(ADMIN_INPUTS.quota.set)
        .mutation(({ ctx, input }) => setQuota(services, ctx.session.userId, input.user, input)),
    }),
    price: router({
      setOpening: about('Set what opening a conversation with a host costs')
        .input(ADMIN_INPUTS.price.setOpening)
        .mutation(({ ctx, input }) =>
          setOpeningPrice(services, ctx.session.userId, input.user, input.points),
        ),
    }),
    conversations: router({
      export: pageAbout('Write out a conversation, with the messages that are readable now')
        .input(ADMIN_INPUTS.conversations.export)
        .query(({ input }) => exportConversation(services, input.id, input.cursor, input.limit)),
    }),
    expired: router({
      purge: about('Erase the text of all messages that have expired')
        .input(ADMIN_INPUTS.expired.purge)
        .mutation(({ ctx, input }) => purgeExpired(services, ctx.session.userId, input.dryRun, attendant)),
    }),
    audit: pageAbout(
      'Recompute every figure that is stored, and look for expired text that can be read',
    ).query(() => audit(services, attendant)),
    stats: about('How much there is of everything').query(() => readStats(services)),
    doctor: about('Look at settings, database, Redis, origin and clock, and say what to do').query(
      async () => {
        const checks = [...(await diagnoseDatabase(services)), ...(await diagnose())]
        return { ok: checks.every(({ ok }) => ok), checks }
      },
    ),
    clock: router({
      show: about('Show the one clock, and how far it was moved').query(() => showClock(services)),
      advance: about('Move the clock ahead (TEST_CLOCK=1 only)')
        .input(ADMIN_INPUTS.clock.advance)
        .mutation(({ ctx, input }) => advanceClock(services, ctx.session.userId, input.hours)),
    }),
  })
}
