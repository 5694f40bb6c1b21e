import type { Role } from '@pennypost/domain'
import { createServer, type Server, type ServerOptions } from '@pennypost/server'
import type { Sql } from 'postgres'
import { createTestDatabase } from './database.ts'
import { INHABITED, takeAccounts, USUAL } from './inhabited.ts'
import { type Account, Person } from './person.ts'

export type World = AsyncDisposable & {
  /** The first server's address. */
  origin: string
  origins: string[]
  servers: Server[]
  databaseUrl: string
  sql: Sql
  alice: Person
  bob: Person
  /** One more person, at the first server. */
  person(name: string, role?: Role): Promise<Person>
  /** People with these names. */
  people(...names: string[]): Promise<Person[]>
  /** Moves the clock of days, expiries and stamps; sessions stay on real time. */
  advance(hours: number): Promise<void>
  grant(person: Person, points: number): Promise<void>
  /** Alice's and Bob's conversation. */
  direct(): Promise<string>
}

/** Real servers on a database of their own, on free ports, with Alice and Bob signed in. */
export async function createWorld(
  options: Partial<ServerOptions> & { serverCount?: number } = {},
): Promise<World> {
  const { serverCount = 1, ...given } = options
  // Where somebody new may find something else than Alice did, or servers share a Redis, everybody is new.
  const isInhabited = given.settings?.signupPoints === undefined && given.redisUrl == null
  const database = await createTestDatabase(isInhabited ? INHABITED : undefined)
  const servers: Server[] = []
  const origins: string[] = []
  for (let made = 0; made < serverCount; made += 1) {
    const server = await createServer({
      databaseUrl: database.url,
      ...USUAL,
      ...given,
      settings: { ...USUAL.settings, ...given.settings },
    })
    servers.push(server)
    origins.push((await server.start()).url)
  }
  const [origin = ''] = origins
  const { sql } = database
  const people: Person[] = []
  const connect = (account: Account) => {
    const newcomer = new Person(origin, account)
    people.push(newcomer)
    return newcomer
  }
  const person = async (name: string, role?: Role) => {
    const account = await Person.signUp(origin, name)
    if (role !== undefined) {
      await sql`update pennypost.users set role = ${role} where id = ${account.id}`
      account.cookie = await Person.signIn(origin, account.email)
    }
    return connect(account)
  }
  const present = isInhabited ? (await takeAccounts(sql)).map(connect) : []
  const [alice = await person('Alice'), bob = await person('Bob')] = present
  return {
    origin,
    origins,
    servers,
    databaseUrl: database.url,
    sql,
    alice,
    bob,
    person,
    people: (...names) => Promise.all(names.map((name) => person(name))),
    async advance(hours) {
      await sql`insert into pennypost.test_clock (ahead) values (make_interval(secs => ${hours * 3600}))
        on conflict (id) do update set ahead = pennypost.test_clock.ahead + excluded.ahead`
    },
    async grant(to, points) {
      await sql`select pennypost.grant_points(${to.id}, ${points}, 'grant', 'a gift', null, pennypost.now())`
      await sql`select pennypost.tell(${sql.json({ type: 'account-changed', userId: to.id })})`
    },
    async direct() {
      const { conversation } = await alice.trpc.conversations.create.mutate({ receiverId: bob.id })
      return conversation.id
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(people.map((somebody) => somebody[Symbol.asyncDispose]()))
      await Promise.all(servers.map((server) => server.stop()))
      await database[Symbol.asyncDispose]()
    },
  }
}
