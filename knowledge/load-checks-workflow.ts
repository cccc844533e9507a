/** What must hold within a pack's workflow: stages that exist and lead on, roles and departments that exist, forms and authorities that are there. It only reports. */
import type { Pack } from '../core/pack.ts'
import type { Stage } from '../core/workflow.ts'
import type { Report } from './load-yaml.ts'
import type { Source } from './source.ts'

/** @param pack the merged pack: a workflow may use what all packs share */
export function checkWorkflow(own: Source, pack: Pack, report: Report): void {
  const { workflow: file } = own
  if (!file) return
  const roles = new Set(pack.roles.map(({ key }) => key))
  const departments = new Set(['holder', ...pack.departments.map(({ key }) => key)])
  const fields = new Set(pack.cases.forms.map(({ key }) => key))
  const kinds = new Set(pack.cases.authority.map(({ kind }) => kind))
  const say = (path: readonly PropertyKey[], message: string) => report(file.file, file.lineOf(path), message)
  const known = (what: string, key: string, keys: ReadonlySet<string>, path: readonly PropertyKey[]) => {
    if (!keys.has(key)) say(path, `unknown ${what} "${key}"; known are ${[...keys].join(', ') || 'none'}`)
  }

  for (const [w, { stages }] of file.value.workflows.entries()) {
    const keys = new Set(stages.map(({ key }) => key))
    for (const [s, stage] of stages.entries()) {
      const at = ['workflows', w, 'stages', s] as const
      if (stages.findIndex(({ key }) => key === stage.key) < s) say([...at, 'key'], `the stage "${stage.key}" is there twice`)
      known('department', stage.department, departments, [...at, 'department'])
      known('role', stage.role, roles, [...at, 'role'])
      for (const [f, field] of stage.form.entries()) known('form field', field, fields, [...at, 'form', f])
      if (stage.approval !== null) known('authority', stage.approval, kinds, [...at, 'approval'])
      if (stage.tell !== null && !pack.replies[stage.tell]) say([...at, 'tell'], `there is no reply "${stage.tell}"`)
      for (const [n, next] of stage.next.entries()) {
        known('stage', next.to, keys, [...at, 'next', n, 'to'])
        for (const field of Object.keys(next.when)) known('form field', field, fields, [...at, 'next', n, 'when'])
      }
    }
    for (const key of unreached(stages)) say(['workflows', w, 'stages', stages.findIndex((stage) => stage.key === key)], `no way leads to the stage "${key}"`)
    for (const step of ['told', 'closed'] as const)
      if (!stages.some((stage) => stage.step === step)) say(['workflows', w], `no stage is "${step}": a customer must hear the result, and a case must end`)
  }
  for (const [a, { levels }] of file.value.authority.entries()) {
    let reached = 0
    for (const [l, { role, 'up-to': upTo }] of levels.entries()) {
      known('role', role, roles, ['authority', a, 'levels', l, 'role'])
      if (upTo !== null && upTo <= reached) say(['authority', a, 'levels', l, 'up-to'], 'each level decides about more than the one below')
      if (upTo !== null) reached = upTo
    }
  }
  for (const [e, { approval }] of file.value.extensions.entries()) known('authority', approval, kinds, ['extensions', e, 'approval'])
}

/** A shared ladder's roles must be every pack's. */
export function checkLadder(pack: Pack, file: string, report: Report): void {
  const roles = new Set(pack.roles.map(({ key }) => key))
  const { ladder } = pack.cases
  for (const role of ladder ? [ladder.inquiryTo, ...ladder.climb.map((step) => step.role)] : [])
    if (!roles.has(role)) report(file, 1, `the ladder of supervision climbs to the role "${role}", which this pack does not have`)
}

function unreached(stages: readonly Pick<Stage, 'key' | 'next'>[]): string[] {
  const reached = new Set([stages[0]?.key])
  for (let grown = true; grown; ) {
    grown = false
    for (const stage of stages) {
      if (!reached.has(stage.key)) continue
      for (const { to } of stage.next) {
        if (reached.has(to)) continue
        reached.add(to)
        grown = true
      }
    }
  }
  return stages.filter(({ key }) => !reached.has(key)).map(({ key }) => key)
}
